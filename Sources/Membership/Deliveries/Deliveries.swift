import Digests
public import Notation

/// What a notice tells the member (ASVS 5.0 6.3.7: every change of a credential is told).
public enum NoticeTopic: String, Sendable, CaseIterable {
  /// The identifier itself, at enrolment or when it was lost (FM-5, FM-6).
  case identifier
  /// A password was set or changed.
  case passwordSet
  /// The account exists: told to the other contacts on file, lest a stranger made it (edge 30).
  case accountActivated
  /// Another address was given or is on file: told at the one before.
  case emailChanged
  /// Another member has the same address, so both see what is mailed there (FM-21).
  case emailShared
  /// A new access code; by letter the code itself, by e-mail only the news (UM-37).
  case accessCodeReissued
  /// A device was enrolled (MG-9).
  case deviceEnrolled
  /// A change of bank details was asked for (edge 37).
  case bankDetailsAsked
  /// A change request was accepted or rejected (UM-27).
  case changeRequestDecided
  /// Staff closed the way in.
  case accessBlocked
}

extension NoticeTopic: WireEnum {
  package static let wireNames = WireNames<NoticeTopic>()
}

/// Says what became of a message.
public struct ReportDelivery: ActionPayload {
  package static let name = ActionName.reportDelivery
  package static let actors: [ActorID.Role] = [.carrier]
  package static let refusals: [RefusalReason] = [.unknownDelivery, .alreadyReported]
  package static let firstEvents: [any EventPayload.Type] = [DeliveryReported.self]

  /// The id that the delivery had when it was handed to the host.
  public var delivery = Token(bits: 0)
  /// What became of it.
  public var outcome = DeliveryReported.Outcome.sent
  /// What the carrier says of it, which will stand in clear in the log; absent for nothing.
  public var reason: Slug?

  /// Makes the action with placeholders for its required fields, to be set one by one.
  public init() {}

  package mutating func describe(_ fields: inout Fields) {
    fields("delivery", &delivery, .pseudonymous)
    fields("outcome", &outcome)
    fields("reason", &reason)
  }

  package func decide(_ decider: inout Decider) throws(Interruption) {
    guard let subject = decider.subject else { return }
    guard let sending = subject.deliveries.last(where: { $0.id == delivery }) else {
      throw decider.refuse(.unknownDelivery, of: delivery)
    }
    let isNews = sending.outcome == nil || sending.outcome == .sent && outcome != .sent
    guard isNews else { throw decider.refuse(.alreadyReported, of: delivery) }
    decider.append(
      .deliveryReported(
        .make {
          $0.delivery = delivery
          $0.outcome = outcome
          $0.reason = reason?.text
        }))
    guard outcome == .bounced, case .email(let id) = sending.to,
      let email = subject.emails.first(where: { $0.id == id }),
      email.state == .onFile || email.state == .pending
    else { return }
    decider.append(
      .emailInvalidated(
        .make {
          $0.email = id
          $0.reason = .bounced
        }))
  }
}

/// `delivery.reported`: the carrier says what became of a message.
public struct DeliveryReported: EventPayload {
  package static let name = "delivery.reported"
  package static let serves = "FM-5, FM-17, AP-7, AP-11, MR-12, MG-15, UM-24"

  /// What became of a message, as its carrier knows.
  public enum Outcome: String, Sendable, CaseIterable {
    /// The carrier took it over; a letter is posted from here on.
    case sent
    /// It could not be sent at all.
    case failed
    /// The mailbox refused it: the address is invalidated in the same append (FM-17).
    case bounced
    /// The post brought the letter back.
    case returned
  }

  /// The id of the code or of the notice that was to be delivered.
  public var delivery = Token(bits: 0)
  /// What became of it; `sent` may be followed by one worse outcome.
  public var outcome = Outcome.sent
  /// What the carrier says of it, in clear in the log, such as an SMTP reply code; absent when it
  /// says nothing.
  public var reason: String?

  /// Makes the event with placeholders for its required fields, to be set one by one.
  public init() {}

  package mutating func describe(_ fields: inout Fields) {
    fields("delivery", &delivery, .pseudonymous)
    fields("outcome", &outcome)
    fields("reason", &reason)
  }

  package func evolve(_ member: inout Member, by fact: RecordedEvent, at mark: Mark) {
    member.report(self, mark)
  }
}

extension DeliveryReported.Outcome: WireEnum {
  package static let wireNames = WireNames<DeliveryReported.Outcome>()
}

/// `notice.issued`: the member is told of something, at one destination.
public struct NoticeIssued: EventPayload {
  package static let name = "notice.issued"
  package static let serves = "FM-5, FM-6, FM-21, UM-37, edges 28, 30, 37"

  /// The id of the notice, and of its delivery.
  public var notice = Token(bits: 0)
  /// What the member is told; the text itself is the host's.
  public var topic = NoticeTopic.identifier
  /// The way it was sent, which follows from the destination.
  public var channel = Channel.email
  /// Where it was sent; each destination has a fact of its own.
  public var to = Destination.phone

  /// Makes the event with placeholders for its required fields, to be set one by one.
  public init() {}

  package mutating func describe(_ fields: inout Fields) {
    fields("notice", &notice, .pseudonymous)
    fields("topic", &topic)
    fields("channel", &channel)
    fields("to", &to, .pseudonymous)
  }

  package func evolve(_ member: inout Member, by fact: RecordedEvent, at mark: Mark) {
    member.send(notice, to: to, topic: topic, mark)
    if topic == .identifier { member.meters.countRequest(fact) }
  }
}

extension Member {
  /// Something that was sent: a code, a link, a notice.
  public struct SentMessage: Sendable, Equatable {
    /// The id of the code or of the notice.
    public let id: Token
    /// Where it was sent.
    public let to: Destination
    /// What a notice is about; `nil` for a code, a link or a temporary password.
    public let topic: NoticeTopic?
    /// The fact that issued it.
    public let mark: Mark
    /// What the carrier said of it last; `nil` while it said nothing.
    public internal(set) var outcome: DeliveryReported.Outcome?
  }

  mutating func report(_ event: DeliveryReported, _ mark: Mark) {
    if let index = deliveries.firstIndex(where: { $0.id == event.delivery }) {
      deliveries[index].outcome = event.outcome
    }
    guard event.outcome == .sent,
      let letter = codes.first(where: { $0.id == event.delivery })?.letter,
      let index = letters.firstIndex(where: { $0.id == letter })
    else { return }
    letters[index].posted = letters[index].posted ?? mark
  }

  mutating func send(_ id: Token, to: Destination, topic: NoticeTopic?, _ mark: Mark) {
    deliveries.append(SentMessage(id: id, to: to, topic: topic, mark: mark))
    deliveries.keepLast(2 * Self.remembered)
  }
}
