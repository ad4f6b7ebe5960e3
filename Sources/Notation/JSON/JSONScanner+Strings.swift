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
