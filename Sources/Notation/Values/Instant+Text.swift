extension Instant: CustomStringConvertible, LosslessStringConvertible {
  /// The instant as it stands in the log: `2026-03-02T09:00:00.000Z`, always 24 characters.
  public var description: String {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(24)
    appendText(to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Reads an instant in UTC, with or without up to three digits of a second's fraction.
  ///
  /// - Parameter text: `YYYY-MM-DDTHH:MM:SSZ` or the same with `.f`, `.ff` or `.fff` before the `Z`.
  ///   A date that does not exist, a leap second or another zone gives `nil` (ASVS 5.0 16.2.2).
  public init?(_ text: String) {
    var text = text
    let parsed = text.withUTF8 { Instant(text: $0) }
    guard let parsed else { return nil }
    self = parsed
  }

  /// Reads an instant from its UTF-8 bytes, as `init(_:)` does from a string.
  package init?(text: UnsafeBufferPointer<UInt8>) {
    guard text.count >= 20, text.count <= 24,
      text[text.count - 1] == UInt8(ascii: "Z"), text[4] == UInt8(ascii: "-"),
      text[7] == UInt8(ascii: "-"), text[10] == UInt8(ascii: "T"),
      text[13] == UInt8(ascii: ":"), text[16] == UInt8(ascii: ":"),
      let year = Self.digits(text, 0, 4), let month = Self.digits(text, 5, 7),
      let day = Self.digits(text, 8, 10), let hour = Self.digits(text, 11, 13),
      let minute = Self.digits(text, 14, 16), let second = Self.digits(text, 17, 19),
      year >= 1, (1...12).contains(month), day >= 1, day <= Self.days(in: month, of: year),
      hour <= 23, minute <= 59, second <= 59
    else { return nil }
    var fraction: Int64 = 0
    if text.count > 20 {
      guard text[19] == UInt8(ascii: "."), let read = Self.digits(text, 20, text.count - 1) else {
        return nil
      }
      fraction = text.count == 24 ? read : text.count == 23 ? read * 10 : read * 100
    }
    let days = Self.daysSinceEpoch(year: year, month: month, day: day)
    self.init(
      milliseconds: ((days * 24 + hour) * 60 + minute) * 60_000 + second * 1000 + fraction)
  }

  /// Appends the 24 bytes of the written form.
  package func appendText(to bytes: inout [UInt8]) {
    let days = (milliseconds >= 0 ? milliseconds : milliseconds - 86_399_999) / 86_400_000
    let inDay = milliseconds - days * 86_400_000
    let (year, month, day) = Self.civil(daysSinceEpoch: days)
    append(24, to: &bytes) { form in
      Self.put(year, 0..<4, UInt8(ascii: "-"), in: form)
      Self.put(month, 5..<7, UInt8(ascii: "-"), in: form)
      Self.put(day, 8..<10, UInt8(ascii: "T"), in: form)
      Self.put(inDay / 3_600_000, 11..<13, UInt8(ascii: ":"), in: form)
      Self.put(inDay / 60_000 % 60, 14..<16, UInt8(ascii: ":"), in: form)
      Self.put(inDay / 1000 % 60, 17..<19, UInt8(ascii: "."), in: form)
      Self.put(inDay % 1000, 20..<23, UInt8(ascii: "Z"), in: form)
    }
  }

  /// Writes a number into its places, from the last digit to the first, and a byte behind them.
  @inline(__always)
  private static func put(
    _ value: Int64, _ places: Range<Int>, _ end: UInt8, in form: UnsafeMutableBufferPointer<UInt8>
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

  private static func digits(_ text: UnsafeBufferPointer<UInt8>, _ from: Int, _ to: Int) -> Int64? {
    guard from < to else { return nil }
    var value: Int64 = 0
    var index = from
    while index < to {
      let byte = text[index]
      guard byte >= 0x30, byte <= 0x39 else { return nil }
      value = value * 10 + Int64(byte - 0x30)
      index += 1
    }
    return value
  }

  private static func days(in month: Int64, of year: Int64) -> Int64 {
    switch month {
    case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  /// The proleptic Gregorian day number, counted in eras of 400 years that start on 1 March.
  private static func daysSinceEpoch(year: Int64, month: Int64, day: Int64) -> Int64 {
    let shifted = month <= 2 ? year - 1 : year
    let era = (shifted >= 0 ? shifted : shifted - 399) / 400
    let yearOfEra = shifted - era * 400
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return era * 146_097 + dayOfEra - 719_468
  }

  private static func civil(daysSinceEpoch: Int64) -> (year: Int64, month: Int64, day: Int64) {
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
