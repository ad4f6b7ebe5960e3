/// Writes forward into room that was made before, such as bytes on the stack.
///
/// What does not fit stops the program: nothing is ever written beyond the room.
package struct ByteWriter {
  private let room: UnsafeMutableBufferPointer<UInt8>
  private var count = 0

  /// - Parameter room: Bytes that may be written over, each of them initialised.
  @inline(__always)
  package init(_ room: UnsafeMutableBufferPointer<UInt8>) { self.room = room }

  /// What was written so far.
  package var written: UnsafeBufferPointer<UInt8> {
    UnsafeBufferPointer(rebasing: room[..<count])
  }

  /// The next bytes of a number, to be written by the caller.
  @inline(__always)
  private mutating func next(_ count: Int) -> UnsafeMutableBufferPointer<UInt8> {
    precondition(count <= room.count - self.count, "the room for a written form is too small")
    defer { self.count += count }
    return UnsafeMutableBufferPointer(rebasing: room[self.count..<(self.count + count)])
  }

  /// Writes a literal of the format.
  @inline(__always)
  package mutating func write(_ literal: StaticString) {
    write(UnsafeBufferPointer(start: literal.utf8Start, count: literal.utf8CodeUnitCount))
  }

  /// Writes bytes as they are.
  @inline(__always)
  package mutating func write(_ bytes: UnsafeBufferPointer<UInt8>) {
    _ = next(bytes.count).update(fromContentsOf: bytes)
  }

  /// Writes a text as it is.
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

  /// Writes a form of known length, which `fill` puts there.
  @inline(__always)
  package mutating func write(
    _ count: Int, _ fill: (UnsafeMutableBufferPointer<UInt8>) -> Void
  ) {
    fill(next(count))
  }
}

/// How many decimal digits a number has; 1 for zero.
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
