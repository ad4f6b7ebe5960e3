public import Membership
public import Notation

/// The items that the steps of a scenario have handed out so far.
struct HandedOutItems: Sendable {
  /// One item that was handed out.
  struct Item: Sendable {
    let kind: Placeholder.Kind
    let step: Int
    /// The member that the step was about.
    let member: Token?
    let text: String
    /// The id of the code, session or thing in the member's state.
    let id: Token?
    /// The position of the step's first fact.
    let position: Int
    let format: CodeFormat?

    var placeholder: Placeholder { Placeholder(kind, of: step) }
  }

  /// The number of items that are kept per member; the list is cut when it is twice as long.
  private static let kept = 48

  private var byStep: [Placeholder: Item] = [:]
  private var byMember: [Token: [Item]] = [:]

  /// Records the items that an answer in memory hands out.
  mutating func note(_ answer: Answer, of step: Int, _ facts: ArraySlice<RecordedEvent>) {
    note(
      answer.member, deliveries: answer.deliveries, session: answer.session, of: step,
      events: facts.lazy.map(\.event), at: facts.first?.position ?? 0)
  }

  /// Records the items that the answer to a step hands out.
  ///
  /// - Parameters:
  ///   - member: The member that the step was about.
  ///   - deliveries: The deliveries to be sent.
  ///   - session: The session that the step opened.
  ///   - step: The index of the step.
  ///   - events: The recorded events.
  ///   - position: The position of the first fact.
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

  /// Returns the text of a placeholder as `espace play` computes it, or `nil` without such an item.
  func text(of placeholder: Placeholder) -> String? {
    guard let item = byStep[Placeholder(placeholder.kind, of: placeholder.step)] else { return nil }
    guard placeholder.isWrong else { return item.text }
    if let format = item.format { return OneTimeCodeText.wrong(for: item.text, format: format) }
    return item.text.dropLast() + (item.text.hasSuffix("A") ? "B" : "A")
  }

  /// Returns the latest items handed out about a member, the latest last.
  func items(of member: Token) -> [Item] { byMember[member] ?? [] }
}

/// The answer to an action in a world in memory.
public struct Answer: Sendable, Equatable {
  /// The three kinds of results (catalogue section 1).
  public enum Result: Sendable, Equatable {
    /// The action was performed, or the requested state already held.
    case accepted
    /// The action was refused for a specific reason.
    case refused(RefusalReason)
    /// The action was malformed in a field, so nothing is recorded.
    case invalid(String)
  }

  /// The result.
  public var result: Result
  /// The time of the facts: the clock's, or the last fact's if the clock has stepped back.
  public var at: Instant
  /// The member that the action was about; `nil` when no member was found.
  public var member: Token?
  /// The positions of the facts.
  public var facts: Range<Int>
  /// The deliveries to be sent.
  public var deliveries: [Delivery] = []
  /// The session that the action opened.
  public var session: UntrustedText?
  /// The outcome that a page may show; `nil` for a malformed action.
  public var publicOutcome: PublicOutcome?
  /// Whether the id was already recorded, so that this answer repeats the first one.
  public var isRepetition = false

  /// Whether the action was accepted.
  public var isAccepted: Bool { result == .accepted }
}

extension Answer.Result: CustomStringConvertible {
  /// `accepted`, `invalid`, or the reason for the refusal, as journey files expect it.
  public var description: String {
    switch self {
    case .accepted: "accepted"
    case .refused(let reason): reason.rawValue
    case .invalid: "invalid"
    }
  }
}
