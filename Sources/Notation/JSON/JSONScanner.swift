/// A strict forward scanner over the UTF-8 bytes of one JSON text (RFC 8259).
///
/// It accepts less than JSON: integers of at most 2^53 in size, no `null`, keys of the form
/// `[a-zA-Z][a-zA-Z0-9]*`, no key twice, values nested at most 16 deep. What it accepts, any other
/// reader of JSON understands as the same values. The bytes must outlive the scanner.
package struct JSONScanner {
  /// Whether white space may stand between tokens: in what people write, not in what is on disk.
  package enum Spacing: Sendable {
    case compact
    case free
  }

  package let text: UnsafeBufferPointer<UInt8>
  /// The offset of the next byte to be read.
  package var offset: Int
  let end: Int
  let spacing: Spacing
  var depth = 0

  static let deepest = 16

  /// Makes a scanner.
  ///
  /// - Parameters:
  ///   - text: The bytes; they must stay in place as long as the scanner is used.
  ///   - range: The part to scan, the whole when absent.
  ///   - spacing: Whether white space is accepted.
  package init(
    _ text: UnsafeBufferPointer<UInt8>, range: Range<Int>? = nil, spacing: Spacing = .compact
  ) {
    self.text = text
    self.offset = range?.lowerBound ?? 0
    self.end = range?.upperBound ?? text.count
    self.spacing = spacing
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
    while offset < end, [0x20, 0x09, 0x0a, 0x0d].contains(text[offset]) { offset += 1 }
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
    guard end - offset >= count else { return false }
    let start = literal.utf8Start
    for index in 0..<count where text[offset + index] != start[index] { return false }
    offset += count
    return true
  }

  /// Makes sure that nothing but accepted white space is left.
  package mutating func finish() throws(JSONFault) {
    skipSpace()
    guard offset == end else { throw JSONFault(.trailingBytes, at: offset) }
  }

  /// Reads `true` or `false`.
  package mutating func boolean() throws(JSONFault) -> Bool {
    if skip("true") { return true }
    if skip("false") { return false }
    throw JSONFault(next == nil ? .unexpectedEnd : .wrongKind, at: offset)
  }

  /// Reads an integer of at most 2^53 in size.
  package mutating func integer() throws(JSONFault) -> Int64 {
    let start = offset
    let negative = skip(UInt8(ascii: "-"))
    let firstDigit = offset
    var value: Int64 = 0
    while offset < end, text[offset] >= 0x30, text[offset] <= 0x39 {
      guard offset - firstDigit < 16 else { throw JSONFault(.notAnInteger, at: start) }
      value = value * 10 + Int64(text[offset] - 0x30)
      offset += 1
    }
    guard offset > firstDigit else {
      throw JSONFault(next == nil ? .unexpectedEnd : .wrongKind, at: start)
    }
    let leadingZero = text[firstDigit] == 0x30 && offset - firstDigit > 1
    let goesOn = offset < end && [0x2e, 0x65, 0x45].contains(text[offset])
    let minusZero = negative && value == 0
    guard !leadingZero, !goesOn, !minusZero, value <= 1 << 53 else {
      throw JSONFault(.notAnInteger, at: start)
    }
    return negative ? -value : value
  }
}
