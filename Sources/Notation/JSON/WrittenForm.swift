/// Appends a written form of known length, which is built on the stack and copied once.
///
/// - Parameters:
///   - count: The length in bytes.
///   - bytes: The array that the form is appended to.
///   - fill: Writes every one of the `count` bytes.
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

/// Appends an integer's decimal digits, after a minus sign if it is negative.
package func appendDecimal(_ value: Int, to bytes: inout [UInt8]) {
  withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 20) { buffer in
    buffer.initialize(repeating: 0)
    var writer = ByteWriter(buffer)
    writer.write(decimal: value)
    bytes.append(contentsOf: writer.written)
  }
}

extension UnsafeMutableBufferPointer<UInt8> {
  /// Writes eight characters at an offset; the first is in the highest byte of the integer.
  @inlinable
  @inline(__always)
  package func put(_ characters: UInt64, at offset: Int) {
    UnsafeMutableRawBufferPointer(self).storeBytes(
      of: characters.bigEndian, toByteOffset: offset, as: UInt64.self)
  }

  /// Writes four characters at an offset; the first is in the highest byte of the integer.
  @inlinable
  @inline(__always)
  package func put(_ characters: UInt32, at offset: Int) {
    UnsafeMutableRawBufferPointer(self).storeBytes(
      of: characters.bigEndian, toByteOffset: offset, as: UInt32.self)
  }
}
