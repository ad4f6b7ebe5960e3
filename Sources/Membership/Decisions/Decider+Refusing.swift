import Notation

extension Decider {
  /// The one fact of a refusal in the member's stream.
  func fact(of refusal: Refusal) -> Event {
    switch request.action {
    case .startRegistration, .answerQuestion:
      .identityRefused(
        .make {
          $0.action = request.action.name
          $0.reason = refusal.reason
          $0.counted = refusal.counted
          $0.lockedUntil = refusal.lockedUntil
        })
    case .verifyCode, .confirmEmail: .codeRefused(codeRefused(refusal))
    case .setPassword where refusal.code != nil || refusal.reason == .linkUnknown:
      .codeRefused(codeRefused(refusal))
    case .signIn(let action):
      .signInRefused(
        .make {
          $0.reason = refusal.reason
          $0.counted = refusal.counted
          $0.lockedUntil = refusal.lockedUntil
          $0.device = refusal.device ?? action.device
        })
    default: actionRefused(refusal)
    }
  }

  private func codeRefused(_ refusal: Refusal) -> CodeRefused {
    .make {
      $0.action = request.action.name
      $0.code = refusal.code?.id
      $0.reason = refusal.reason
      $0.counted = refusal.counted
      $0.attempt = (refusal.code?.failures ?? 0) + (refusal.counted ? 1 : 0)
      $0.page = refusal.page?.digest
      $0.lockedUntil = refusal.lockedUntil
    }
  }

  func actionRefused(_ refusal: Refusal) -> Event {
    .actionRefused(
      .make {
        $0.action = request.action.name
        $0.reason = refusal.reason
        $0.rules = refusal.rules
        $0.of = refusal.of
        $0.lockedUntil = refusal.lockedUntil
        if subject == nil, let typed {
          $0.typed = .open(String(typed.text, atMost: CappedText.name))
        }
      })
  }

  /// Refuses for a lock: one fact a minute, so that a flood does not fill the log.
  func refuseLocked(_ meter: FailureMeter, _ refusal: Refusal = Refusal(.locked))
    -> Interruption
  {
    var refusal = refusal
    let last = meter.lockRecordedAt
    refusal.isRecorded = last.map { now >= $0.advanced(by: 60_000) } ?? true
    return .refused(refusal)
  }

  /// Refuses for a comparison that failed, with the lock that follows from it.
  func refuseCounted(
    _ refusal: Refusal, on meter: FailureMeter, failures: Int
  ) -> Interruption {
    var refusal = refusal
    refusal.counted = true
    refusal.lockedUntil = meter.lock(afterFailureAt: now, failures: failures, rules: rules.meters)
    return .refused(refusal)
  }

  /// Refuses unless the image was passed, where the house asks for it (AP-19, MR-16).
  func requireAntiRobot(_ antiRobot: AntiRobot?) throws(Interruption) {
    guard passes(antiRobot) else { throw .refused(Refusal(.antiRobotFailed)) }
  }

  /// Whether the image was passed, or is not asked for; one that was failed is failed everywhere.
  func passes(_ antiRobot: AntiRobot?) -> Bool {
    let isAsked = rules.account.antiRobot.contains(request.action.name)
    return antiRobot == .passed || antiRobot == nil && !isAsked
  }

  /// Refuses when something was asked for too often (catalogue section 7).
  func requireQuietRequests(_ member: Member) throws(Interruption) {
    let times = member.meters.requests
    if let last = times.last, now < last.advanced(by: Int64(rules.meters.requestInterval)) {
      throw .refused(Refusal(.tooSoon))
    }
    let hour = times.count { $0 > now.advanced(by: -3_600_000) }
    let day = times.count { $0 > now.advanced(by: -86_400_000) }
    guard hour < rules.meters.requestsAnHour, day < rules.meters.requestsADay else {
      throw .refused(Refusal(.tooMany))
    }
  }

  /// The page that an action must name.
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

extension Knowledge.VisitorTraffic {
  /// The facts of a minute that are recorded one by one.
  static let perMinute = 60

  /// Lets a fact in, with the count of those kept out since the last one; or keeps it out.
  mutating func admit(_ event: Event, at now: Instant) -> Event? {
    let current = now.milliseconds / 60_000
    if current != minute {
      minute = current
      recorded = 0
    }
    guard recorded < Self.perMinute, case .actionRefused(var refused) = event else {
      unrecorded += 1
      return nil
    }
    recorded += 1
    refused.unrecorded = unrecorded > 0 ? unrecorded : nil
    unrecorded = 0
    return .actionRefused(refused)
  }
}

extension Described {
  /// Makes a value and fills it in.
  package static func make(_ fill: (inout Self) -> Void) -> Self {
    var value = Self()
    fill(&value)
    return value
  }
}
