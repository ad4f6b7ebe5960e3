extension JSONScanner {
  /// Reads a string.
  ///
  /// - Parameter limit: The most bytes of UTF-8 that its value may have.
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
  /// - Returns: The range between the quotes, and whether an escape stands in it.
  package mutating func rawString() throws(JSONFault) -> (content: Range<Int>, escaped: Bool) {
    guard let first = next else { throw JSONFault(.unexpectedEnd, at: offset) }
    guard first == UInt8(ascii: "\"") else { throw JSONFault(.wrongKind, at: offset) }
    offset += 1
    let start = offset
    var escaped = false
    while offset < end {
      let byte = text[offset]
      if byte == UInt8(ascii: "\"") {
        offset += 1
        return (start..<offset - 1, escaped)
      } else if byte == UInt8(ascii: "\\") {
        escaped = true
        try skipEscape()
      } else if byte < 0x20 {
        throw JSONFault(.controlCharacter, at: offset)
      } else if byte < 0x80 {
        offset += 1
      } else {
        try skipMultibyte(byte)
      }
    }
    throw JSONFault(.unexpectedEnd, at: offset)
  }

  private mutating func skipEscape() throws(JSONFault) {
    let start = offset
    guard end - offset >= 2 else { throw JSONFault(.unexpectedEnd, at: end) }
    switch text[offset + 1] {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "b"),
      UInt8(ascii: "f"), UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"):
      offset += 2
    case UInt8(ascii: "u"):
      let unit = try codeUnit(at: offset)
      offset += 6
      guard unit & 0xf800 == 0xd800 else { return }
      guard unit < 0xdc00, offset < end, text[offset] == UInt8(ascii: "\\") else {
        throw JSONFault(.loneSurrogate, at: start)
      }
      guard try codeUnit(at: offset) & 0xfc00 == 0xdc00 else {
        throw JSONFault(.loneSurrogate, at: start)
      }
      offset += 6
    default: throw JSONFault(.invalidEscape, at: start)
    }
  }

  /// The code unit of the `\u` escape that begins at an offset.
  private func codeUnit(at start: Int) throws(JSONFault) -> UInt32 {
    guard end - start >= 6 else { throw JSONFault(.unexpectedEnd, at: end) }
    guard text[start] == UInt8(ascii: "\\"), text[start + 1] == UInt8(ascii: "u") else {
      throw JSONFault(.loneSurrogate, at: start)
    }
    var unit: UInt32 = 0
    for index in start + 2..<start + 6 {
      guard let digit = hexDigit(text[index]) else { throw JSONFault(.invalidEscape, at: start) }
      unit = unit << 4 | UInt32(digit)
    }
    return unit
  }

  /// Skips one sequence of two to four bytes after checking it against Unicode's table 3-7.
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

/// Resolves the escapes of a string's content that `rawString` has already checked.
private func unescape(_ content: UnsafeBufferPointer<UInt8>) -> [UInt8] {
  var value: [UInt8] = []
  value.reserveCapacity(content.count)
  var index = 0
  func unit(_ at: Int) -> UInt32 {
    (at + 2..<at + 6).reduce(0) { $0 << 4 | UInt32(hexDigit(content[$1]) ?? 0) }
  }
  while index < content.count {
    guard content[index] == UInt8(ascii: "\\") else {
      value.append(content[index])
      index += 1
      continue
    }
    let kind = content[index + 1]
    guard kind == UInt8(ascii: "u") else {
      value.append(simpleEscapes[Int(kind)])
      index += 2
      continue
    }
    var scalar = unit(index)
    index += 6
    if scalar & 0xf800 == 0xd800 {
      scalar = 0x10000 + (scalar - 0xd800) << 10 + (unit(index) - 0xdc00)
      index += 6
    }
    if let scalar = Unicode.Scalar(scalar) { value.append(contentsOf: UTF8.encode(scalar) ?? .init()) }
  }
  return value
}

private let simpleEscapes: [UInt8] = {
  var table = Array(UInt8.min...UInt8.max)
  for (letter, byte) in [("b", 0x08), ("f", 0x0c), ("n", 0x0a), ("r", 0x0d), ("t", 0x09)] {
    table[Int(letter.utf8.first ?? 0)] = UInt8(byte)
  }
  return table
}()
