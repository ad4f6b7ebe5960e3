public import Digests
public import Notation

/// The state of the house: the rules and the CGU published so far, folded from its stream.
public struct House: Sendable, Equatable {
  /// One setting of the rules, from its fact.
  public struct Setting: Sendable, Equatable {
    /// The name of the preset; `own` for rules given without one.
    public let preset: String
    /// The number of the setting, from 1; `rules` in other facts refers to it.
    public let version: Int
    /// The complete rules.
    public let rules: HouseRules
    /// The first instant at which they apply.
    public let effectiveFrom: Instant
    /// The position of the fact in the log.
    public let position: Int
  }

  /// One published text of the CGU, from its fact (UM-19).
  public struct CGU: Sendable, Equatable {
    /// The name of the version, used for one text only.
    public let version: String
    /// The SHA-256 of the text.
    public let textDigest: Digest
    /// The language of the text, such as `fr`.
    public let locale: String
    /// The first instant at which it applies.
    public let effectiveFrom: Instant
    /// Whether a member with an earlier acceptance must accept this text (edge 34).
    public let reacceptance: Bool
    /// The position of the fact in the log.
    public let position: Int
  }

  /// The settings of the rules, in order of position.
  public private(set) var settings: [Setting] = []
  /// The CGU, in order of position.
  public private(set) var cgu: [CGU] = []
  /// The description of the space in its first fact; `nil` before that fact is folded.
  public private(set) var space: SpaceFounded?

  /// The sequence of the fact folded last.
  private var lastSequence = 0

  /// Makes a house without any facts.
  public init() {}

  /// Folds one fact of the house's stream; other facts and facts already folded change nothing.
  public mutating func evolve(_ fact: RecordedEvent) {
    guard fact.stream == "house", fact.sequence > lastSequence else { return }
    lastSequence = fact.sequence
    switch fact.event {
    case .houseRulesSet(let event):
      if let founded = event.space { space = founded }
      settings.append(
        Setting(
          preset: event.preset, version: event.version, rules: event.rules,
          effectiveFrom: event.effectiveFrom, position: fact.position))
    case .cguPublished(let event):
      cgu.append(
        CGU(
          version: event.version, textDigest: event.textDigest, locale: event.locale,
          effectiveFrom: event.effectiveFrom, reacceptance: event.reacceptance,
          position: fact.position))
    default: break
    }
  }

  /// Returns the setting in force at an instant: the latest one that has taken effect, else the
  /// first.
  public func setting(at instant: Instant) -> Setting? {
    var latest: Int?
    for index in settings.indices where settings[index].effectiveFrom <= instant {
      if let latest, settings[latest].effectiveFrom > settings[index].effectiveFrom { continue }
      latest = index
    }
    return latest.map { settings[$0] } ?? settings.first
  }

  /// Returns the rules in force at an instant, or those of `recommended` without any setting.
  public func rules(at instant: Instant) -> HouseRules {
    setting(at: instant)?.rules ?? .recommended
  }

  /// Returns the CGU in force at an instant, of any locale: the text that took effect last.
  public func cgu(at instant: Instant) -> CGU? {
    cgu.filter { $0.effectiveFrom <= instant }.max {
      ($0.effectiveFrom, $0.position) < ($1.effectiveFrom, $1.position)
    }
  }

  /// Returns whether an accepted version must be accepted again at an instant (edge 34).
  ///
  /// - Parameters:
  ///   - version: The version that was accepted last.
  ///   - instant: The instant.
  public func isOutdated(_ version: String, at instant: Instant) -> Bool {
    guard let accepted = cgu.last(where: { $0.version == version }) else { return true }
    return cgu.contains {
      $0.reacceptance && $0.effectiveFrom <= instant
        && ($0.effectiveFrom, $0.position) > (accepted.effectiveFrom, accepted.position)
    }
  }
}
