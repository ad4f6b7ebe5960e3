import Membership
public import Notation
import Projections

/// A moment that a question is asked of: now, an instant, or a position of the log.
public enum Moment: Sendable, Hashable {
  /// The end of the log, at the clock's time.
  case now
  /// What was known and in force at an instant.
  case instant(Instant)
  /// What was known and in force when the fact at a position was recorded.
  case position(Int)
}

extension Moment: LosslessStringConvertible {
  /// The moment as the command line takes it.
  public var description: String {
    switch self {
    case .now: "now"
    case .instant(let instant): instant.description
    case .position(let position): "\(position)"
    }
  }

  /// Reads `now`, a position (`17`), an instant (`2026-03-02T09:00:00Z`), a day (`2026-03-02`,
  /// « 2 mars 2026 »), or a time of Paris as it is shown (« 2 mars 2026 à 11 h 13 »).
  ///
  /// A day is its last millisecond in Europe/Paris, a time of Paris the last one of its second.
  /// Anything else gives `nil`.
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

/// A moment typed in the time of Paris, as the lists show it: « 2 mars 2026 à 11 h 13 », `2 March
/// 2026 at 11:13:09`, or the day alone.
///
/// « 9 h » is nine o’clock, and `02/03/2026` is the second of March.
struct ParisTimeText {
  /// The last millisecond of the day or the second that was typed.
  let end: Instant

  /// Reads a text; `nil` for anything else, and for a time that the clocks skip in spring.
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

  /// The instant at which the clocks of Paris show a time; of two, the first unless winter is named.
  private static func instant(showing wall: Instant, isWinter: Bool) -> Instant? {
    let hour: Int64 = 3_600_000
    let found = [2 * hour, hour].map { wall.advanced(by: -$0) }.filter {
      ParisCalendar.wallClock(at: $0) == wall
    }
    return isWinter ? found.last : found.first
  }
}

/// The numbers, words and marks of a text, in order.
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

  /// A number of ASCII digits below a limit, in two digits.
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

  /// `2026-03-02`, from a day in words or from « 02/03/2026 ».
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

  /// `11:13:09`, from that very text or from « 11 h 13 min 09 s » or « 11 h ».
  mutating func time() -> String? {
    guard let hour = number(below: 24) else { return nil }
    let isFrench = take("h")
    if isFrench, isAtEnd || rest.first == "(" { return "\(hour):00:00" }
    guard isFrench || take(":"), let minute = number(below: 60) else { return nil }
    guard isFrench ? take("min") : take(":") else { return "\(hour):\(minute):00" }
    guard let second = number(below: 60), !isFrench || take("s") else { return nil }
    return "\(hour):\(minute):\(second)"
  }

  /// Whether the winter time is named, of an hour that comes twice in autumn.
  mutating func season() -> Bool {
    let winter = [["(", "heure", "d", "’", "hiver", ")"], ["(", "winter", "time", ")"]]
    let summer = [["(", "heure", "d", "’", "été", ")"], ["(", "summer", "time", ")"]]
    guard (winter + summer).contains(where: { $0.elementsEqual(rest) }) else { return false }
    let isWinter = winter.contains { $0.elementsEqual(rest) }
    rest = []
    return isWinter
  }
}
