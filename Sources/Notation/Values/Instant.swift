/// A moment in time, in whole milliseconds of Unix time, independent of calendar and time zone.
///
/// It is in the years 1 to 9999, so that every instant has a written form that is read back
/// unchanged.
public struct Instant: Sendable, Hashable, Comparable {
  /// The milliseconds since 1970-01-01T00:00:00Z; negative before it.
  public let milliseconds: Int64

  /// Creates an instant from a number of milliseconds.
  ///
  /// - Parameter milliseconds: The milliseconds since 1970-01-01T00:00:00Z. The value is clamped to
  ///   `earliest` and `latest`.
  public init(milliseconds: Int64) {
    self.milliseconds = min(max(milliseconds, -62_135_596_800_000), 253_402_300_799_999)
  }

  /// Returns whether the first instant is earlier than the second.
  public static func < (left: Instant, right: Instant) -> Bool {
    left.milliseconds < right.milliseconds
  }

  /// Returns the instant a number of milliseconds later, or earlier if the number is negative.
  ///
  /// - Parameter milliseconds: The distance, in milliseconds. The result saturates at both ends.
  public func advanced(by milliseconds: Int64) -> Instant {
    let (sum, overflow) = self.milliseconds.addingReportingOverflow(milliseconds)
    guard overflow else { return Instant(milliseconds: sum) }
    return milliseconds > 0 ? .latest : .earliest
  }

  /// The first instant of year 1.
  public static let earliest = Instant(milliseconds: .min)

  /// The last millisecond of year 9999.
  public static let latest = Instant(milliseconds: .max)
}

extension Instant {
  /// Returns the number of days of a month of the Gregorian calendar.
  package static func days(in month: Int64, of year: Int64) -> Int64 {
    switch month {
    case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  /// Returns the proleptic Gregorian day number, counted in eras of 400 years that start on 1
  /// March.
  package static func daysSinceEpoch(year: Int64, month: Int64, day: Int64) -> Int64 {
    let shifted = month <= 2 ? year - 1 : year
    let era = (shifted >= 0 ? shifted : shifted - 399) / 400
    let yearOfEra = shifted - era * 400
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return era * 146_097 + dayOfEra - 719_468
  }

  /// Returns the Gregorian date of a day number, the inverse of `daysSinceEpoch`.
  package static func civil(daysSinceEpoch: Int64) -> (year: Int64, month: Int64, day: Int64) {
    let shifted = daysSinceEpoch + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let monthFromMarch = (5 * dayOfYear + 2) / 153
    let day = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
    let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
    return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day)
  }
}

/// Digits between fixed characters, read eight bytes at a time.
///
/// Byte 0 is in the lowest byte.
extension Instant {
  /// Returns the values of the digits at the places of `0` in a form, and zero in all other bytes.
  ///
  /// - Parameter form: Eight bytes. Each `0` is the place of a digit; the text must equal all other
  ///   bytes.
  /// - Returns: The values, or `nil` when the text does not have the form.
  @inline(__always)
  static func digits(of text: UInt64, between form: StaticString) -> UInt64? {
    let form = UnsafeBufferPointer(start: form.utf8Start, count: 8).eight(at: 0)
    // XOR turns a digit into its value, and any other expected character into zero.
    let values = UInt64(littleEndian: text ^ form)
    let places = zeros(UInt64(littleEndian: form))
    // The sum stays below 128 for values up to 9 at a digit's place, and for 0 elsewhere.
    let room = places &* 0x76 | (each(1) ^ places) &* 0x7f
    let excess = ((values & each(0x7f)) &+ room | values) & each(0x80)
    return excess == 0 ? values : nil
  }

  /// Returns a 1 in each byte of ASCII text that is `0`.
  @inline(__always)
  private static func zeros(_ text: UInt64) -> UInt64 {
    ~((text ^ each(0x30)) &+ each(0x7f)) &>> 7 & each(1)
  }

  /// Returns the value in one byte.
  @inline(__always)
  static func digit(_ values: UInt64, _ place: UInt64) -> Int64 {
    Int64(values &>> (8 &* place) & 0xff)
  }

