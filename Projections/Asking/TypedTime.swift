import Membership
public import Notation

/// A time as people write it: the milliseconds that it means.
///
/// Examples are `2026-03-02T10:05:00Z`, `2026-03-02T11:05:00+01:00`, `2026-03-02 11:05`,
/// « 02/03/2026 11:05 », « 2 mars 2026 à 11 h 05 », `2026-03-02`, `2026-03`, `yesterday` and
/// `-30d`. Times without a zone are those of Paris. « 9 h » is nine o’clock, and `02/03/2026` is
/// the second of March.
public struct TypedTime: Sendable, Hashable {
  /// The first millisecond: of the day, of the second, or the instant itself.
  public let first: Instant
  /// The last millisecond.
  public let last: Instant

  /// The forms of a time, for a message about a text in no form.
  public static let forms =
    "an instant (2026-03-02T10:05:00Z, with +01:00 for Z), a time of Paris (2026-03-02 11:05, "
    + "02/03/2026 11:05, 2 mars 2026 à 11 h 05), a day (2026-03-02), a month (2026-03), today, "
    + "yesterday or -30d"

  private init(_ first: Instant, _ last: Instant) { (self.first, self.last) = (first, last) }

  /// Reads a text, or returns `nil` for another form or a time that Paris skips in spring.
  ///
  /// - Parameters:
  ///   - text: The text.
  ///   - now: The present instant, for `today`, `yesterday` and `-30d`; `nil` for none of them.
  public init?(_ text: String, now: Instant?) {
    if let instant = Instant(text) ?? Self.withOffset(text) {
      self.init(instant, instant)
    } else if let now, let days = Self.daysBefore(text) {
      self.init(dayOf: ParisCalendar.adding(days: -days, to: now))
    } else if let month = Self.month(text) {
      self = month
    } else if let typed = Self.inParis(text) {
      self = typed
    } else {
      return nil
    }
  }

  private init(dayOf instant: Instant) {
    let last = ParisCalendar.endOfDay(of: instant)
    self.init(ParisCalendar.adding(days: -1, to: last).advanced(by: 1), last)
  }

  /// Reads `2026-03-02T11:05:00+01:00`.
  private static func withOffset(_ text: String) -> Instant? {
    let sign = text.dropLast(5).last
    guard sign == "+" || sign == "-", let time = Instant(text.dropLast(6) + "Z") else { return nil }
    let parts = text.suffix(5).split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count == 2, parts.allSatisfy({ $0.utf8.count == 2 }), let hours = Int64(parts[0]),
      let minutes = Int64(parts[1]), (0...23).contains(hours), (0...59).contains(minutes)
    else { return nil }
    let offset = (hours * 60 + minutes) * 60_000
    return time.advanced(by: sign == "+" ? -offset : offset)
  }

  /// Reads `today`, `yesterday` or `-30d` as a number of days.
  private static func daysBefore(_ text: String) -> Int? {
    switch text {
    case "today", "aujourd’hui": return 0
    case "yesterday", "hier": return 1
    default:
      guard text.hasPrefix("-"), let unit = text.last, unit == "d" || unit == "j",
        let days = Int(text.dropFirst().dropLast()), (0...366_000).contains(days)
      else { return nil }
      return days
    }
  }

  /// Reads a month, `2026-03`.
  private static func month(_ text: String) -> TypedTime? {
    guard text.utf8.count == 7, let noon = Instant(text + "-01T12:00:00Z") else { return nil }
    let first = TypedTime(dayOf: noon).first
    return TypedTime(first, ParisCalendar.adding(months: 1, to: first).advanced(by: -1))
  }

  /// Reads a day or a time in Paris.
  private static func inParis(_ text: String) -> TypedTime? {
    var words = TypedWords(text)
    guard let day = words.day() else { return nil }
    guard !words.isAtEnd else {
      return Instant("\(day)T12:00:00Z").map { TypedTime(dayOf: $0) }
    }
    words.skip(["à", "at"])
    guard let time = words.time() else { return nil }
    let isWinter = words.season()
    guard words.isAtEnd, let wall = Instant("\(day)T\(time)Z"),
      let instant = Self.instant(showing: wall, isWinter: isWinter)
    else { return nil }
    return TypedTime(instant, instant.advanced(by: 999))
  }

