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
