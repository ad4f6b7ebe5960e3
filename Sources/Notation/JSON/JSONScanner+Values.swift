extension JSONScanner {
  /// Reads an object's key and its colon.
  ///
  /// - Returns: The range of the key's bytes, between its quotes.
  package mutating func key() throws(JSONFault) -> Range<Int> {
    let start = offset
    try expect(UInt8(ascii: "\""))
    if offset < end, isLetter(text[offset]) {
      offset = text.letterOrDigitRun(from: offset &+ 1, to: end)
    }
    let name = start + 1..<offset
    guard offset < end else { throw JSONFault(.unexpectedEnd, at: offset) }
    guard text[offset] == UInt8(ascii: "\""), !name.isEmpty else {
      throw JSONFault(.invalidKey, at: start)
    }
    offset += 1
    skipSpace()
    try expect(UInt8(ascii: ":"))
    skipSpace()
    return name
  }

  @inline(__always)
  private func isLetter(_ byte: UInt8) -> Bool { (byte | 0x20) &- 0x61 < 26 }

  /// Skips one value of any kind, checking it as strictly as if it were read.
  ///
  /// Allocates nothing.
  ///
  /// - Returns: The range of its bytes.
  @discardableResult
  package mutating func skipValue() throws(JSONFault) -> Range<Int> {
    let start = offset
    guard let first = next else { throw mismatch() }
    switch first {
    case UInt8(ascii: "\""): _ = try rawString()
    case UInt8(ascii: "{"):
      try members { (scanner, _) throws(JSONFault) in try scanner.skipValue() }
    case UInt8(ascii: "["): try elements { (scanner) throws(JSONFault) in try scanner.skipValue() }
    case UInt8(ascii: "t"), UInt8(ascii: "f"): _ = try boolean()
    case UInt8(ascii: "-"), 0x30...0x39: _ = try integer()
    default: throw mismatch()
    }
    return start..<offset
  }

  /// Reads an array, its elements one by one.
  @inline(__always)
  package mutating func elements(
    _ element: (inout JSONScanner) throws(JSONFault) -> Void
  ) throws(JSONFault) {
    guard next == UInt8(ascii: "[") else { throw mismatch() }
    try enter()
    offset += 1
    skipSpace()
    if !skip(UInt8(ascii: "]")) {
      while true {
        try element(&self)
        skipSpace()
        if skip(UInt8(ascii: "]")) { break }
        try expect(UInt8(ascii: ","))
        skipSpace()
      }
    }
    depth -= 1
  }

  /// Counts one more level of nesting.
  mutating func enter() throws(JSONFault) {
    guard depth < Self.deepest else { throw JSONFault(.tooDeep, at: offset) }
    depth += 1
  }
}
