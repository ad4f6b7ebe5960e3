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
func appendDecimal(_ value: Int, to bytes: inout [UInt8]) {
  if value < 0 { bytes.append(UInt8(ascii: "-")) }
  var rest = value.magnitude
  withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 20) { digits in
    var place = digits.count
    repeat {
      place -= 1
      digits.initializeElement(at: place, to: UInt8(ascii: "0") + UInt8(rest % 10))
      rest /= 10
    } while rest > 0
    bytes.append(contentsOf: UnsafeBufferPointer(rebasing: digits[place...]))
  }
}
