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

/// Reads a header part by part; what fails is named by the byte at which its part begins.
struct HeaderReader {
  private var cursor: LineCursor
  private let segment: String

  init(_ line: UnsafeBufferPointer<UInt8>, segment: String) {
    cursor = LineCursor(line)
    self.segment = segment
  }

  /// Reads what logs' and vaults' headers begin with.
  ///
  /// - Throws: `.unsupportedFormat`, or `.damaged`.
  mutating func begin(_ start: StaticString, space: String, from: Int) throws(LogError) {
    try skip(start)
    let format = try part { $0.positive() }
    guard format == SegmentHeader.format else { throw .unsupportedFormat(format) }
    try skip(#","space":""#)
    _ = try part { $0.take(32).flatMap { $0.elementsEqual(space.utf8) ? $0 : nil } }
    try skip(#"","from":"#)
    _ = try part { $0.positive().flatMap { $0 == from ? $0 : nil } }
  }

  /// Reads one part, which must be there.
  mutating func part<Value>(_ read: (inout LineCursor) -> Value?) throws(LogError) -> Value {
    let start = cursor.offset
    guard let value = read(&cursor) else {
      throw .damaged(Damage(.header, segment: segment, offset: start))
    }
    return value
  }

  mutating func skip(_ literal: StaticString) throws(LogError) {
    _ = try part { $0.skip(literal) ? literal : nil }
  }

  /// Whether a literal stands there, which is taken then.
  mutating func isNext(_ literal: StaticString) -> Bool { cursor.skip(literal) }

  /// Reads the end of the line.
  mutating func finish() throws(LogError) {
    try skip("}}")
    _ = try part { $0.offset == $0.text.count ? $0.offset : nil }
  }
}
