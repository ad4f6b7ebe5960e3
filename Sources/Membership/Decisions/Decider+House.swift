import Digests
package import Notation

extension Decider {
  mutating func setHouseRules(_ action: SetHouseRules) throws(Interruption) {
    let effectiveFrom = action.effectiveFrom ?? now
    guard effectiveFrom >= now else { throw refuse(.effectiveInPast) }
    let rules = try rules(of: action)
    if let flaw = rules.flaw { throw .invalid(field: "rules.\(flaw)", why: "out of range") }
    drafts.append(
      Decision.Draft(
        stream: .house,
        event: .houseRulesSet(
          .make {
            $0.preset = action.changes == nil ? action.preset ?? "own" : "own"
            $0.version = (knowledge.house.settings.map(\.version).max() ?? 0) + 1
            $0.rules = rules
            $0.effectiveFrom = effectiveFrom
          })))
  }

  /// The rules that an action sets: a preset, all of them, or some of those in force changed.
  private func rules(of action: SetHouseRules) throws(Interruption) -> HouseRules {
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
    let isSetLater = knowledge.house.settings.contains { $0.effectiveFrom > now }
    guard action.preset != nil || isSetLater || rules != self.rules else {
      throw .invalid(field: "changes", why: "nothing is changed")
    }
    return rules
  }

  mutating func publishCGU(_ action: PublishCGU) throws(Interruption) {
    let effectiveFrom = action.effectiveFrom ?? now
    guard !knowledge.house.cgu.contains(where: { $0.version == action.version.text }) else {
      throw refuse(.versionExists)
    }
    guard effectiveFrom >= now else { throw refuse(.effectiveInPast) }
    drafts.append(
      Decision.Draft(
        stream: .house,
        event: .cguPublished(
          .make {
            $0.version = action.version.text
            $0.textDigest = action.textDigest
            $0.locale = action.locale.text
            $0.effectiveFrom = effectiveFrom
            $0.reacceptance = action.reacceptance
          })))
  }

  mutating func blockAccess(_ action: AccessDecision) throws(Interruption) {
    guard let subject, subject.block == nil else { return }
    append(
      .accessBlocked(
        .make {
          $0.reason = action.reason.text
          $0.note = action.note.map { .open($0.text) } ?? .absent
        }))
    notifyOnFile(.accessBlocked)
  }

  mutating func restoreAccess(_ action: AccessDecision) throws(Interruption) {
    guard let subject else { return }
    let isLocked =
      subject.meters.signIn.isLocked(at: now) || subject.meters.identity.isLocked(at: now)
    guard subject.block != nil || isLocked else { return }
    append(
      .accessRestored(
        .make {
          $0.reason = action.reason.text
          $0.note = action.note.map { .open($0.text) } ?? .absent
        }))
  }

  mutating func closeAccount(_ action: CloseAccount) throws(Interruption) {
    guard let subject, subject.closure == nil else { return }
    if actor == .member {
      guard action.reason == .memberRequest else { throw refuse(.notAllowed) }
      try requireFreshSession()
    }
    let endedOn = action.endedOn ?? now
    append(
      .accountClosed(
        .make {
          $0.reason = action.reason
          $0.endedOn = endedOn
          $0.retainUntil = ParisCalendar.adding(
            months: rules.service.retentionMonths, to: max(endedOn, now))
        }))
  }

  mutating func requireNewPassword(_ action: RequireNewPassword) throws(Interruption) {
    guard let subject, subject.password != nil else { throw refuse(.noPassword) }
    if let renewal = subject.renewal,
      renewal.reason == action.reason || renewal.reason == .compromised
    {
      return
    }
    append(.passwordRenewalRequired(.make { $0.reason = action.reason }))
    guard action.reason == .compromised else { return }
    withdrawPendingEmail(.passwordRevoked)
    invalidateUncertifiedEmail()
    rejectRequestsOfSessions()
  }

  /// Records the deadlines of a member that passed and were not recorded, and erases a member whose
  /// values were kept for long enough; nothing else changes.
  mutating func sweep() throws(Interruption) {
    guard let text = request.member?.text, let id = Token(text), let member = knowledge.member(id)
    else { return }
    subject = member
    for due in member.deadlinesPassed(of: knowledge.house, at: now) {
      append(
        .deadlinePassed(
          .make {
            $0.what = due.what
            $0.of = due.of
            $0.deadline = due.deadline
          }))
    }
    if member.isRetentionOver(at: now) { erase(PrivateClass.allCases, of: member, .retentionOver) }
  }
}

extension HouseRules {
  /// The rules with a part of them changed.
  ///
  /// - Throws: `JSONFault` with the path of the field that is none, or has another kind of value.
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

  /// The first number that makes no sense, by the path of its field, or `nil`.
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
    // The meters remember so many times and no more.
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

extension Member {
  /// The deadlines passed at an instant and not yet recorded, in order of their instants.
  func deadlinesPassed(of house: House, at now: Instant) -> [PassedDeadline] {
    var due = hasEnded ? [] : deadlinesOfAccount(of: house, at: now)
    if let request = erasureRequest {
      due.append(.init(what: .erasure, of: request.id, deadline: request.dueBy))
    }
    return due.filter {
      Deadline.isPassed($0.deadline, now: now) && !passedDeadlines.contains($0)
    }.sorted { ($0.deadline, $0.of) < ($1.deadline, $1.of) }
  }

  private func deadlinesOfAccount(of house: House, at now: Instant) -> [PassedDeadline] {
    var due: [PassedDeadline] = []
    if let registration {
      due.append(.init(what: .registration, of: registration.id, deadline: registration.deadline))
    }
    for code in codes where code.standing(at: now) == .expired {
      due.append(.init(what: .code, of: code.id, deadline: code.expiresAt))
    }
    for letter in letters where letter.isDue {
      due.append(.init(what: .letter, of: letter.id, deadline: letter.dueBy))
    }
    for request in changeRequests
    where request.isPending(at: now) || request.state(at: now) == .lapsed {
      due.append(.init(what: .changeRequest, of: request.id, deadline: request.dueBy))
    }
    if let deadline = renewalAdvisedFrom(of: house, at: now) {
      due.append(.init(what: .passwordRenewal, of: id, deadline: deadline))
    }
    return due
  }

  /// Whether there is any deadline that a sweep will record, or has yet to, whatever the time; that
  /// of a password's renewal apart, which is the house's.
  package var hasDeadlines: Bool { !deadlinesPassed(of: House(), at: .latest).isEmpty }

  /// Whether a deadline passed at an instant and a sweep would record it: a term for keeping values
  /// is one.
  package func hasDeadlinesPassed(of house: House, at now: Instant) -> Bool {
    isRetentionOver(at: now) || !deadlinesPassed(of: house, at: now).isEmpty
  }
}
