/// A strict forward scanner over the UTF-8 bytes of one JSON text (RFC 8259).
///
/// It accepts less than JSON: integers of at most 2^53 in size, no `-0`, no `null`, keys of the form
/// `[a-zA-Z][a-zA-Z0-9]*`, no key twice, at most 256 members an object, values nested at most 16
/// deep. What it accepts, any other reader of JSON understands as the same values. The bytes must
/// outlive the scanner. A scanner that has thrown is of no further use.
@usableFromInline
package struct JSONScanner {
  /// Whether white space may stand between tokens: in what people write, not in what is on disk.
  package enum Spacing: Sendable {
    case compact
    case free
  }

  /// The whole text.
  @usableFromInline
  package let text: UnsafeBufferPointer<UInt8>
  /// The offset of the next byte to be read.
  @usableFromInline
  package var offset: Int
  /// The offset behind the last byte to be read.
  @usableFromInline
  package let end: Int
  package let spacing: Spacing
  var depth = 0

  static let deepest = 16
  static let mostMembers = 256

  /// Makes a scanner; it stands at the first byte, behind the white space where that is accepted.
  ///
  /// - Parameters:
  ///   - text: The bytes; they must stay in place as long as the scanner is used.
  ///   - range: The part to scan, the whole when absent; what lies outside the text is cut off.
  ///   - spacing: Whether white space is accepted.
  package init(
    _ text: UnsafeBufferPointer<UInt8>, range: Range<Int>? = nil, spacing: Spacing = .compact
  ) {
    let whole = 0..<text.count
    let part = range?.clamped(to: whole) ?? whole
    self.text = text
    self.offset = part.lowerBound
    self.end = part.upperBound
    self.spacing = spacing
    skipSpace()
  }

  /// Whether every byte was read.
  package var isAtEnd: Bool { offset == end }

  /// The next byte, or `nil` at the end.
  @inline(__always)
  package var next: UInt8? { offset < end ? text[offset] : nil }

  /// Skips white space where it is accepted.
  @inline(__always)
  package mutating func skipSpace() {
    guard spacing == .free else { return }
    while offset < end {
      switch text[offset] {
      case 0x20, 0x09, 0x0a, 0x0d: offset += 1
      default: return
      }
    }
  }

  /// Reads one given byte.
  @inline(__always)
  package mutating func expect(_ byte: UInt8) throws(JSONFault) {
    guard offset < end else { throw JSONFault(.unexpectedEnd, at: offset) }
    guard text[offset] == byte else { throw JSONFault(.unexpectedByte, at: offset) }
    offset += 1
  }

  /// Reads one given byte if it comes next, and tells whether it did.
  @inline(__always)
  package mutating func skip(_ byte: UInt8) -> Bool {
    guard offset < end, text[offset] == byte else { return false }
    offset += 1
    return true
  }

  /// Reads the given bytes, a literal of the format, if they come next; tells whether they did.
  @inline(__always)
  package mutating func skip(_ literal: StaticString) -> Bool {
    let count = literal.utf8CodeUnitCount
    guard end &- offset >= count, text.has(literal, at: offset) else { return false }
    offset &+= count
    return true
  }

  /// Makes sure that nothing but accepted white space is left.
  package mutating func finish() throws(JSONFault) {
    skipSpace()
    guard offset == end else { throw JSONFault(.trailingBytes, at: offset) }
  }

  /// The fault of a place where a value of one kind is asked for and none of that kind begins.
  func mismatch() -> JSONFault {
    guard let next else { return JSONFault(.unexpectedEnd, at: offset) }
    switch next {
    case UInt8(ascii: "\""), UInt8(ascii: "{"), UInt8(ascii: "["), UInt8(ascii: "t"),
      UInt8(ascii: "f"), UInt8(ascii: "n"), UInt8(ascii: "-"), 0x30...0x39:
      return JSONFault(.wrongKind, at: offset)
    default: return JSONFault(.unexpectedByte, at: offset)
    }
  }
}

extension JSONScanner {
  /// Reads a string without escapes through an initialiser that takes its bytes.
  @inlinable
  package mutating func plain<Value>(
    _ make: (UnsafeBufferPointer<UInt8>) -> Value?
  ) throws(JSONFault) -> Value {
    let start = offset
    let (content, escaped) = try rawString()
    guard !escaped, let value = make(UnsafeBufferPointer(rebasing: text[content])) else {
      throw JSONFault(.invalidValue, at: start)
    }
    return value
  }

  /// Reads such a string, looking first for one of the usual length.
  ///
  /// - Parameters:
  ///   - count: The usual length in bytes.
  ///   - make: Takes no byte that would have to be escaped; so between two quotes, what it takes is
  ///     a string, and needs no second look.
  @inlinable
  @inline(__always)
  package mutating func plain<Value>(
    _ count: Int, _ make: (UnsafeBufferPointer<UInt8>) -> Value?
  ) throws(JSONFault) -> Value {
    let first = offset &+ 1
    let last = first &+ count
    if last < end, text[offset] == UInt8(ascii: "\""), text[last] == UInt8(ascii: "\""),
      let value = make(UnsafeBufferPointer(rebasing: text[first..<last]))
    {
      offset = last &+ 1
      return value
    }
    return try plain(make)
  }
}

extension JSONScanner {
  /// Reads an object, its members one by one; `member` gets the key's range and reads the value.
  ///
  /// The keys seen so far lie on the stack as their offsets from the brace: 1,024 bytes, the most
  /// that Swift takes there. Quadratic in the number of members, which is at most 256.
  ///
  /// - Throws: `JSONFault`, also for a key that stands there twice.
  @inline(__always)
  package mutating func members(
    _ member: (inout JSONScanner, Range<Int>) throws(JSONFault) -> Void
  ) throws(JSONFault) {
    guard next == UInt8(ascii: "{") else { throw mismatch() }
    try enter()
    let start = offset
    offset += 1
    skipSpace()
    if !skip(UInt8(ascii: "}")) {
      try withUnsafeTemporaryAllocation(of: UInt32.self, capacity: Self.mostMembers) {
        (keys) throws(JSONFault) in
        var count = 0
        while true {
          let name = try key()
          guard count < keys.count, let place = UInt32(exactly: name.lowerBound - start) else {
            throw JSONFault(.tooLong, at: name.lowerBound)
          }
          for index in 0..<count where sameKey(name, at: start + Int(keys[index])) {
            throw JSONFault(.duplicateKey, at: name.lowerBound)
          }
          keys.initializeElement(at: count, to: place)
          count += 1
          try member(&self, name)
          skipSpace()
          if skip(UInt8(ascii: "}")) { break }
          try expect(UInt8(ascii: ","))
          skipSpace()
        }
      }
    }
    depth -= 1
  }

  /// Whether the key that begins at `other`, before `name`, is the same to its closing quote.
  @inline(__always)
  private func sameKey(_ name: Range<Int>, at other: Int) -> Bool {
    guard text[other + name.count] == UInt8(ascii: "\"") else { return false }
    let raw = UnsafeRawBufferPointer(text)
    var index = 0
    while name.count - index >= 8 {
      let one = raw.loadUnaligned(fromByteOffset: name.lowerBound + index, as: UInt64.self)
      let two = raw.loadUnaligned(fromByteOffset: other + index, as: UInt64.self)
      guard one == two else { return false }
      index += 8
    }
    while index < name.count {
      guard text[name.lowerBound + index] == text[other + index] else { return false }
      index += 1
    }
    return true
  }
}

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
