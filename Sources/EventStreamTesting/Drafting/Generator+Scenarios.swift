import Membership
import Notation

extension Generator where Value == History {
  /// Scenarios of a house, legal by construction and played in memory.
  ///
  /// Each step is one that makes sense where its member stands, or a wrong turn that is refused;
  /// none is malformed. Codes, links and sessions are those that earlier steps handed out.
  public static func scenarios(_ plan: ScenarioPlan) -> Generator {
    Generator { source in
      let starts = try source.element(of: Instant.scenarioStarts)
      let isRestless = plan.isExploring && source.chance(1, in: 3)
      var draft = ScenarioDraft(plan, starts: starts, isRestless: isRestless)
      try draft.fill(&source)
      return draft.history
    }
  }

  /// Scenarios of any house, each as likely.
  public static func scenarios() -> Generator {
    Generator { source in
      let preset = try source.element(of: HouseRules.presets)
      return try source.draw(.scenarios(ScenarioPlan(house: preset.name)))
    }
  }
}

extension Instant {
  /// Where scenarios begin: an ordinary Monday, the days before clocks are changed, the last of a
  /// year, of January and of a leap year's February, and the turn of 2016 (edges 15 and 18).
  fileprivate static let scenarioStarts: [Instant] =
    [.usualStart]
    + [
      "2026-03-28T22:59:00Z", "2026-10-24T21:30:00Z", "2025-12-31T22:59:59.999Z",
      "2026-01-31T12:00:00Z", "2024-02-28T23:30:00Z", "2016-12-31T22:00:00Z",
      "2026-08-31T08:00:00Z",
    ].compactMap { Instant($0) }
}
