import Digests

/// The first line of a log segment: its space, its first position, and the frontier before it.
struct SegmentHeader: Hashable {
  static let format = 1
  /// The maximum bytes of a header, which has at most 53 hashes in its frontier.
  static let longest = 8192

  let space: String
  let before: MerkleFrontier

  var from: Int { before.size + 1 }

  /// The line with its newline.
  var line: [UInt8] {
    Array(
      #"""
      {"segment":{"format":1,"space":"\#(space)","from":\#(from),"root":"\#(before.root.hex)",\#
      "edge":\#(before.edge)}}

      """#.utf8)
  }

  /// Parses the line, without its newline, of a segment with a given space and first position.
  ///
  /// - Throws: `.unsupportedFormat`, or `.damaged` with the fault of the header or of its root.
  init(
    _ line: UnsafeBufferPointer<UInt8>, space: String, from: Int, segment: String
  ) throws(LogError) {
    var reader = HeaderReader(line, segment: segment)
    try reader.begin(#"{"segment":{"format":"#, space: space, from: from)
    let root = try reader.part { $0.skip(#","root":""#) ? $0.digest() : nil }
    try reader.skip(#"","edge":["#)
    var roots: [Digest] = []
    if !reader.isNext("]") {
      repeat {
        roots.append(try reader.part { $0.skip("\"") ? $0.digest() : nil })
        try reader.skip("\"")
      } while reader.isNext(",")
      try reader.skip("]")
    }
    try reader.finish()
    guard let before = MerkleFrontier(size: from - 1, roots: roots) else {
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
    Array("{\"vault\":{\"format\":1,\"space\":\"\(space)\",\"from\":\(from)}}\n".utf8)
  }

  /// Parses the line, without its newline, of a vault segment with a given space and first
  /// position.
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

/// A parser that reads a header part by part.
///
/// Its errors name the byte at which the invalid part begins.
struct HeaderReader {
  private var cursor: LineCursor
  private let segment: String

  init(_ line: UnsafeBufferPointer<UInt8>, segment: String) {
    cursor = LineCursor(line)
    self.segment = segment
  }

  /// Reads the beginning that the headers of log and vault share.
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

  /// Reads one part, which is required.
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

  /// Skips a literal if it comes next, and returns whether it did.
  mutating func isNext(_ literal: StaticString) -> Bool { cursor.skip(literal) }

  /// Reads the closing braces, after which the line must end.
  mutating func finish() throws(LogError) {
    try skip("}}")
    _ = try part { $0.offset == $0.text.count ? $0.offset : nil }
  }
}
