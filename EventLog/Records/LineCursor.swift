import Digests
import FoundationEssentials
import Notation

/// A forward cursor over one line of the format.
///
/// Each call consumes the expected bytes or fails.
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

  /// Reads an integer from 1 to 2^53 without a leading zero.
  @inline(__always)
  mutating func positive() -> Int? {
    // Nearly all integers have fewer than 8 digits, with at least 8 bytes left in the line.
    guard text.count &- offset >= 8 else { return positiveByDigits() }
    let digits = UInt64(littleEndian: text.eight(at: offset)) ^ each(0x30)
    let others = ((digits & each(0x7f)) &+ each(0x76) | digits) & each(0x80)
    let count = others.trailingZeroBitCount &>> 3
    guard count < 8 else { return positiveByDigits() }
    guard count > 0, digits & 0xff != 0 else {
      offset &+= count
      return nil
    }
    offset &+= count
    // Puts the last digit in the highest byte, then combines pairs, groups of 4, and all 8 digits.
    var value = digits &<< UInt64(64 &- count &* 8)
    value = (value &* 10 &+ value &>> 8) & 0x00ff_00ff_00ff_00ff
    value = (value &* 100 &+ value &>> 16) & 0x0000_ffff_0000_ffff
    value = (value &* 10_000 &+ value &>> 32) & 0xffff_ffff
    return Int(truncatingIfNeeded: value)
  }

  @inline(never)
  private mutating func positiveByDigits() -> Int? {
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

  /// Reads an integer from 0 to 2^53 without a leading zero.
  mutating func natural() -> Int? { skip("0") ? 0 : positive() }

  /// Reads a name and its closing quote, and returns the range of the name.
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

  /// Reads a fixed number of bytes.
  @inline(__always)
  mutating func take(_ count: Int) -> UnsafeBufferPointer<UInt8>? {
    guard text.count - offset >= count else { return nil }
    defer { offset &+= count }
    return UnsafeBufferPointer(rebasing: text[offset..<offset &+ count])
  }

  /// Skips a UUID of 36 lower-case characters, if one comes next.
  ///
  /// - Parameter checksDigits: Whether the characters are checked. If not, the caller knows that a
  ///   UUID comes next.
  @inline(__always)
  mutating func skipUUID(_ checksDigits: Bool) -> Bool {
    guard checksDigits else {
      offset &+= 36
      return true
    }
    guard text.count &- offset >= 36, text[offset &+ 8] == UInt8(ascii: "-"),
      text[offset &+ 13] == UInt8(ascii: "-"), text[offset &+ 18] == UInt8(ascii: "-"),
      text[offset &+ 23] == UInt8(ascii: "-")
    else { return false }
    @inline(__always)
    func four(_ place: Int) -> UInt64 { UInt64(text.four(at: offset &+ place)) }
    guard areHexDigits(text.eight(at: offset)), areHexDigits(four(9) | four(14) &<< 32),
      areHexDigits(four(19) | four(24) &<< 32), areHexDigits(text.eight(at: offset &+ 28))
    else { return false }
    offset &+= 36
    return true
  }

  /// Skips a digest of 64 lower-case hexadecimal digits, if one comes next.
  ///
  /// - Parameter checksDigits: Whether the digits are checked. If not, only their number is.
  @inline(__always)
  mutating func skipDigest(_ checksDigits: Bool) -> Bool {
    guard text.count &- offset >= 64 else { return false }
    guard checksDigits else {
      offset &+= 64
      return true
    }
    var place = offset
    while place < offset &+ 64 {
      guard areHexDigits(text.eight(at: place)) else { return false }
      place &+= 8
    }
    offset = place
    return true
  }

  /// Reads an instant of 24 characters.
  @inline(__always)
  mutating func instant() -> Instant? { take(24).flatMap { Instant(text: $0) } }

  /// Reads a digest of 64 lower-case hexadecimal digits.
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

  /// Appends the digits of an integer.
  mutating func append(decimal value: Int) { appendDecimal(value, to: &self) }
}
