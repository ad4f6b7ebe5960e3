import Membership
public import Notation

extension Instant {
  /// Returns the instant in Paris time: « 2 mars 2026 à 11 h 13 », `2 March 2026 at 11:13`.
  ///
  /// Seconds follow unless they are zero: « 11 h 13 min 09 s », `11:13:09`. Milliseconds are shown
  /// in JSON only. In the hour that occurs twice in autumn, summer or winter time is named.
  ///
  /// - Parameter language: The language of the month's name.
  public func text(in language: Language) -> String {
    let clock = WallClock(self)
    let season = clock.season.map { " (\(language.pick($0.words)))" } ?? ""
    return clock.day(language) + language.pick((" à ", " at ")) + clock.time(language) + season
  }

  /// The instant in Paris time, for test reports: `2026-03-02 10:00:00`.
  ///
  /// Milliseconds follow unless they are zero. One hour occurs twice in autumn, so rows are
  /// identified by their position, never by this text.
  public var shortText: String {
    let clock = WallClock(self)
    let fraction = clock.milliseconds.isEmpty ? "" : "." + clock.milliseconds
    return "\(clock.date) \(clock.time)" + fraction
  }

  /// Returns the day alone when it is midnight in Paris, otherwise day and time.
  func dayText(in language: Language) -> String {
    let clock = WallClock(self)
    return clock.isMidnight ? clock.day(language) : text(in: language)
  }
}

/// The date and time in Paris, in parts.
private struct WallClock {
  /// The season that distinguishes two equal times.
  enum Season {
    case summer
    case winter

    var words: Words {
      switch self {
      case .summer: ("heure d’été", "summer time")
      case .winter: ("heure d’hiver", "winter time")
      }
    }

    /// Makes the season of an instant with a time that occurs twice, one hour apart, or `nil`.
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
  /// `10:00:00`.
  let time: Substring
  /// `250`; empty when it is zero.
  let milliseconds: Substring
  /// The season, if this time occurs twice.
  let season: Season?

  init(_ instant: Instant) {
    let wall = ParisCalendar.wallClock(at: instant)
    let text = wall.description
    date = text.prefix(10)
    time = text.dropFirst(11).prefix(8)
    let fraction = text.dropFirst(20).prefix(3)
    milliseconds = fraction == "000" ? "" : fraction
    season = Season(of: instant, showing: wall)
  }

  var isMidnight: Bool { time == "00:00:00" && milliseconds.isEmpty }

  /// Returns « 9 h 05 » or `09:05`, with the seconds unless they are zero.
  func time(_ language: Language) -> String {
    let parts = time.split(separator: ":")
    let (hour, minute, second) = (Int(parts[0]) ?? 0, parts[1], parts[2])
    let space = FrenchTypography.noBreakSpace
    guard second != "00" else {
      return language.pick(("\(hour)\(space)h\(space)\(minute)", String(time.prefix(5))))
    }
    let french = "\(hour)\(space)h\(space)\(minute)\(space)min\(space)\(second)\(space)s"
    return language.pick((french, String(time)))
  }

  func day(_ language: Language) -> String { language.day(date) ?? String(date) }
}

extension Language {
  /// Returns a calendar day in words: « 1er mai 1984 », `1 May 1984`; `nil` for any other text.
  ///
  /// - Parameter date: The day as `1984-05-01`.
  package func day(_ date: some StringProtocol) -> String? {
    let parts = date.split(separator: "-", omittingEmptySubsequences: false).map { Int($0) }
    guard date.utf8.count == 10, parts.count == 3, let year = parts[0], let month = parts[1],
      let day = parts[2], (1...12).contains(month), (1...31).contains(day)
    else { return nil }
    let number = day == 1 ? pick(("1er", "1")) : String(day)
    return "\(number) \(pick(Self.months[month - 1])) \(year)"
  }

  /// Returns the number of a month from its name in either language and any case, or `nil`.
  package static func month(named name: String) -> Int? {
    let name = name.lowercased()
    return months.firstIndex { $0.fr == name || $0.en.lowercased() == name }.map { $0 + 1 }
  }

  private static let months: [Words] = [
    ("janvier", "January"), ("février", "February"), ("mars", "March"), ("avril", "April"),
    ("mai", "May"), ("juin", "June"), ("juillet", "July"), ("août", "August"),
    ("septembre", "September"), ("octobre", "October"), ("novembre", "November"),
    ("décembre", "December"),
  ]
}
