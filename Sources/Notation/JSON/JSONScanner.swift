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
