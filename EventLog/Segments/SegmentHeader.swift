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
    func damage(_ kind: Damage.Kind, _ offset: Int) -> LogError {
      .damaged(Damage(kind, segment: segment, offset: offset))
    }
    var cursor = LineCursor(line)
    guard cursor.skip(#"{"segment":{"format":"#), let format = cursor.positive() else {
      throw damage(.header, cursor.offset)
    }
    guard format == Self.format else { throw .unsupportedFormat(format) }
    guard cursor.skip(#","space":""#), let id = cursor.take(32), id.elementsEqual(space.utf8),
      cursor.skip(#"","from":"#), cursor.positive() == from,
      cursor.skip(#","root":""#), let root = cursor.digest(), cursor.skip(#"","edge":["#)
    else { throw damage(.header, cursor.offset) }
    var edge: [Digest] = []
    if !cursor.skip("]") {
      repeat {
        guard cursor.skip("\""), let node = cursor.digest(), cursor.skip("\"") else {
          throw damage(.header, cursor.offset)
        }
        edge.append(node)
      } while cursor.skip(",")
      guard cursor.skip("]") else { throw damage(.header, cursor.offset) }
    }
    guard cursor.skip("}}"), cursor.offset == line.count,
      let before = MerkleFrontier(size: from - 1, edge: edge)
    else { throw damage(.header, cursor.offset) }
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
    var cursor = LineCursor(line)
    guard cursor.skip(#"{"vault":{"format":"#), let format = cursor.positive() else {
      throw .damaged(Damage(.header, segment: segment, offset: cursor.offset))
    }
    guard format == SegmentHeader.format else { throw .unsupportedFormat(format) }
    guard cursor.skip(#","space":""#), let id = cursor.take(32), id.elementsEqual(space.utf8),
      cursor.skip(#"","from":"#), cursor.positive() == from, cursor.skip("}}"),
      cursor.offset == line.count
    else { throw .damaged(Damage(.header, segment: segment, offset: cursor.offset)) }
    self.init(space: space, from: from)
  }

  init(space: String, from: Int) {
    self.space = space
    self.from = from
  }
}
