import Notation

extension Decider {
  /// Returns the fact of a refusal for the member's stream.
  ///
  /// - Parameters:
  ///   - refusal: The refusal.
  ///   - unrecorded: The number of unrecorded refusals before it in a flood; `nil` for 0.
  func fact(of refusal: Refusal, _ unrecorded: Int?) -> Event {
    switch request.action {
    case .startRegistration, .answerQuestion:
      .identityRefused(
        .make {
          $0.action = request.action.name
          $0.reason = refusal.reason
          $0.counted = refusal.counted
          $0.lockedUntil = refusal.lockedUntil
          $0.unrecorded = unrecorded
        })
    case .verifyCode, .confirmEmail: .codeRefused(codeRefused(refusal, unrecorded))
    case .setPassword where refusal.code != nil || refusal.reason == .linkUnknown:
      .codeRefused(codeRefused(refusal, unrecorded))
    case .signIn(let action):
      .signInRefused(
        .make {
          $0.reason = refusal.reason
          $0.counted = refusal.counted
          $0.lockedUntil = refusal.lockedUntil
          $0.device = refusal.device ?? action.device
          $0.code = refusal.code?.id
          $0.unrecorded = unrecorded
        })
    default: actionRefused(refusal, unrecorded)
    }
  }

  private func codeRefused(_ refusal: Refusal, _ unrecorded: Int?) -> CodeRefused {
    .make {
      $0.action = request.action.name
      $0.code = refusal.code?.id
      $0.reason = refusal.reason
      $0.counted = refusal.counted
      $0.attempt = (refusal.code?.failures ?? 0) + (refusal.counted ? 1 : 0)
      $0.page = refusal.page?.digest
      $0.lockedUntil = refusal.lockedUntil
      $0.unrecorded = unrecorded
    }
  }

  func actionRefused(_ refusal: Refusal, _ unrecorded: Int? = nil) -> Event {
    .actionRefused(
      .make {
        $0.action = request.action.name
        $0.reason = refusal.reason
        $0.rules = refusal.rules
        $0.of = refusal.of
        $0.lockedUntil = refusal.lockedUntil
        $0.unrecorded = unrecorded
        if subject == nil, let typed, rules.identifiers.mayName(typed.text) {
          $0.typed = .open(String(typed.text, atMost: CappedText.name))
        }
      })
  }

  /// Refuses because of a lock.
  ///
  /// One fact a minute is recorded, so that a flood does not fill the log.
  func refuseLocked(_ meter: FailureMeter, _ refusal: Refusal = Refusal(.locked))
    -> Interruption
  {
    var refusal = refusal
    let last = meter.lockRecordedAt
    refusal.isRecorded = last.map { now >= $0.advanced(by: 60_000) } ?? true
    return .refused(refusal)
  }

  /// Refuses after a failed comparison, with the lock that follows from it.
  func refuseCounted(
    _ refusal: Refusal, on meter: FailureMeter, failures: Int
  ) -> Interruption {
    var refusal = refusal
    refusal.counted = true
    refusal.lockedUntil = meter.lock(afterFailureAt: now, failures: failures, rules: rules.meters)
    return .refused(refusal)
  }

  /// Refuses unless the image was passed, if the house requires it (AP-19, MR-16).
  func requireAntiRobot(_ antiRobot: AntiRobot?) throws(Interruption) {
    guard passes(antiRobot) else { throw .refused(Refusal(.antiRobotFailed)) }
  }

  /// Returns whether the image was passed or is not required; a failed image never passes.
  func passes(_ antiRobot: AntiRobot?) -> Bool {
    let isAsked = rules.account.antiRobot.contains(request.action.name)
    return antiRobot == .passed || antiRobot == nil && !isAsked
  }

  /// Refuses a request that comes too often (catalogue section 7).
  ///
  /// Each page has its own limits. All pages together have four times the hourly limit and ten
  /// times the daily limit. A page with an earlier correct code belongs to the member and is exempt
  /// from the common limit.
  ///
  /// A link is not bound to a page and is mailed to the member. Beyond the limits a new link is
  /// sent once no earlier one is valid.
  ///
  /// - Parameters:
  ///   - member: The member concerned.
  ///   - page: The page to which the code will be bound, or `nil` for a link.
  func requireQuietRequests(_ member: Member, on page: Page? = nil) throws(Interruption) {
    let all = member.meters.requests
    let own = all.filter { $0.page == page?.digest }
    if let last = own.last, now < last.at.advanced(by: Int64(rules.meters.requestInterval)) {
      throw .refused(Refusal(.tooSoon))
    }
    let isMembers = member.grants.contains { $0.page == page?.digest }
    let isWithin =
      isWithin(own, anHour: 1, aDay: 1) && (isMembers || isWithin(all, anHour: 4, aDay: 10))
    guard !isWithin else { return }
    let isOut = member.codes.contains { $0.artefact == .link && $0.standing(at: now) == .live }
    guard page == nil, request.action.name == .requestCode, !isOut else {
      throw .refused(Refusal(.tooMany))
    }
  }

  /// Returns whether one more request is within a multiple of the house's limits.
  private func isWithin(
    _ requests: [Meters.Request], anHour hours: Int, aDay days: Int
  ) -> Bool {
    let hour = requests.count { $0.at > now.advanced(by: -3_600_000) }
    let day = requests.count { $0.at > now.advanced(by: -86_400_000) }
    return hour < hours * rules.meters.requestsAnHour
      && day < min(days * rules.meters.requestsADay, Meters.allRequestsKept)
  }

  /// Returns the page of an action, or throws if it is missing.
  func require(page: Page?) throws(Interruption) -> Page {
    guard let page else { throw .invalid(field: "page", why: "missing") }
    return page
  }

  func refuse(_ reason: RefusalReason, of id: Token? = nil) -> Interruption {
    var refusal = Refusal(reason)
    refusal.of = id
    return .refused(refusal)
  }
}

extension Described {
  /// Makes a value and sets its fields in a closure.
  package static func make(_ fill: (inout Self) -> Void) -> Self {
    var value = Self()
    fill(&value)
    return value
  }
}