  /// Returns the instant at which the clocks of Paris show a time.
  ///
  /// If the time occurs twice, the first instant is returned, unless winter time is named.
  private static func instant(showing wall: Instant, isWinter: Bool) -> Instant? {
    let hour: Int64 = 3_600_000
    let found = [2 * hour, hour].map { wall.advanced(by: -$0) }.filter {
      ParisCalendar.wallClock(at: $0) == wall
    }
    return isWinter ? found.last : found.first
  }
}

/// The numbers, words and punctuation marks of a text, in order.
private struct TypedWords {
  private var rest: ArraySlice<String>

  init(_ text: String) {
    var words: [String] = []
    for character in text.lowercased().replacing("'", with: "’") {
      if character.isWhitespace {
        words.append("")
      } else if let last = words.last?.last, last.isNumber == character.isNumber,
        last.isLetter == character.isLetter, character.isNumber || character.isLetter
      {
        words[words.count - 1].append(character)
      } else {
        words.append(String(character))
      }
    }
    rest = words.filter { !$0.isEmpty }[...]
  }

  var isAtEnd: Bool { rest.isEmpty }

  mutating func skip(_ words: Set<String>) {
    if let first = rest.first, words.contains(first) { rest.removeFirst() }
  }

  private mutating func take(_ word: String) -> Bool {
    guard rest.first == word else { return false }
    rest.removeFirst()
    return true
  }

  /// Takes a number of ASCII digits below a limit, and returns it with two digits.
  private mutating func number(below limit: Int) -> String? {
    guard let word = rest.first, word.utf8.count <= 2, let number = Int(word), number < limit else {
      return nil
    }
    rest.removeFirst()
    return Self.two(number)
  }

  private static func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }

  private mutating func year() -> String? {
    guard let word = rest.first, word.utf8.count == 4, Int(word) != nil else { return nil }
    rest.removeFirst()
    return word
  }

  /// Takes a day in words, as « 02/03/2026 » or as `2026-03-02`, and returns it as `2026-03-02`.
  mutating func day() -> String? {
    skip(["le"])
    if let year = year() {
      guard take("-"), let month = number(below: 13), take("-"), let day = number(below: 32) else {
        return nil
      }
      return "\(year)-\(month)-\(day)"
    }
    guard let day = number(below: 32) else { return nil }
    if take("/") {
      guard let month = number(below: 13), take("/"), let year = year() else { return nil }
      return "\(year)-\(month)-\(day)"
    }
    skip(["er"])
    guard let name = rest.popFirst(), let month = Language.month(named: name), let year = year()
    else { return nil }
    return "\(year)-\(Self.two(month))-\(day)"
  }

  /// Takes a time, and returns it as `11:13:09`.
  ///
  /// The text is `11:13:09`, « 11 h 13 min 09 s » or « 11 h ».
  mutating func time() -> String? {
    guard let hour = number(below: 24) else { return nil }
    let isFrench = take("h")
    if isFrench, isAtEnd || rest.first == "(" { return "\(hour):00:00" }
    guard isFrench || take(":"), let minute = number(below: 60) else { return nil }
    guard isFrench ? take("min") : take(":") else { return "\(hour):\(minute):00" }
    guard let second = number(below: 60), !isFrench || take("s") else { return nil }
    return "\(hour):\(minute):\(second)"
  }

  /// Takes the name of summer or winter time, and returns whether it is winter time.
  ///
  /// The name is used for the hour that occurs twice in autumn.
  mutating func season() -> Bool {
    let winter = [["(", "heure", "d", "’", "hiver", ")"], ["(", "winter", "time", ")"]]
    let summer = [["(", "heure", "d", "’", "été", ")"], ["(", "summer", "time", ")"]]
    guard (winter + summer).contains(where: { $0.elementsEqual(rest) }) else { return false }
    let isWinter = winter.contains { $0.elementsEqual(rest) }
    rest = []
    return isWinter
  }
}

extension Instant {
  /// The day in Paris, as `2026-03-02`.
  package var parisDay: String { ParisCalendar.day(of: self) }
}
