import Digests
public import Notation

/// Records the deadlines that have passed (edges 13 to 16).
public struct Sweep: ActionPayload {
  package static let name = ActionName.sweep
  package static let actors: [ActorID.Role] = [.clock]
  package static let firstEvents: [any EventPayload.Type] = [
    DeadlinePassed.self, MemberErased.self, RetentionSwept.self,
  ]

  /// Makes the action; it has no fields of its own.
  public init() {}

  package mutating func describe(_ fields: inout Fields) {}

  /// Records the deadlines of a member that passed and were not recorded, and erases a member whose
  /// values were kept for long enough; nothing else changes.
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

/// What has a time that can pass (edges 13 to 16).
public enum DeadlineKind: String, Sendable, CaseIterable {
  /// A registration that was not activated (UM-20).
  case registration
  /// A one-time secret that nobody used.
  case code
  /// A letter that was not posted in time; it stays due (AP-7).
  case letter
  /// A change request not decided, or not answered, in time.
  case changeRequest
  /// An erasure that was asked for and not answered in time (RGPD 12(3)).
  case erasure
  /// A password old enough for a renewal to be advised (AP-17).
  case passwordRenewal
}

extension DeadlineKind: WireEnum {
  package static let wireNames = WireNames<DeadlineKind>()
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

/// `deadline.passed`: the clock saw that something's time is over; no decision reads it.
public struct DeadlinePassed: EventPayload {
  package static let name = "deadline.passed"
  package static let serves = "UM-20, UM-24, AP-7, AP-17, MG-7, edges 13 to 16"

  /// The kind of thing whose time is over.
  public var what = DeadlineKind.code
  /// The id of the registration, code, letter or change request; for `passwordRenewal` the
  /// member's.
  public var of = Token(bits: 0)
  /// The last instant that was in time, so that a deadline moved later can pass again.
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
  /// A deadline whose passing was recorded.
  public struct PassedDeadline: Sendable, Equatable {
    /// The kind of thing whose time was over.
    public let what: DeadlineKind
    /// The id of that thing.
    public let of: Token
    /// The last instant that was in time.
    public let deadline: Instant
  }
}
