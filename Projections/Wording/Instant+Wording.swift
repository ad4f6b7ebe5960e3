import Membership
public import Notation

extension Instant {
  /// The instant as the clocks of Paris show it: « 2 mars 2026 à 10:00:00 »,
  /// `2 March 2026 10:00:00`.
  ///
  /// Milliseconds are shown when there are any. In the hour that comes twice in autumn, summer or
  /// winter time is named, so that two instants never read the same.
  ///
  /// - Parameter language: The language of the month's name.
  public func text(in language: Language) -> String {
    let clock = WallClock(self)
    let time = clock.time(decimalMark: language.pick((",", ".")))
    let season = clock.season.map { " (\(language.pick($0.words)))" } ?? ""
    return clock.day(language) + language.pick((" à ", " ")) + time + season
  }

  /// The instant as the clocks of Paris show it, for tables: `2026-03-02 10:00:00`.
  ///
  /// Milliseconds follow when there are any. An hour comes twice in autumn: rows are told apart by
  /// their position, never by this text.
  public var shortText: String {
    let clock = WallClock(self)
    return "\(clock.date) \(clock.time(decimalMark: "."))"
  }

  /// The day alone when it is midnight in Paris, the whole text otherwise.
  func dayText(in language: Language) -> String {
    let clock = WallClock(self)
    return clock.isMidnight ? clock.day(language) : text(in: language)
  }
}

/// What the clocks of Paris show, taken apart.
private struct WallClock {
  /// Which of two equal times is meant.
  enum Season {
    case summer
    case winter

    var words: Words {
      switch self {
      case .summer: ("heure d’été", "summer time")
      case .winter: ("heure d’hiver", "winter time")
      }
    }

    /// The season of an instant whose time the clocks show twice, an hour apart, or `nil`.
    init?(of instant: Instant, showing wall: Instant) {
      func showsSame(_ other: Instant) -> Bool {
        other != instant && ParisCalendar.wallClock(at: other) == wall
      }
      let hour: Int64 = 3_600_000
      if showsSame(instant.advanced(by: hour)) {
        self = .summer
      } else if showsSame(instant.advanced(by: -hour)) {
        self = .winter
      } else {
        return nil
      }
    }
  }

  /// `2026-03-02`.
  let date: Substring
  /// `10:00:00.000`.
  private let clock: Substring
  /// The season, when the clocks show this time twice.
  let season: Season?

  init(_ instant: Instant) {
    let wall = ParisCalendar.wallClock(at: instant)
    let text = wall.description
    date = text.prefix(10)
    clock = text.dropFirst(11).prefix(12)
    season = Season(of: instant, showing: wall)
  }

  var isMidnight: Bool { clock == "00:00:00.000" }

  func time(decimalMark: String) -> String {
    let fraction = clock.suffix(3)
    return String(clock.prefix(8)) + (fraction == "000" ? "" : decimalMark + fraction)
  }

  func day(_ language: Language) -> String {
    let parts = date.split(separator: "-").compactMap { Int($0) }
    let (year, month, day) = (parts[0], parts[1], parts[2])
    let number = day == 1 ? language.pick(("1er", "1")) : String(day)
    return "\(number) \(language.pick(Self.months[month - 1])) \(year)"
  }

  private static let months: [Words] = [
    ("janvier", "January"), ("février", "February"), ("mars", "March"), ("avril", "April"),
    ("mai", "May"), ("juin", "June"), ("juillet", "July"), ("août", "August"),
    ("septembre", "September"), ("octobre", "October"), ("novembre", "November"),
    ("décembre", "December"),
  ]
}
