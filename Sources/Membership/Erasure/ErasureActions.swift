package import FoundationEssentials
package import Notation

/// Requests the erasure of the member's values (RGPD 17, 12(3)).
public struct RequestErasure: ActionPayload {
  package static let name = ActionName.requestErasure
  package static let actors: [ActorID.Role] = [.member, .administrator]
  package static let refusals: [RefusalReason] = [.alreadyRequested, .reauthenticationNeeded]
  package static let firstEvents: [any EventPayload.Type] = [ErasureRequested.self]

  /// Makes the action, which has no fields.
  public init() {}

  package mutating func describe(_ fields: inout Fields) {}

  /// Requests erasure; the answer is due within one calendar month (RGPD 12(3)).
  package func decide(_ decider: inout Decider) throws(Interruption) {
    guard let subject = decider.subject else { return }
    if let open = subject.erasureRequest { throw decider.refuse(.alreadyRequested, of: open.id) }
    try decider.requireFreshSession()
    let erasure = decider.drawToken()
    decider.append(
      .erasureRequested(
        .make {
          $0.erasure = erasure
          $0.dueBy = ParisCalendar.adding(months: 1, to: decider.now)
        }))
  }
}

/// Erases a member, or the values that need not be kept.
public struct EraseMember: ActionPayload {
  package static let name = ActionName.eraseMember
  package static let actors: [ActorID.Role] = [.administrator]
  package static let refusals: [RefusalReason] = [.identityNotVerified]
  package static let firstEvents: [any EventPayload.Type] = [
    ErasureRejected.self, MemberErased.self,
  ]

  /// The ground; `memberRequest` needs an open request.
  public var ground = ErasureGround.memberRequest

  /// Makes the action with the ground `memberRequest`.
  public init() {}

  package mutating func describe(_ fields: inout Fields) { fields("ground", &ground) }

  /// Erases a member, or rejects the erasure and erases only accessory classes (edge 46).
  ///
  /// A repeated action changes nothing: an erased member stays erased. The same rejection is
  /// recorded again only after a new request.
  package func decide(_ decider: inout Decider) throws(Interruption) {
    guard let subject = decider.subject, !subject.isErased else { return }
    if ground == .memberRequest, subject.erasureRequest == nil {
      throw decider.refuse(.identityNotVerified)
    }
    guard let obstacle = subject.obstacle(to: ground, at: decider.now) else {
      decider.erase(PrivateClass.allCases, of: subject, ground)
      return
    }
    if subject.erasureRequest != nil || !obstacle.isStated(by: subject.erasureRejection) {
      decider.append(
        .erasureRejected(
          .make {
            $0.erasure = subject.erasureRequest?.id
            $0.kept = subject.heldClasses.filter { !PrivateClass.accessory.contains($0) }
            $0.ground = obstacle.ground
            $0.until = obstacle.until
          }))
    }
    guard subject.heldClasses.contains(where: PrivateClass.accessory.contains) else { return }
    decider.erase(PrivateClass.accessory, of: subject, ground)
  }
}

/// Sets or lifts a legal hold (edge 46).
public struct SetLegalHold: ActionPayload {
  package static let name = ActionName.setLegalHold
  package static let actors: [ActorID.Role] = [.administrator]
  package static let firstEvents: [any EventPayload.Type] = [LegalHoldSet.self]

  /// Whether a hold is set; `false` lifts it.
  public var held = false
  /// The reason, as a short code without personal data, stored in clear in the log.
  public var ground: Slug = "unspecified"

  /// Makes the action with placeholders for its required fields, to be set one by one.
  public init() {}

  package mutating func describe(_ fields: inout Fields) {
    fields("held", &held)
    fields("ground", &ground)
  }

  package func decide(_ decider: inout Decider) throws(Interruption) {
    guard let subject = decider.subject else { return }
    let ground = self.ground.text
    guard held ? subject.hold?.ground != ground : subject.hold != nil else { return }
    decider.append(.legalHoldSet(.make { ($0.held, $0.ground) = (held, ground) }))
  }
}

