import Digests
public import Notation

/// Sets the rules of the house from an instant on.
public struct SetHouseRules: ActionPayload {
  package static let name = ActionName.setHouseRules
  package static let actors: [ActorID.Role] = [.administrator]
  package static let refusals: [RefusalReason] = [.effectiveInPast]
  package static let firstEvents: [any EventPayload.Type] = [HouseRulesSet.self]

  /// The name of a preset, such as `mcrn`; absent if `rules` are given.
  public var preset: String?
  /// The complete rules; absent if a preset is named.
  public var rules: HouseRules?
  /// The changed part, such as `{"password":{"minimumLength":14}}`.
  ///
  /// It is applied to the rules in force or to the named preset. It is absent if `rules` are given.
  package var changes: JSONPatch?
  /// The first instant at which they apply, not in the past; the action's time if absent.
  public var effectiveFrom: Instant?

  /// Makes the action with all fields absent, to be set as needed.
  public init() {}

  package mutating func describe(_ fields: inout Fields) {
    fields("preset", &preset)
    fields("rules", &rules)
    fields("changes", &changes)
    fields("effectiveFrom", &effectiveFrom)
  }

  package func decide(_ decider: inout Decider) throws(Interruption) {
    let effectiveFrom = self.effectiveFrom ?? decider.now
    guard effectiveFrom >= decider.now else { throw decider.refuse(.effectiveInPast) }
    let rules = try decider.rules(of: self)
    if let flaw = rules.flaw { throw .invalid(field: "rules.\(flaw)", why: "out of range") }
    decider.drafts.append(
      Decision.Draft(
        stream: .house,
        event: .houseRulesSet(
          .make {
            $0.preset = changes == nil ? preset ?? "own" : "own"
            $0.version = (decider.context.house.settings.map(\.version).max() ?? 0) + 1
            $0.rules = rules
            $0.effectiveFrom = effectiveFrom
          })))
  }
}

extension Decider {
  /// Returns the rules set by an action: a preset, complete rules, or the rules in force with
  /// changes.
  func rules(of action: SetHouseRules) throws(Interruption) -> HouseRules {
    var rules = self.rules
    if let given = action.rules {
      guard action.preset == nil, action.changes == nil else {
        throw .invalid(field: "rules", why: "all rules are given alone: no preset, no changes")
      }
      return given
    }
    if let name = action.preset {
      guard let preset = HouseRules.preset(name) else {
        throw .invalid(field: "preset", why: "unknown")
      }
      rules = preset
    }
    guard let changes = action.changes else {
      guard action.preset != nil else { throw .invalid(field: "preset", why: "missing") }
      return rules
    }
    do throws(JSONFault) { rules = try rules.changed(by: changes) } catch {
      let field = error.field.map { "changes.\($0)" } ?? "changes"
      throw .invalid(field: field, why: error.reason.rawValue)
    }
    let isSetLater = context.house.settings.contains { $0.effectiveFrom > now }
    guard action.preset != nil || isSetLater || rules != self.rules else {
      throw .invalid(field: "changes", why: "nothing is changed")
    }
    return rules
  }
}

extension HouseRules {
  /// Returns the rules with some of their fields changed.
  ///
  /// - Throws: `JSONFault` with the path of a field that does not exist or has another kind of
  ///   value.
  func changed(by changes: JSONPatch) throws(JSONFault) -> HouseRules {
    var writer = JSONWriter()
    write(to: &writer)
    return try changes.applied(to: writer.bytes).withUnsafeBufferPointer {
      (bytes) throws(JSONFault) in
      var scanner = JSONScanner(bytes, spacing: .free)
      let rules = try HouseRules(from: &scanner)
      try scanner.finish()
      return rules
    }
  }

  /// The path of the first field with a value out of range, or `nil`.
  var flaw: String? {
    let positives: [(String, Int)] = [
      ("identifiers.shortestNumber", identifiers.shortestNumber),
      ("identifiers.longestNumber", identifiers.longestNumber - identifiers.shortestNumber + 1),
      ("password.minimumLength", password.minimumLength),
      ("password.maximumLength", password.maximumLength - password.minimumLength + 1),
      ("recovery.attempts", recovery.attempts),
      ("recovery.letterAttempts", recovery.letterAttempts),
      ("recovery.grantLifetime", recovery.grantLifetime),
      ("meters.signInFailures", meters.signInFailures),
      ("meters.identityFailures", meters.identityFailures),
      ("meters.failuresADay", meters.failuresADay),
      ("service.sessionLifetime", service.sessionLifetime),
      ("service.retentionMonths", service.retentionMonths),
      ("recovery.letterDueDays", recovery.letterDueDays),
      (
        "recovery.postalDays",
        min(recovery.postalDays + 1, recovery.letterDueDays - recovery.postalDays)
      ),
      ("retention.tracesDays", retention.tracesDays),
    ]
    if let flaw = positives.first(where: { $0.1 < 1 }) { return flaw.0 }
    if recovery.paths.contains(where: { $0.lifetime < 1 }) { return "recovery.paths" }
    let counts: [(String, Int)] = [
      ("meters.requestsAnHour", meters.requestsAnHour),
      ("meters.requestsADay", meters.requestsADay),
      ("meters.lettersAMonth", meters.lettersAMonth),
      ("meters.failuresADay", meters.failuresADay),
    ]
    // The meters keep at most this number of times.
    if let flaw = counts.first(where: { !(1...Meters.requestsKept).contains($0.1) }) {
      return flaw.0
    }
    if identifiers.scheme == .accessCodeOrEmail, identifiers.sharedEmail != .notAsLogin {
      return "identifiers.sharedEmail"
    }
    if let day = account.historyFrom, !BirthDate.isValid(day) { return "account.historyFrom" }
    if recovery.attempts > 10 { return "recovery.attempts" }
    if recovery.letterAttempts > 100 { return "recovery.letterAttempts" }
    if !recovery.codeFormat.meetsFloor { return "recovery.codeFormat" }
    return nil
  }
}
