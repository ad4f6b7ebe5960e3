extension JSONScanner {
  /// Reads `true` or `false`.
  package mutating func boolean() throws(JSONFault) -> Bool {
    switch next {
    case UInt8(ascii: "t"):
      try expect(literal: "true")
      return true
    case UInt8(ascii: "f"):
      try expect(literal: "false")
      return false
    default: throw mismatch()
    }
  }

  /// Reads an integer of at most 2^53 in size, written without fraction, exponent or needless zero.
  ///
  /// - Throws: `JSONFault`, `notAnInteger` also for `-0`, which JavaScript keeps apart from `0`.
  package mutating func integer() throws(JSONFault) -> Int64 {
    let start = offset
    let negative = skip(UInt8(ascii: "-"))
    let firstDigit = offset
    var value: Int64 = 0
    while offset < end, text[offset] >= 0x30, text[offset] <= 0x39 {
      guard offset - firstDigit < 16 else { throw JSONFault(.notAnInteger, at: start) }
      value = value &* 10 &+ Int64(text[offset] &- 0x30)
      offset += 1
    }
    guard offset > firstDigit else {
      guard negative else { throw mismatch() }
      throw JSONFault(next == nil ? .unexpectedEnd : .unexpectedByte, at: offset)
    }
    let leadingZero = text[firstDigit] == 0x30 && offset - firstDigit > 1
    let minusZero = negative && value == 0
    guard !leadingZero, !goesOnAsNumber, !minusZero, value <= 1 << 53 else {
      throw JSONFault(.notAnInteger, at: start)
    }
    return negative ? -value : value
  }

  /// Whether a fraction or an exponent follows.
  @inline(__always)
  private var goesOnAsNumber: Bool {
    switch next {
    case UInt8(ascii: "."), UInt8(ascii: "e"), UInt8(ascii: "E"): true
    default: false
    }
  }

  private mutating func expect(literal: StaticString) throws(JSONFault) {
    for index in 0..<literal.utf8CodeUnitCount { try expect(literal.utf8Start[index]) }
  }
}
