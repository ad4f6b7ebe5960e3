/// A strict forward scanner over the UTF-8 bytes of one JSON text (RFC 8259).
///
/// It accepts a subset of JSON:
///
/// - integers of at most 2^53 in size, no `-0` and no `null`
/// - keys of the form `[a-zA-Z][a-zA-Z0-9]*`, without duplicates
/// - at most 256 members per object
/// - at most 16 levels of nesting
///
/// Any other JSON reader understands an accepted text as the same values. The bytes must outlive
/// the scanner. A scanner that has thrown must not be used again.
@usableFromInline
package struct JSONScanner {
  /// Whether white space may be between tokens: yes in input, no on disk.
  package enum Spacing: Sendable {
    case compact
    case free
  }

  /// The whole text.
  @usableFromInline
  package let text: UnsafeBufferPointer<UInt8>
  /// The offset of the next byte to read.
  @usableFromInline
  package var offset: Int
  /// The offset after the last byte to read.
  @usableFromInline
  package let end: Int
  package let spacing: Spacing
  var depth = 0

  static let deepest = 16
  static let mostMembers = 256

  /// Creates a scanner at the first byte, after any accepted white space.
  ///
  /// - Parameters:
  ///   - text: The bytes. They must stay in place while the scanner is used.
  ///   - range: The part to scan, clamped to the text. By default, the whole text.
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

  /// Whether all bytes were read.
  package var isAtEnd: Bool { offset == end }

  /// The next byte, or `nil` at the end.
  @inline(__always)
  package var next: UInt8? { offset < end ? text[offset] : nil }

  /// Skips white space if it is accepted.
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

  /// Reads one given byte, or throws.
  @inline(__always)
  package mutating func expect(_ byte: UInt8) throws(JSONFault) {
    guard offset < end else { throw JSONFault(.unexpectedEnd, at: offset) }
    guard text[offset] == byte else { throw JSONFault(.unexpectedByte, at: offset) }
    offset += 1
  }

  /// Skips one given byte if it comes next, and returns whether it did.
  @inline(__always)
  package mutating func skip(_ byte: UInt8) -> Bool {
    guard offset < end, text[offset] == byte else { return false }
    offset += 1
    return true
  }

  /// Skips a literal of the format if it comes next, and returns whether it did.
  @inline(__always)
  package mutating func skip(_ literal: StaticString) -> Bool {
    let count = literal.utf8CodeUnitCount
    guard end &- offset >= count, text.has(literal, at: offset) else { return false }
    offset &+= count
    return true
  }

  /// Throws unless only accepted white space is left.
  package mutating func finish() throws(JSONFault) {
    skipSpace()
    guard offset == end else { throw JSONFault(.trailingBytes, at: offset) }
  }

  /// Returns the fault of a place where no value of the required kind begins.
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
  /// Reads a string without escapes by an initialiser that takes its bytes.
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

  /// Reads such a string, and first tries the usual length.
  ///
  /// - Parameters:
  ///   - count: The usual length in bytes.
  ///   - make: Returns `nil` for any byte that needs an escape. Its result between two quotes is
  ///     therefore a valid string and needs no second check.
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
  /// Reads an object member by member.
  ///
  /// `member` receives the key's range and reads the value.
  ///
  /// The offsets of the keys from the brace are on the stack: 1,024 bytes, the most that Swift
  /// allocates there. The time is quadratic in the number of members, which is at most 256.
  ///
  /// - Throws: `JSONFault`, also for a duplicate key.
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

  /// Returns whether the key at `other`, which precedes `name`, equals it up to its closing quote.
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

  /// Skips one value of any kind and verifies it as strictly as a reading would.
  ///
  /// Allocates no memory.
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

  /// Reads an array element by element.
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

  /// Enters one more level of nesting.
  mutating func enter() throws(JSONFault) {
    guard depth < Self.deepest else { throw JSONFault(.tooDeep, at: offset) }
    depth += 1
  }
}
