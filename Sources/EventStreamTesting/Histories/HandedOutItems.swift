public import Membership
public import Notation

/// What the steps of a scenario handed out so far.
struct HandedOutItems: Sendable {
  /// One thing that was handed out.
  struct Item: Sendable {
    let kind: Placeholder.Kind
    let step: Int
    /// Whom the step was about.
    let member: Token?
    let text: String
    /// The id of the code, session or thing, by which a member's state knows it.
    let id: Token?
    /// The position of the step's first fact.
    let position: Int
    let format: CodeFormat?

    var placeholder: Placeholder { Placeholder(kind, of: step) }
  }

  /// How many things of one member are kept in mind.
  private static let kept = 48

  private var byStep: [Placeholder: Item] = [:]
  private var byMember: [Token: [Item]] = [:]

  /// Notes what an answer in memory handed out.
  mutating func note(_ answer: Answer, of step: Int, _ facts: ArraySlice<RecordedEvent>) {
    note(
      answer.member, deliveries: answer.deliveries, session: answer.session, of: step,
      events: facts.lazy.map(\.event), at: facts.first?.position ?? 0)
  }

  /// Notes what the answer to a step handed out.
  ///
  /// - Parameters:
  ///   - member: Whom the step was about.
  ///   - deliveries: What it gave to be sent.
  ///   - session: The session that it opened.
  ///   - step: The index of the step.
  ///   - events: What it recorded.
  ///   - position: The position of its first fact.
  mutating func note(
    _ member: Token?, deliveries: [Delivery], session: UntrustedText?, of step: Int,
    events: some Sequence<Event>, at position: Int
  ) {
    func add(_ kind: Placeholder.Kind, text: String, id: Token?, format: CodeFormat? = nil) {
      let item = Item(
        kind: kind, step: step, member: member, text: text, id: id, position: position,
        format: format)
      byStep[item.placeholder] = item
      guard let member else { return }
      byMember[member, default: []].append(item)
      if byMember[member, default: []].count > 2 * Self.kept {
        byMember[member, default: []].removeFirst(Self.kept)
      }
    }
    for delivery in deliveries {
      add(.delivery, text: delivery.delivery.description, id: delivery.delivery)
      guard let secret = delivery.secret?.text else { continue }
      switch delivery.artefact {
      case .code:
        let isDigits = secret.utf8.allSatisfy { (0x30...0x39).contains($0) }
        let format = isDigits ? CodeFormat.digits(secret.count) : .letters(secret.count)
        add(.code, text: secret, id: delivery.delivery, format: format)
      case .link: add(.link, text: secret, id: delivery.delivery)
      case .temporaryPassword:
        add(.temporaryPassword, text: secret, id: delivery.delivery, format: .letters(secret.count))
      case nil:
        add(delivery.topic == .identifier ? .identifier : .accessCode, text: secret, id: nil)
      }
    }
    if let session { add(.session, text: session.text, id: nil) }
    for event in events {
      switch event {
      case .deviceEnrolled(let event):
        add(.device, text: event.device.description, id: event.device)
      case .letterRequested(let event):
        add(.letter, text: event.letter.description, id: event.letter)
      case .changeRequestFiled(let event):
        add(.request, text: event.request.description, id: event.request)
      case .accessCodeLossReported(let event):
        add(.loss, text: event.loss.description, id: event.loss)
      case .beneficiaryRecorded(let event):
        add(.beneficiary, text: event.beneficiary.description, id: event.beneficiary)
      case .memberEnrolled: add(.member, text: member?.description ?? "", id: member)
      default: break
      }
    }
  }

  /// What a placeholder stands for, as `espace play` would have it; `nil` when nothing was handed out.
  func text(of placeholder: Placeholder) -> String? {
    guard let item = byStep[Placeholder(placeholder.kind, of: placeholder.step)] else { return nil }
    guard placeholder.isWrong else { return item.text }
    if let format = item.format { return OneTimeCodeText.wrong(for: item.text, format: format) }
    return item.text.dropLast() + (item.text.hasSuffix("A") ? "B" : "A")
  }

  /// The latest things that were handed out about a member, the latest last.
  func items(of member: Token) -> [Item] { byMember[member] ?? [] }
}

/// What came of an action in a world in memory.
public struct Answer: Sendable, Equatable {
  /// The three kinds of answers (catalogue section 1).
  public enum Result: Sendable, Equatable {
    /// It was done, or the wished state already held.
    case accepted
    /// It was refused, for a precise reason.
    case refused(RefusalReason)
    /// It was malformed in a field, so nothing is recorded.
    case invalid(String)
  }

  /// What came of it.
  public var result: Result
  /// The time of its facts: the clock's, or the last fact's where the clock had stepped back.
  public var at: Instant
  /// The member whom it was about; `nil` when none was found.
  public var member: Token?
  /// The positions of its facts.
  public var facts: Range<Int>
  /// What was handed out to be sent.
  public var deliveries: [Delivery] = []
  /// The session that it opened.
  public var session: UntrustedText?
  /// What the page may say; `nil` for a malformed action.
  public var publicOutcome: PublicOutcome?
  /// Whether the id was known, so that this is the first answer again.
  public var isRepetition = false

  /// Whether it was accepted.
  public var isAccepted: Bool { result == .accepted }
}

extension Answer.Result: CustomStringConvertible {
  /// `accepted`, `invalid`, or the reason of the refusal: as journey files expect it.
  public var description: String {
    switch self {
    case .accepted: "accepted"
    case .refused(let reason): reason.rawValue
    case .invalid: "invalid"
    }
  }
}
