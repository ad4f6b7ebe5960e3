extension JSONScanner {
  /// Reads a string.
  ///
  /// - Parameter limit: The maximum length of the value, in UTF-8 bytes.
  /// - Throws: `JSONFault` for bytes that are not UTF-8, control characters, wrong escapes, lone
  ///   surrogates, or a value over the limit.
  package mutating func string(limit: Int = 1 << 20) throws(JSONFault) -> String {
    let start = offset
    let (content, escaped) = try rawString()
    guard content.count <= limit || escaped else { throw JSONFault(.tooLong, at: start) }
    let part = UnsafeBufferPointer(rebasing: text[content])
    guard escaped else { return String(decoding: part, as: UTF8.self) }
    let value = unescape(part)
    guard value.count <= limit else { throw JSONFault(.tooLong, at: start) }
    return String(decoding: value, as: UTF8.self)
  }

  /// Reads a string without building its value.
  ///
  /// - Returns: The range between the quotes, and whether it contains an escape.
  @usableFromInline
  package mutating func rawString() throws(JSONFault) -> (content: Range<Int>, escaped: Bool) {
    guard next == UInt8(ascii: "\"") else { throw mismatch() }
    offset += 1
    let start = offset
    var escaped = false
    while true {
      offset = text.plainRun(from: offset, to: end)
      guard offset < end else { throw JSONFault(.unexpectedEnd, at: offset) }
      switch text[offset] {
      case UInt8(ascii: "\""):
        offset += 1
        return (start..<offset - 1, escaped)
      case UInt8(ascii: "\\"):
        escaped = true
        try skipEscape()
      case 0x00..<0x20: throw JSONFault(.controlCharacter, at: offset)
      case 0x80...0xff: try skipMultibyte(text[offset])
      default: offset += 1
      }
    }
  }

  /// Skips one sequence of two to four bytes after verifying it against Unicode's table 3-7.
  private mutating func skipMultibyte(_ first: UInt8) throws(JSONFault) {
    let count: Int
    var second: ClosedRange<UInt8> = 0x80...0xbf
    switch first {
    case 0xc2...0xdf: count = 2
    case 0xe0: (count, second) = (3, 0xa0...0xbf)
    case 0xed: (count, second) = (3, 0x80...0x9f)
    case 0xe1...0xef: count = 3
    case 0xf0: (count, second) = (4, 0x90...0xbf)
    case 0xf1...0xf3: count = 4
    case 0xf4: (count, second) = (4, 0x80...0x8f)
    default: throw JSONFault(.invalidUTF8, at: offset)
    }
    guard end - offset >= count, second.contains(text[offset + 1]) else {
      throw JSONFault(.invalidUTF8, at: offset)
    }
    for index in 2..<max(count, 2) where text[offset + index] & 0xc0 != 0x80 {
      throw JSONFault(.invalidUTF8, at: offset)
    }
    offset += count
  }
}

extension JSONScanner {
  /// Verifies and skips the next escape, including both halves of a surrogate pair.
  mutating func skipEscape() throws(JSONFault) {
    let start = offset
    guard offset + 1 < end else { throw JSONFault(.unexpectedEnd, at: end) }
    guard text[offset + 1] == UInt8(ascii: "u") else {
      guard simpleEscape(text[offset + 1]) != nil else {
        throw JSONFault(.invalidEscape, at: start)
      }
      offset += 2
      return
    }
    let unit = try codeUnit()
    guard unit & 0xf800 == 0xd800 else { return }
    guard unit < 0xdc00 else { throw JSONFault(.loneSurrogate, at: start) }
    guard let next else { throw JSONFault(.unexpectedEnd, at: end) }
    guard next == UInt8(ascii: "\\") else { throw JSONFault(.loneSurrogate, at: start) }
    guard offset + 1 < end else { throw JSONFault(.unexpectedEnd, at: end) }
    guard text[offset + 1] == UInt8(ascii: "u") else { throw JSONFault(.loneSurrogate, at: start) }
    guard try codeUnit() & 0xfc00 == 0xdc00 else { throw JSONFault(.loneSurrogate, at: start) }
  }

  /// Reads the next `\u` escape; its first two bytes were already compared.
  private mutating func codeUnit() throws(JSONFault) -> UInt32 {
    let start = offset
    var unit: UInt32 = 0
    for index in start + 2..<start + 6 {
      guard index < end else { throw JSONFault(.unexpectedEnd, at: end) }
      guard let digit = hexDigit(text[index]) else { throw JSONFault(.invalidEscape, at: start) }
      unit = unit << 4 | UInt32(digit)
    }
    offset = start + 6
    return unit
  }
}

/// Resolves the escapes of a string's content that `rawString` has already verified.
func unescape(_ content: UnsafeBufferPointer<UInt8>) -> [UInt8] {
  var value: [UInt8] = []
  value.reserveCapacity(content.count)
  var index = 0
  while index < content.count {
    let run = content.plainRun(from: index, to: content.count)
    if run > index {
      value.append(contentsOf: UnsafeBufferPointer(rebasing: content[index..<run]))
      index = run
      continue
    }
    guard content[index] == UInt8(ascii: "\\") else {
      value.append(content[index])
      index += 1
      continue
    }
    if let byte = simpleEscape(content[index + 1]) {
      value.append(byte)
      index += 2
      continue
    }
    var scalar = codeUnit(in: content, at: index)
    index += 6
    if scalar & 0xf800 == 0xd800 {
      scalar = 0x10000 + (scalar - 0xd800) << 10 + (codeUnit(in: content, at: index) - 0xdc00)
      index += 6
    }
    if let encoded = Unicode.Scalar(scalar).flatMap(UTF8.encode) {
      value.append(contentsOf: encoded)
    }
  }
  return value
}

private func codeUnit(in content: UnsafeBufferPointer<UInt8>, at start: Int) -> UInt32 {
  UInt32(hexValue(content, start + 2..<start + 6) ?? 0)
}

/// Returns the byte of a two-character escape, by its second character.
private func simpleEscape(_ letter: UInt8) -> UInt8? {
  switch letter {
  case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): letter
  case UInt8(ascii: "b"): 0x08
  case UInt8(ascii: "f"): 0x0c
  case UInt8(ascii: "n"): 0x0a
  case UInt8(ascii: "r"): 0x0d
  case UInt8(ascii: "t"): 0x09
  default: nil
  }
}

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

  /// Reads an integer of at most 2^53 in size, without fraction, exponent or leading zero.
  ///
  /// - Throws: `JSONFault`. `-0` is `notAnInteger`, because JavaScript distinguishes it from `0`.
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
