public import Notation

/// A duration with a calendar part, in months and days, and an exact part.
///
/// `P1D` ends at the same time of day tomorrow, even on days of 23 or 25 hours. `PT24H` is 86,400
/// seconds (edge 15). Days and months are counted in Europe/Paris.
public struct CalendarDuration: Sendable, Hashable {
  /// Calendar months; a year is 12.
  public let months: Int
  /// Calendar days; a week is 7.
  public let days: Int
  /// Exact time, in milliseconds.
  public let milliseconds: Int64

  /// Makes a duration from its parts.
  public init(months: Int = 0, days: Int = 0, milliseconds: Int64 = 0) {
    self.months = months
    self.days = days
    self.milliseconds = milliseconds
  }

  /// Returns the end of the duration: it adds months first, then days, then the exact time.
  ///
  /// - Parameter start: The instant at which the duration begins. The result saturates in year
  ///   9999.
  public func end(from start: Instant) -> Instant {
    ParisCalendar.adding(months: months, days: days, to: start).advanced(by: milliseconds)
  }
}

extension CalendarDuration: CustomStringConvertible {
  /// The ISO 8601 text: `P1M`, `P1DT2H`, `PT0.001S`; the empty duration is `PT0S`.
  public var description: String {
    var date = ""
    if months != 0 { date += "\(months)M" }
    if days != 0 { date += "\(days)D" }
    var time = ""
    let seconds = milliseconds / 1000
    let fraction = milliseconds % 1000
    if seconds / 3600 != 0 { time += "\(seconds / 3600)H" }
    if seconds / 60 % 60 != 0 { time += "\(seconds / 60 % 60)M" }
    if fraction != 0 {
      time += "\(seconds % 60).\(String(1000 + fraction).dropFirst())S"
    } else if seconds % 60 != 0 {
      time += "\(seconds % 60)S"
    }
    if date.isEmpty && time.isEmpty { return "PT0S" }
    return "P" + date + (time.isEmpty ? "" : "T" + time)
  }
}

extension CalendarDuration: LosslessStringConvertible {
  /// Reads an ISO 8601 duration: `P1DT2H`, `PT10M`, `PT0.001S`, `P1M`, `P2W`.
  ///
  /// Each unit occurs at most once, in the order Y M W D, then `T`, then H M S. Only the seconds
  /// may have a fraction, of one to three digits after a point. A number has at most nine digits
  /// and no sign.
  ///
  /// - Parameter text: The text to read. The result is `nil` for any other form.
  public init?(_ text: String) {
    var rest = Substring(text).utf8
    guard rest.popFirst() == UInt8(ascii: "P"), !rest.isEmpty else { return nil }
    let halves = rest.split(separator: UInt8(ascii: "T"), omittingEmptySubsequences: false)
    guard halves.count <= 2,
      let date = Self.amounts(of: halves[0], units: "YMWD"),
      let time = halves.count == 2 ? Self.amounts(of: halves[1], units: "HMS") : [0, 0, 0],
      halves.count == 1 || !halves[1].isEmpty
    else { return nil }
    self.init(
      months: Int(date[0] * 12 + date[1]) / 1000,
      days: Int(date[2] * 7 + date[3]) / 1000,
      milliseconds: time[0] * 3600 + time[1] * 60 + time[2])
  }

  /// Returns the amount before each unit, in thousandths; 0 for an absent unit.
  private static func amounts(of text: Substring.UTF8View, units: String) -> [Int64]? {
    let units = Array(units.utf8)
    var amounts = [Int64](repeating: 0, count: units.count)
    var rest = text
    var next = 0
    while !rest.isEmpty {
      guard let end = rest.firstIndex(where: { $0 >= UInt8(ascii: "A") }),
        let unit = units[next...].firstIndex(of: rest[end]),
        let amount = thousandths(rest[..<end], fraction: rest[end] == UInt8(ascii: "S"))
      else { return nil }
      amounts[unit] = amount
      next = unit + 1
      rest = rest[rest.index(after: end)...]
    }
    return amounts
  }

  private static func thousandths(_ number: Substring.UTF8View, fraction: Bool) -> Int64? {
    let parts = number.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    guard (1...(fraction ? 2 : 1)).contains(parts.count), (1...9).contains(parts[0].count),
      parts.allSatisfy({ $0.allSatisfy { (0x30...0x39).contains($0) } }),
      let whole = Int64(String(Substring(parts[0])))
    else { return nil }
    if parts.count == 1 { return whole * 1000 }
    guard (1...3).contains(parts[1].count) else { return nil }
    let padded = String(Substring(parts[1])) + String(repeating: "0", count: 3 - parts[1].count)
    return Int64(padded).map { whole * 1000 + $0 }
  }
}
