import Digests

/// The first line of a log segment: whose it is, where it begins, what stands before it.
struct SegmentHeader: Hashable {
  static let format = 1
  /// A header has at most 53 hashes in its edge.
  static let longest = 8192

  let space: String
  let before: MerkleFrontier

  var from: Int { before.size + 1 }

  /// The line with its newline.
  var line: [UInt8] {
    var bytes: [UInt8] = []
    bytes.append(#"{"segment":{"format":1,"space":""#)
    bytes.append(contentsOf: space.utf8)
    bytes.append(#"","from":"#)
    bytes.append(decimal: from)
    bytes.append(#","root":""#)
    before.root.appendHex(to: &bytes)
    bytes.append(#"","edge":["#)
    for (index, root) in before.edge.enumerated() {
      if index > 0 { bytes.append(",") }
      bytes.append("\"")
      root.appendHex(to: &bytes)
      bytes.append("\"")
    }
    bytes.append("]}}\n")
    return bytes
  }

  /// Reads the line, without its newline, of a segment of a given space and place.
  ///
  /// - Throws: `.unsupportedFormat`, or `.damaged` with the header's or its root's fault.
  init(
    _ line: UnsafeBufferPointer<UInt8>, space: String, from: Int, segment: String
  ) throws(LogError) {
    var reader = HeaderReader(line, segment: segment)
    try reader.begin(#"{"segment":{"format":"#, space: space, from: from)
    let root = try reader.part { $0.skip(#","root":""#) ? $0.digest() : nil }
    try reader.skip(#"","edge":["#)
    var edge: [Digest] = []
    if !reader.isNext("]") {
      repeat {
        edge.append(try reader.part { $0.skip("\"") ? $0.digest() : nil })
        try reader.skip("\"")
      } while reader.isNext(",")
      try reader.skip("]")
    }
    try reader.finish()
    guard let before = MerkleFrontier(size: from - 1, edge: edge) else {
      throw .damaged(Damage(.header, segment: segment, offset: 0))
    }
    guard before.root == root else {
      throw .damaged(
        Damage(.root, segment: segment, offset: 0, expected: before.root.hex, found: root.hex))
    }
    self.space = space
    self.before = before
  }

  init(space: String, before: MerkleFrontier) {
    self.space = space
    self.before = before
  }
}

/// The first line of a vault segment.
struct VaultHeader: Hashable {
  let space: String
  let from: Int

  /// The line with its newline.
  var line: [UInt8] {
    var bytes: [UInt8] = []
    bytes.append(#"{"vault":{"format":1,"space":""#)
    bytes.append(contentsOf: space.utf8)
    bytes.append(#"","from":"#)
    bytes.append(decimal: from)
    bytes.append("}}\n")
    return bytes
  }

  /// Reads the line, without its newline, of a vault segment of a given space and place.
  init(
    _ line: UnsafeBufferPointer<UInt8>, space: String, from: Int, segment: String
  ) throws(LogError) {
    var reader = HeaderReader(line, segment: segment)
    try reader.begin(#"{"vault":{"format":"#, space: space, from: from)
    try reader.finish()
    self.init(space: space, from: from)
  }

  init(space: String, from: Int) {
    self.space = space
    self.from = from
  }
}
