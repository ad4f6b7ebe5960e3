import Digests
public import Notation

/// The topics of notices to the member.
///
/// The member is notified of every change of a credential (ASVS 5.0 6.3.7).
public enum NoticeTopic: String, Sendable, CaseIterable {
  /// The identifier itself, at enrolment or after it was lost (FM-5, FM-6).
  case identifier
  /// A password was set or changed.
  case passwordSet
  /// The account exists.
  ///
  /// The notice is sent to the other contacts on file, in case a stranger made the account
  /// (edge 30).
  case accountActivated
  /// Another address was given or put on file; the notice is sent to the previous one.
  case emailChanged
  /// Another member has the same address, so both can read the mail sent there (FM-21).
  case emailShared
  /// A new access code: a letter contains the code, an e-mail only announces it (UM-37).
  case accessCodeReissued
  /// A device was enrolled (MG-9).
  case deviceEnrolled
  /// A change of bank details was requested (edge 37).
  case bankDetailsAsked
  /// A change request was accepted or rejected (UM-27).
  case changeRequestDecided
  /// Staff blocked the member's access.
  case accessBlocked
}

extension NoticeTopic: WireEnum {
  package static let wireNames = WireNames<NoticeTopic>()
}

/// Reports the outcome of a delivery.
public struct ReportDelivery: ActionPayload {
  package static let name = ActionName.reportDelivery
  package static let actors: [ActorID.Role] = [.carrier]
  package static let refusals: [RefusalReason] = [.unknownDelivery, .alreadyReported]
  package static let firstEvents: [any EventPayload.Type] = [DeliveryReported.self]

  /// The id of the delivery, as given to the host.
  public var delivery = Token(bits: 0)
  /// The outcome of the delivery.
  public var outcome = DeliveryReported.Outcome.sent
  /// The carrier's reason, stored in clear in the log, or `nil`.
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

/// `delivery.reported`: the carrier reported the outcome of a delivery.
public struct DeliveryReported: EventPayload {
  package static let name = "delivery.reported"
  package static let serves = "FM-5, FM-17, AP-7, AP-11, MR-12, MG-15, UM-24"

  /// The outcomes of a delivery that a carrier reports.
  public enum Outcome: String, Sendable, CaseIterable {
    /// The carrier accepted it; a letter is posted from this fact on.
    case sent
    /// The message could not be sent at all.
    case failed
    /// The mailbox refused it; the address is invalidated in the same append (FM-17).
    case bounced
    /// The post returned the letter.
    case returned
  }

  /// The id of the code or of the notice that was sent.
  public var delivery = Token(bits: 0)
  /// The outcome; `sent` may be followed by one worse outcome.
  public var outcome = Outcome.sent
  /// The carrier's reason, in clear in the log, such as an SMTP reply code, or `nil`.
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

/// `notice.issued`: a notice was sent to the member, at one destination.
public struct NoticeIssued: EventPayload {
  package static let name = "notice.issued"
  package static let serves = "FM-5, FM-6, FM-21, UM-37, edges 28, 30, 37"

  /// The id of the notice, and of its delivery.
  public var notice = Token(bits: 0)
  /// The topic of the notice; the host writes the text.
  public var topic = NoticeTopic.identifier
  /// The channel, which follows from the destination.
  public var channel = Channel.email
  /// The destination; each destination has a separate fact.
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
  /// A sent message: a code, a link, a temporary password or a notice.
  public struct SentMessage: Sendable, Equatable {
    /// The id of the code or of the notice.
    public let id: Token
    /// The destination.
    public let to: Destination
    /// The topic of a notice, or `nil` for a code, a link or a temporary password.
    public let topic: NoticeTopic?
    /// The fact that issued it.
    public let mark: Mark
    /// The outcome that the carrier reported last, or `nil` before the first report.
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
