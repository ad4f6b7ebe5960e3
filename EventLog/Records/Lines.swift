/// A walk over the lines in some bytes, in order.
struct Lines {
  /// A line without its newline, and the offset at which it begins.
  struct Line {
    let offset: Int
    let text: UnsafeBufferPointer<UInt8>
  }

  private let bytes: UnsafeBufferPointer<UInt8>
  /// The offset of the next line; after the last line, the offset of the bytes without a newline.
  private(set) var offset: Int

  /// Begins at an offset.
  @inline(__always)
  init(_ bytes: UnsafeBufferPointer<UInt8>, from offset: Int = 0) {
    (self.bytes, self.offset) = (bytes, offset)
  }

  /// Returns the next line; `nil` if no newline follows.
  @inline(__always)
  mutating func next() -> Line? {
    guard let newline = SystemCalls.newline(in: bytes, from: offset) else { return nil }
    defer { offset = newline + 1 }
    return Line(offset: offset, text: UnsafeBufferPointer(rebasing: bytes[offset..<newline]))
  }
}
