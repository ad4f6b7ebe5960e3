import Notation
import Testing

@Suite("Instant")
struct InstantTests {
  @Test("every day of the years 1 to 9999 is written as the calendar says and read back")
  func everyDay() {
    let lengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    var milliseconds = Instant.earliest.milliseconds
    for year in 1...9999 {
      let isLeap = year % 400 == 0 || (year % 4 == 0 && year % 100 != 0)
      for (month, length) in lengths.enumerated() {
        for day in 1...(month == 1 && isLeap ? 29 : length) {
          if !isWritten(milliseconds, year, month + 1, day) {
            Issue.record("\(year)-\(month + 1)-\(day)")
          }
          milliseconds += 86_400_000
        }
      }
    }
    #expect(milliseconds - 1 == Instant.latest.milliseconds)
  }

  /// Returns whether midnight is written with these numbers and read back as the same instant.
  private func isWritten(_ milliseconds: Int64, _ year: Int, _ month: Int, _ day: Int) -> Bool {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(32)
    let instant = Instant(milliseconds: milliseconds)
    instant.appendText(to: &bytes)
    return bytes.withUnsafeBufferPointer { text in
      func pair(_ place: Int) -> Int { Int(text[place]) * 10 + Int(text[place + 1]) - 528 }
      return text.count == 24 && pair(0) * 100 + pair(2) == year && pair(5) == month
        && pair(8) == day && Instant(text: text)?.milliseconds == milliseconds
    }
  }

  @Test(
    "known instants",
    arguments: [
      ("1970-01-01T00:00:00.000Z", 0), ("1969-12-31T23:59:59.999Z", -1),
      ("1969-12-31T00:00:00.000Z", -86_400_000), ("1969-12-30T23:59:59.999Z", -86_400_001),
      ("2026-03-02T09:00:00.000Z", 1_772_442_000_000),
      ("2000-02-29T12:34:56.789Z", 951_827_696_789),
      ("0001-01-01T00:00:00.000Z", -62_135_596_800_000),
      ("9999-12-31T23:59:59.999Z", 253_402_300_799_999),
    ])
  func known(text: String, milliseconds: Int64) {
    #expect(Instant(text) == Instant(milliseconds: milliseconds))
    #expect(Instant(milliseconds: milliseconds).description == text)
  }

  @Test("every millisecond of a second and every second of a day are read back")
  func everyTime() {
    for millisecond in -1000..<1000 as Range<Int64> {
      let instant = Instant(milliseconds: millisecond)
      #expect(Instant(instant.description) == instant)
    }
    for second in stride(from: -86_400_000, to: 86_400_000, by: 1000) as StrideTo<Int64> {
      let instant = Instant(milliseconds: second)
      if Instant(instant.description) != instant { Issue.record("\(second)") }
    }
  }

  @Test(
    "a fraction of a second has no, one, two or three digits",
    arguments: [
      ("", 0), (".5", 500), (".50", 500), (".500", 500), (".05", 50), (".007", 7), (".0", 0),
    ])
  func fractions(fraction: String, milliseconds: Int64) {
    let instant = Instant("1970-01-01T00:00:00\(fraction)Z")
    #expect(instant == Instant(milliseconds: milliseconds))
  }

  @Test(
    "dates and times that do not exist, and other notations, are refused",
    arguments: [
      "2026-02-29T00:00:00Z", "1900-02-29T00:00:00Z", "2100-02-29T00:00:00Z",
      "2026-04-31T00:00:00Z",
      "2026-00-01T00:00:00Z", "2026-13-01T00:00:00Z", "2026-01-00T00:00:00Z",
      "2026-01-32T00:00:00Z",
      "0000-01-01T00:00:00Z", "2026-03-02T24:00:00Z", "2026-03-02T09:60:00Z",
      "2016-12-31T23:59:60Z",
      "2026-03-02T09:00:00z", "2026-03-02t09:00:00Z", "2026-03-02 09:00:00Z", "2026-03-02T09:00:00",
      "2026-03-02T09:00:00+00:00", "2026-03-02T09:00:00-00:00", "2026-03-02T09:00Z", "2026-03-02",
      "2026-03-02T09:00:00.Z", "2026-03-02T09:00:00.0000Z", "2026-03-02T09:00:00,500Z",
      "2026-03-02T09:00:00.5xZ", "2026-03-02T09:00:00.-5Z", "+026-03-02T09:00:00Z",
      "20260302T090000.000000ZZ", " 2026-03-02T09:00:00Z", "2026-03-02T09:00:00Z ", "",
      "２026-03-02T09:00Z", "12026-03-02T09:00:00Z", "2026-3-2T9:0:0.000000Z",
      "2026-03-02T-9:00:00Z",
      "2026-03-02T09:00:00\u{0}Z", "-001-03-02T09:00:00Z",
    ])
  func refused(text: String) {
    #expect(Instant(text) == nil)
  }

  @Test("each of the 24 places accepts only its own characters")
  func everyPlace() {
    let text = Array("2026-03-02T09:00:00.000Z".utf8)
    for place in text.indices {
      for byte in UInt8.min...UInt8.max where byte != text[place] && !(48...57).contains(byte) {
        var changed = text
        changed[place] = byte
        if changed.withUnsafeBufferPointer({ Instant(text: $0) }) != nil {
          Issue.record("\(byte) at \(place)")
        }
      }
    }
  }

  @Test("instants outside the years 1 to 9999 do not exist; arithmetic stops at the ends")
  func ends() {
    #expect(Instant(milliseconds: .max) == .latest && Instant(milliseconds: .min) == .earliest)
    #expect(Instant.latest.advanced(by: 1) == .latest)
    #expect(Instant.latest.advanced(by: .max) == .latest)
    #expect(Instant.earliest.advanced(by: -1) == .earliest)
    #expect(Instant.earliest.advanced(by: .min) == .earliest)
    #expect(Instant.latest.advanced(by: .min) == .earliest)
    #expect(Instant(milliseconds: 5).advanced(by: -7) == Instant(milliseconds: -2))
    #expect(Instant.earliest < .latest)
  }
}
