package import Notation

/// Asks for the member's values to be erased (RGPD 17, 12(3)).
public struct RequestErasure: ActionPayload {
  package static let name = ActionName.requestErasure
  package static let actors: [ActorID.Role] = [.member, .administrator]
  package static let refusals: [RefusalReason] = [.alreadyRequested, .reauthenticationNeeded]
  package static let firstEvents: [any EventPayload.Type] = [ErasureRequested.self]

  /// Makes the action; it has no fields of its own.
  public init() {}

  package mutating func describe(_ fields: inout Fields) {}

  /// Asks for erasure, which is to be answered within one calendar month (RGPD 12(3)).
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

/// Erases a member, or as much of them as need not be kept.
public struct EraseMember: ActionPayload {
  package static let name = ActionName.eraseMember
  package static let actors: [ActorID.Role] = [.administrator]
  package static let refusals: [RefusalReason] = [.identityNotVerified]
  package static let firstEvents: [any EventPayload.Type] = [
    ErasureRejected.self, MemberErased.self,
  ]

  /// Why; for `memberRequest` a request must be open.
  public var ground = ErasureGround.memberRequest

  /// Makes the action with the ground `memberRequest`.
  public init() {}

  package mutating func describe(_ fields: inout Fields) { fields("ground", &ground) }

  /// Erases a member; or says what must be kept and why, and erases what need not be (edge 46).
  ///
  /// The same again changes nothing: who is erased stays so, and an answer that nobody asked for
  /// anew is not given twice.
  package func decide(_ decider: inout Decider) throws(Interruption) {
    guard let subject = decider.subject, !subject.isErased else { return }
    if ground == .memberRequest, subject.erasureRequest == nil {
      throw decider.refuse(.identityNotVerified)
    }
    guard let obstacle = subject.obstacle(to: ground, at: decider.now) else {
      decider.erase(PrivateClass.allCases, of: subject, ground)
      return
    }
    if subject.erasureRequest != nil || !obstacle.isSaid(by: subject.erasureRejection) {
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

  /// Whether values are to be held; otherwise the hold is lifted.
  public var held = false
  /// Why, as a short code that names nobody: it will stand in clear in the log.
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
  /// Orders that every private part of some classes is erased.
  mutating func erase(
    _ classes: [PrivateClass], of member: Member, _ ground: ErasureGround
  ) {
    // The sweep need not look for traces: they go by their own term, which is shorter.
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

  /// A line of the log is at most 1 MiB, a position with its comma at most 17 bytes.
  private static let tracesInFact = 50_000
}

/// What stands in the way of an erasure.
struct ErasureObstacle {
  var ground: ErasureRejected.Ground
  var until: Instant?

  /// Whether a rejection says just this.
  func isSaid(by rejection: Member.ErasureRejection?) -> Bool {
    rejection?.ground == ground && rejection?.until == until
  }
}

extension Member {
  /// What must be kept although a ground asks for erasure (RGPD 17(3), edge 46); `nil` for nothing.
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

  /// Whether the values of a closed account were kept for long enough, and nothing holds them.
  package func isRetentionOver(at now: Instant) -> Bool {
    !isErased && closure != nil && obstacle(to: .retentionOver, at: now) == nil
  }

  /// The classes of which private parts are not erased, in their order.
  var heldClasses: [PrivateClass] {
    PrivateClass.allCases.filter { privateParts[$0, default: 0] > 0 }
  }
}
