/// Appends a written form of known length, made in place on the stack and copied once.
///
/// - Parameters:
///   - count: The length in bytes.
///   - fill: Gives a value to every one of the `count` bytes.
@inline(__always)
func append(
  _ count: Int, to bytes: inout [UInt8], _ fill: (UnsafeMutableBufferPointer<UInt8>) -> Void
) {
  withUnsafeTemporaryAllocation(of: UInt8.self, capacity: count) { form in
    form.initialize(repeating: 0)
    fill(form)
    bytes.append(contentsOf: UnsafeBufferPointer(form))
  }
}

/// Appends an integer's decimal digits, with a minus sign before them if it is negative.
package func appendDecimal(_ value: Int, to bytes: inout [UInt8]) {
  withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 20) { room in
    room.initialize(repeating: 0)
    var pen = ByteWriter(room)
    pen.write(decimal: value)
    bytes.append(contentsOf: pen.written)
  }
}

extension UnsafeMutableBufferPointer<UInt8> {
  /// Writes eight characters, the first of them in the highest byte, over those at an offset.
  @inlinable
  @inline(__always)
  package func put(_ characters: UInt64, at offset: Int) {
    UnsafeMutableRawBufferPointer(self).storeBytes(
      of: characters.bigEndian, toByteOffset: offset, as: UInt64.self)
  }

  /// Writes four characters, the first of them in the highest byte, over those at an offset.
  @inlinable
  @inline(__always)
  package func put(_ characters: UInt32, at offset: Int) {
    UnsafeMutableRawBufferPointer(self).storeBytes(
      of: characters.bigEndian, toByteOffset: offset, as: UInt32.self)
  }
}
