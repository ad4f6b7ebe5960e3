import Membership
public import Notation
import Projections

/// A moment for which a query is answered: now, an instant, or a position of the log.
public enum Moment: Sendable, Hashable {
  /// The end of the log, at the clock's time.
  case now
  /// The facts known and the rules in force at an instant.
  case instant(Instant)
  /// The facts known and the rules in force when the fact at a position was recorded.
  case position(Int)
}

extension Moment: LosslessStringConvertible {
  /// The moment in a form that the command line accepts.
  public var description: String {
    switch self {
    case .now: "now"
    case .instant(let instant): instant.description
    case .position(let position): "\(position)"
    }
  }

  /// Reads a moment, or returns `nil` for any other text.
  ///
  /// The text has one of these forms:
  ///
  /// - `now`
  /// - a position: `17`
  /// - an instant: `2026-03-02T09:00:00Z`
  /// - a day: `2026-03-02`, « 2 mars 2026 »
  /// - a time in Paris as it is shown: « 2 mars 2026 à 11 h 13 »
  ///
  /// A day means its last millisecond in Europe/Paris. A time in Paris means the last millisecond
  /// of its second.
  public init?(_ text: String) {
    if text == "now" {
      self = .now
    } else if let position = Int(text), position >= 0 {
      self = .position(position)
    } else if let instant = Instant(text) {
      self = .instant(instant)
    } else if let noon = Instant(text + "T12:00:00Z") {
      self = .instant(ParisCalendar.endOfDay(of: noon))
    } else if let typed = ParisTimeText(text) {
      self = .instant(typed.end)
    } else {
      return nil
    }
  }
}

/// A moment typed in Paris time, as the lists show it, or the day alone.
///
/// Examples are « 2 mars 2026 à 11 h 13 » and `2 March 2026 at 11:13:09`. « 9 h » is nine o’clock,
/// and `02/03/2026` is the second of March.
struct ParisTimeText {
  /// The last millisecond of the day or the second that was typed.
  let end: Instant

  /// Reads a text, or returns `nil` for another form or a time that Paris skips in spring.
  init?(_ text: String) {
    var words = Words(text)
    guard let day = words.day() else { return nil }
    guard !words.isAtEnd else {
      guard let noon = Instant("\(day)T12:00:00Z") else { return nil }
      end = ParisCalendar.endOfDay(of: noon)
      return
    }
    words.skip(["à", "at"])
    guard let time = words.time() else { return nil }
    let isWinter = words.season()
    guard words.isAtEnd, let wall = Instant("\(day)T\(time)Z"),
      let instant = Self.instant(showing: wall, isWinter: isWinter)
    else { return nil }
    end = instant.advanced(by: 999)
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
private struct Words {
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

  /// Takes a day in words or as « 02/03/2026 », and returns it as `2026-03-02`.
  mutating func day() -> String? {
    skip(["le"])
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