extension Decider {
  /// Appends the facts that erase every private part of some classes.
  mutating func erase(
    _ classes: [PrivateClass], of member: Member, _ ground: ErasureGround
  ) {
    // The sweep skips the search for traces, because they have their own, shorter retention.
    let isLookedFor = classes.contains(.identity) && ground != .retentionOver
    var traces = (isLookedFor ? context.traces(member) : [])[...]
    var counts: [MemberErased.Count] = classes.compactMap { privateClass in
      member.privateParts[privateClass].map { count in
        .make { ($0.privateClass, $0.count) = (privateClass, count) }
      }
    }
    repeat {
      append(
        .memberErased(
          .make {
            $0.classes = classes
            $0.counts = counts
            $0.ground = ground
            $0.traces = Array(traces.prefix(Self.tracesInFact))
          }))
      counts = []
      traces = traces.dropFirst(Self.tracesInFact)
    } while !traces.isEmpty
  }

  /// The highest number of traces in one fact.
  ///
  /// A line of the log is at most 1 MiB, a position with its comma at most 17 bytes.
  private static let tracesInFact = 50_000
}

/// An obstacle to an erasure.
struct ErasureObstacle {
  var ground: ErasureRejected.Ground
  var until: Instant?

  /// Returns whether a rejection states the same ground and the same end.
  func isStated(by rejection: Member.ErasureRejection?) -> Bool {
    rejection?.ground == ground && rejection?.until == until
  }
}

extension Member {
  /// Returns the obstacle to an erasure on a ground (RGPD 17(3), edge 46), or `nil`.
  func obstacle(to ground: ErasureGround, at now: Instant) -> ErasureObstacle? {
    if hold != nil { return ErasureObstacle(ground: .legalHold) }
    switch ground {
    case .objection, .unlawfulProcessing, .legalObligation: return nil
    case .memberRequest, .retentionOver: break
    }
    guard let closure else { return ErasureObstacle(ground: .contractActive) }
    guard Deadline.isPassed(closure.retainUntil, now: now) else {
      return ErasureObstacle(ground: .limitationRunning, until: closure.retainUntil)
    }
    return nil
  }

  /// Returns whether the retention of a closed account is over, without a legal hold.
  package func isRetentionOver(at now: Instant) -> Bool {
    !isErased && closure != nil && obstacle(to: .retentionOver, at: now) == nil
  }

  /// The classes with private parts that are not erased, in their order.
  var heldClasses: [PrivateClass] {
    PrivateClass.allCases.filter { privateParts[$0, default: 0] > 0 }
  }
}

extension RetentionSwept {
  /// Returns the house's events of a sweep: one per kind of values that were erased.
  ///
  /// - Parameters:
  ///   - traces: The number of erased traces, all older than `before`.
  ///   - before: The instant before which traces are erased.
  ///   - facts: The number of erased private parts of facts.
  ///   - now: The instant of the sweep.
  package static func drafts(
    traces: Int, before: Instant, facts: Int, at now: Instant
  ) -> [Decision.Draft] {
    let due: [(kind: Kind, before: Instant, count: Int)] = [
      (.traces, before, traces), (.facts, now, facts),
    ]
    return due.filter { $0.count > 0 }.map { due in
      Decision.Draft(
        stream: .house,
        event: .retentionSwept(
          .make { ($0.kind, $0.before, $0.count) = (due.kind, due.before, due.count) }))
    }
  }
}

extension ActionRequest {
  /// Returns the sweep of one member that is part of this sweep of the house.
  ///
  /// - Parameters:
  ///   - member: The member.
  ///   - id: The id of the part; its correlation is that of the whole sweep.
  package func sweeping(_ member: Token, as id: UUID) -> ActionRequest {
    ActionRequest(
      id: id, at: at, by: by, member: UntrustedText(member.description), session: session,
      correlation: correlation ?? self.id, action)
  }
}
