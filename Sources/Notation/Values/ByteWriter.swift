/// Writes bytes forward into a buffer that the caller allocated, for example on the stack.
///
/// Bytes that do not fit stop the program. The writer never writes outside the buffer.
package struct ByteWriter {
  private let buffer: UnsafeMutableBufferPointer<UInt8>
  private var count = 0

  /// Creates a writer over a buffer.
  ///
  /// - Parameter room: The buffer. All its bytes must be initialised and may be overwritten.
  @inline(__always)
  package init(_ buffer: UnsafeMutableBufferPointer<UInt8>) { self.buffer = buffer }

  /// The bytes written so far.
  package var written: UnsafeBufferPointer<UInt8> {
    UnsafeBufferPointer(rebasing: buffer[..<count])
  }

  /// Returns the next bytes of the buffer, for the caller to write.
  @inline(__always)
  private mutating func next(_ count: Int) -> UnsafeMutableBufferPointer<UInt8> {
    precondition(count <= buffer.count - self.count, "the room for a written form is too small")
    defer { self.count += count }
    return UnsafeMutableBufferPointer(rebasing: buffer[self.count..<(self.count + count)])
  }

  /// Writes a literal of the format.
  @inline(__always)
  package mutating func write(_ literal: StaticString) {
    write(UnsafeBufferPointer(start: literal.utf8Start, count: literal.utf8CodeUnitCount))
  }

  /// Writes bytes unchanged.
  @inline(__always)
  package mutating func write(_ bytes: UnsafeBufferPointer<UInt8>) {
    _ = next(bytes.count).update(fromContentsOf: bytes)
  }

  /// Writes a text unchanged.
  package mutating func write(text: String) {
    var text = text
    text.withUTF8 { write($0) }
  }

  /// Writes an integer's decimal digits, with a minus sign before them if it is negative.
  package mutating func write(decimal value: Int) {
    if value < 0 { write("-") }
    var rest = value.magnitude
    let digits = next(decimalDigits(of: rest))
    for place in digits.indices.reversed() {
      digits[place] = 0x30 &+ UInt8(truncatingIfNeeded: rest % 10)
      rest /= 10
    }
  }

  /// Writes a form of known length, which `fill` fills in.
  @inline(__always)
  package mutating func write(
    _ count: Int, _ fill: (UnsafeMutableBufferPointer<UInt8>) -> Void
  ) {
    fill(next(count))
  }
}

/// Returns the number of decimal digits of a number: 1 for zero.
@inline(__always)
private func decimalDigits(of value: UInt) -> Int {
  var count = 1
  var rest = value
  while rest >= 10 {
    rest /= 10
    count += 1
  }
  return count
}
