extension CalendarDuration: LosslessStringConvertible {
  /// Reads an ISO 8601 duration: `P1DT2H`, `PT10M`, `PT0.001S`, `P1M`, `P2W`.
  ///
  /// Each unit stands at most once, in the order Y M W D, then `T`, then H M S; only the seconds may
  /// have a fraction, of one to three digits after a point. A number has at most nine digits. No
  /// sign: time does not go back.
  ///
  /// - Parameter text: The text to read; anything else gives `nil`.
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

  /// The amount before each unit, in thousandths, zero for a unit that is not there.
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