  /// Returns the two-digit number at a place.
  @inline(__always)
  static func two(_ values: UInt64, _ place: UInt64) -> Int64 {
    digit(values, place) &* 10 &+ digit(values, place &+ 1)
  }
}

extension Instant: CustomStringConvertible, LosslessStringConvertible {
  /// The instant as the log stores it: `2026-03-02T09:00:00.000Z`, always 24 characters.
  public var description: String {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(24)
    appendText(to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Reads an instant in UTC, with or without up to three digits of a second's fraction.
  ///
  /// - Parameter text: `YYYY-MM-DDTHH:MM:SSZ`, or the same with `.f`, `.ff` or `.fff` before the
  ///   `Z`. A date that does not exist, a leap second or another zone gives `nil` (ASVS 5.0
  ///   16.2.2).
  public init?(_ text: String) {
    var text = text
    let parsed = text.withUTF8 { Instant(text: $0) }
    guard let parsed else { return nil }
    self = parsed
  }

  /// Reads an instant from its UTF-8 bytes, as `init(_:)` does from a string.
  package init?(text: UnsafeBufferPointer<UInt8>) {
    switch text.count {
    case 24: self.init(whole: text)
    case 20 where text[19] == UInt8(ascii: "Z"):
      self.init(seconds: text, fraction: UnsafeBufferPointer(rebasing: text[19..<19]))
    case 22, 23:
      guard text[19] == UInt8(ascii: "."), text[text.count - 1] == UInt8(ascii: "Z") else {
        return nil
      }
      self.init(
        seconds: text, fraction: UnsafeBufferPointer(rebasing: text[20..<(text.count - 1)]))
    default: return nil
    }
  }

  /// Pads the fraction with zeros, then reads the full form.
  private init?(seconds: UnsafeBufferPointer<UInt8>, fraction: UnsafeBufferPointer<UInt8>) {
    var whole = Array(seconds.prefix(19)) + [UInt8(ascii: ".")] + Array(fraction)
    while whole.count < 23 { whole.append(UInt8(ascii: "0")) }
    whole.append(UInt8(ascii: "Z"))
    guard let instant = whole.withUnsafeBufferPointer({ Instant(whole: $0) }) else { return nil }
    self = instant
  }

  /// Reads the 24 bytes `YYYY-MM-DDTHH:MM:SS.mmmZ`, eight bytes at a time.
  private init?(whole text: UnsafeBufferPointer<UInt8>) {
    guard let date = Self.digits(of: text.eight(at: 0), between: "0000-00-"),
      let minutes = Self.digits(of: text.eight(at: 8), between: "00T00:00"),
      let seconds = Self.digits(of: text.eight(at: 16), between: ":00.000Z")
    else { return nil }
    let year = Self.two(date, 0) * 100 + Self.two(date, 2)
    let month = Self.two(date, 5)
    let day = Self.two(minutes, 0)
    let hour = Self.two(minutes, 3)
    let minute = Self.two(minutes, 6)
    let second = Self.two(seconds, 1)
    guard year >= 1, month >= 1, month <= 12, day >= 1, day <= Self.days(in: month, of: year),
      hour <= 23, minute <= 59, second <= 59
    else { return nil }
    let fraction = Self.two(seconds, 4) * 10 + Self.digit(seconds, 6)
    let days = Self.daysSinceEpoch(year: year, month: month, day: day)
    self.init(
      milliseconds: ((days * 24 + hour) * 60 + minute) * 60_000 + second * 1000 + fraction)
  }

  /// Appends the 24 bytes of the written form.
  package func appendText(to bytes: inout [UInt8]) { append(24, to: &bytes, put) }

  /// Writes the written form over 24 bytes.
  package func put(in form: UnsafeMutableBufferPointer<UInt8>) {
    let days = (milliseconds >= 0 ? milliseconds : milliseconds - 86_399_999) / 86_400_000
    let inDay = milliseconds - days * 86_400_000
    let (year, month, day) = Self.civil(daysSinceEpoch: days)
    Self.put(year, places: 0..<4, end: UInt8(ascii: "-"), in: form)
    Self.put(month, places: 5..<7, end: UInt8(ascii: "-"), in: form)
    Self.put(day, places: 8..<10, end: UInt8(ascii: "T"), in: form)
    Self.put(inDay / 3_600_000, places: 11..<13, end: UInt8(ascii: ":"), in: form)
    Self.put(inDay / 60_000 % 60, places: 14..<16, end: UInt8(ascii: ":"), in: form)
    Self.put(inDay / 1000 % 60, places: 17..<19, end: UInt8(ascii: "."), in: form)
    Self.put(inDay % 1000, places: 20..<23, end: UInt8(ascii: "Z"), in: form)
  }

  /// Writes a number into its places, from the last digit to the first, and a byte after them.
  @inline(__always)
  private static func put(
    _ value: Int64, places: Range<Int>, end: UInt8, in form: UnsafeMutableBufferPointer<UInt8>
  ) {
    var rest = UInt32(truncatingIfNeeded: value)
    var place = places.upperBound
    while place > places.lowerBound {
      place -= 1
      form[place] = 0x30 + UInt8(rest % 10)
      rest /= 10
    }
    form[places.upperBound] = end
  }
}
