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

  /// Completes the fraction with zeros, then reads the whole form.
  private init?(seconds: UnsafeBufferPointer<UInt8>, fraction: UnsafeBufferPointer<UInt8>) {
    var whole = Array(seconds.prefix(19)) + [UInt8(ascii: ".")] + Array(fraction)
    while whole.count < 23 { whole.append(UInt8(ascii: "0")) }
    whole.append(UInt8(ascii: "Z"))
    guard let instant = whole.withUnsafeBufferPointer({ Instant(whole: $0) }) else { return nil }
    self = instant
  }

  /// Reads the 24 bytes `YYYY-MM-DDTHH:MM:SS.mmmZ`, eight at once.
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
    Self.put(year, 0..<4, UInt8(ascii: "-"), in: form)
    Self.put(month, 5..<7, UInt8(ascii: "-"), in: form)
    Self.put(day, 8..<10, UInt8(ascii: "T"), in: form)
    Self.put(inDay / 3_600_000, 11..<13, UInt8(ascii: ":"), in: form)
    Self.put(inDay / 60_000 % 60, 14..<16, UInt8(ascii: ":"), in: form)
    Self.put(inDay / 1000 % 60, 17..<19, UInt8(ascii: "."), in: form)
    Self.put(inDay % 1000, 20..<23, UInt8(ascii: "Z"), in: form)
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
}
