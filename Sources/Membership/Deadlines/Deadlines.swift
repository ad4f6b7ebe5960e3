import Digests
public import Notation

/// Records the deadlines that have passed (edges 13 to 16).
public struct Sweep: ActionPayload {
  package static let name = ActionName.sweep
  package static let actors: [ActorID.Role] = [.clock]
  package static let firstEvents: [any EventPayload.Type] = [
    DeadlinePassed.self, MemberErased.self, RetentionSwept.self,
  ]

  /// Makes the action, which has no fields.
  public init() {}

  package mutating func describe(_ fields: inout Fields) {}

  /// Records the member's passed deadlines and erases a member at the end of retention.
  ///
  /// Only deadlines without a fact are recorded. A sweep changes no other state.
  package func decide(_ decider: inout Decider) throws(Interruption) {
    guard let text = decider.request.member?.text, let id = Token(text),
      let member = decider.context.member(id)
    else { return }
    decider.subject = member
    for due in member.deadlinesPassed(of: decider.context.house, at: decider.now) {
      decider.append(
        .deadlinePassed(
          .make {
            $0.what = due.what
            $0.of = due.of
            $0.deadline = due.deadline
          }))
    }
    if member.isRetentionOver(at: decider.now) {
      decider.erase(PrivateClass.allCases, of: member, .retentionOver)
    }
  }
}

/// The kinds of deadlines (edges 13 to 16).
public enum DeadlineKind: String, Sendable, CaseIterable {
  /// A registration that was not activated (UM-20).
  case registration
  /// A one-time secret that was not used.
  case code
  /// A letter that was not posted in time and stays due (AP-7).
  case letter
  /// A change request that was not decided, or not answered, in time.
  case changeRequest
  /// A request for erasure that was not answered in time (RGPD 12(3)).
  case erasure
  /// A password old enough for a renewal to be advised (AP-17).
  case passwordRenewal
}

extension DeadlineKind: WireEnum {
  package static let wireNames = WireNames<DeadlineKind>()
}

extension Member {
  /// Returns the passed deadlines at an instant that have no fact yet, in order of time.
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

  /// The earliest deadline after which a sweep has something to record or to erase; `nil` if there
  /// is none.
  ///
  /// The renewal of a password is left out, because it depends on the house's rules.
  package var nextDeadline: Instant? {
    let recorded = deadlinesPassed(of: House(), at: .latest).first?.deadline
    let retention = isErased || hold != nil ? nil : closure?.retainUntil
    return [recorded, retention].compactMap { $0 }.min()
  }

  /// Returns whether a sweep at an instant would record a deadline or end the retention of values.
  package func hasDeadlinesPassed(of house: House, at now: Instant) -> Bool {
    isRetentionOver(at: now) || !deadlinesPassed(of: house, at: now).isEmpty
  }
}

/// `deadline.passed`: the clock saw that a deadline passed.
///
/// No decision except a sweep reads it.
public struct DeadlinePassed: EventPayload {
  package static let name = "deadline.passed"
  package static let serves = "UM-20, UM-24, AP-7, AP-17, MG-7, edges 13 to 16"

  /// The kind of deadline.
  public var what = DeadlineKind.code
  /// The id of the registration, code, letter, change request or request for erasure.
  ///
  /// For `passwordRenewal` it is the member's id.
  public var of = Token(bits: 0)
  /// The last instant in time.
  ///
  /// A deadline that is moved later can therefore pass again.
  public var deadline = Instant.earliest

  /// Makes the event with placeholders for its required fields, to be set one by one.
  public init() {}

  package mutating func describe(_ fields: inout Fields) {
    fields("what", &what)
    fields("of", &of, .pseudonymous)
    fields("deadline", &deadline)
  }

  package func evolve(_ member: inout Member, by fact: RecordedEvent, at mark: Mark) {
    member.passedDeadlines.append(
      Member.PassedDeadline(what: what, of: of, deadline: deadline))
  }
}

extension Member {
  /// A passed deadline that was recorded.
  public struct PassedDeadline: Sendable, Equatable {
    /// The kind of deadline.
    public let what: DeadlineKind
    /// The id of the registration, code, letter or request, or the member's id.
    public let of: Token
    /// The last instant in time.
    public let deadline: Instant
  }
}
