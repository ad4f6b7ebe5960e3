import Digests
import FoundationEssentials
import Notation

/// A forward cursor over one line of the format: each call takes what must come next or fails.
struct LineCursor {
  let text: UnsafeBufferPointer<UInt8>
  var offset = 0

  init(_ text: UnsafeBufferPointer<UInt8>) { self.text = text }

  @inline(__always)
  mutating func skip(_ literal: StaticString) -> Bool {
    guard text.has(literal, at: offset) else { return false }
    offset &+= literal.utf8CodeUnitCount
    return true
  }

  /// An integer from 1 to 2^53, without a leading zero.
  @inline(__always)
  mutating func positive() -> Int? {
    let start = offset
    var value = 0
    while offset < text.count {
      let digit = text[offset] &- 0x30
      guard digit < 10, offset - start < 16 else { break }
      value = value &* 10 &+ Int(digit)
      offset &+= 1
    }
    guard offset > start, text[start] != 0x30, value <= RecordLimits.largestInteger else {
      return nil
    }
    return value
  }

  /// A name up to its closing quote, which is taken too.
  @inline(__always)
  mutating func name() -> Range<Int>? {
    let start = offset
    offset = text.nameRun(from: start)
    let range = start..<offset
    guard skip("\""), startsName(text[start]), range.count <= RecordLimits.bytesInName else {
      return nil
    }
    return range
  }

  /// The next bytes of a fixed number.
  @inline(__always)
  mutating func take(_ count: Int) -> UnsafeBufferPointer<UInt8>? {
    guard text.count - offset >= count else { return nil }
    defer { offset &+= count }
    return UnsafeBufferPointer(rebasing: text[offset..<offset &+ count])
  }

  /// A UUID in its 36 lower-case characters.
  @inline(__always)
  mutating func uuid() -> UUID? { take(36).flatMap { UUID(written: $0) } }

  /// An instant in its 24 characters.
  @inline(__always)
  mutating func instant() -> Instant? { take(24).flatMap { Instant(text: $0) } }

  /// A digest in its 64 lower-case digits.
  @inline(__always)
  mutating func digest() -> Digest? { take(64).flatMap { Digest(hexBytes: $0) } }
}

extension [UInt8] {
  /// Appends a literal of the format.
  @inline(__always)
  mutating func append(_ literal: StaticString) {
    append(
      contentsOf: UnsafeBufferPointer(start: literal.utf8Start, count: literal.utf8CodeUnitCount))
  }

  /// Appends an integer's digits.
  mutating func append(decimal value: Int) { appendDecimal(value, to: &self) }
}
