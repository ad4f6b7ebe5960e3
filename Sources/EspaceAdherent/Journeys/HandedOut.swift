package import Membership
package import Notation

/// The items that the lines of a story have handed out so far, for the placeholders of later lines
/// (catalogue section 6).
package struct HandedOut: Sendable {
  /// The kinds of items that placeholders name.
  package enum Kind: String, Sendable, CaseIterable {
    case code, link, temporaryPassword, identifier, accessCode, session, device, letter, request
    case loss, delivery, beneficiary, member
  }

  /// One item that was handed out.
  package struct Item: Sendable {
    package let kind: Kind
    /// The line, or the index of the step, that handed it out.
    package let line: Int
    /// The member that the line was about.
    package let member: Token?
    /// The text, as a visitor would type it.
    package let text: String
    /// The id of the code, session or thing in the member's state.
    package let id: Token?
    /// The position of the line's first fact.
    package let position: Int
    let format: CodeFormat?

    /// A wrong text of the same form.
    var wrongText: String {
      if let format { return OneTimeCodeText.wrong(for: text, format: format) }
      return text.dropLast() + (text.hasSuffix("A") ? "B" : "A")
    }
  }

  /// What an action was about, and what its answer handed out.
  package struct Handover {
    let member: Token?
    let deliveries: [Delivery]
    let session: UntrustedText?
    let events: [Event]
    let position: Int

    /// Makes the handover of an action.
    ///
    /// - Parameters:
    ///   - member: The member that the action was about.
    ///   - deliveries: The deliveries to be sent.
    ///   - session: The session that the action opened.
    ///   - events: The recorded events.
    ///   - position: The position of the first fact.
    package init(
      about member: Token?, deliveries: [Delivery], session: UntrustedText?, events: [Event],
      at position: Int
    ) {
      self.member = member
      self.deliveries = deliveries
      self.session = session
      self.events = events
      self.position = position
    }
  }

  private struct Place: Hashable {
    let kind: Kind
    let line: Int
  }

  /// The number of items that are kept per member; the list is cut when it is twice as long.
  private static let kept = 48

  private var byPlace: [Place: Item] = [:]
  private var byMember: [Token: [Item]] = [:]
  private var latest: [Kind: Item] = [:]

  package init() {}

  /// Adds the items that a line handed out.
  package mutating func add(_ handover: Handover, on line: Int) {
    func add(_ kind: Kind, _ text: String, id: Token? = nil, format: CodeFormat? = nil) {
      let item = Item(
        kind: kind, line: line, member: handover.member, text: text, id: id,
        position: handover.position, format: format)
      byPlace[Place(kind: kind, line: line)] = item
      latest[kind] = item
      guard let member = item.member else { return }
      byMember[member, default: []].append(item)
      if byMember[member, default: []].count > 2 * Self.kept {
        byMember[member, default: []].removeFirst(Self.kept)
      }
    }
    for delivery in handover.deliveries {
      add(.delivery, delivery.delivery.description, id: delivery.delivery)
      guard let secret = delivery.secret?.text else { continue }
      switch delivery.artefact {
      case .code:
        let isDigits = secret.utf8.allSatisfy { (0x30...0x39).contains($0) }
        let format = isDigits ? CodeFormat.digits(secret.count) : .letters(secret.count)
        add(.code, secret, id: delivery.delivery, format: format)
      case .link: add(.link, secret, id: delivery.delivery)
      case .temporaryPassword:
        add(.temporaryPassword, secret, id: delivery.delivery, format: .letters(secret.count))
      case nil: add(delivery.topic == .identifier ? .identifier : .accessCode, secret)
      }
    }
    if let session = handover.session { add(.session, session.text) }
    for event in handover.events {
      if let (kind, id) = event.handedOut ?? handover.member.flatMap(event.enrolled) {
        add(kind, id.description, id: id)
      }
    }
  }

  /// Returns the text of an item, or `nil` if no such item was handed out.
  ///
  /// - Parameters:
  ///   - kind: The kind of item.
  ///   - line: The line that handed it out; `nil` for the latest item.
  ///   - member: The member of the latest item, if it is known.
  ///   - isWrong: Whether a wrong text of the same form is meant.
  package func text(
    of kind: Kind, line: Int?, for member: Token? = nil, isWrong: Bool = false
  ) -> String? {
    let item: Item? =
      if let line {
        byPlace[Place(kind: kind, line: line)]
      } else if let member {
        items(of: member).last { $0.kind == kind }
      } else {
        latest[kind]
      }
    return item.map { isWrong ? $0.wrongText : $0.text }
  }

  /// Returns the latest items handed out about a member, the latest last.
  package func items(of member: Token) -> [Item] { byMember[member] ?? [] }
}

extension Event {
  /// The id that the event gives to a thing to which later lines refer.
  fileprivate var handedOut: (HandedOut.Kind, Token)? {
    switch self {
    case .deviceEnrolled(let event): (.device, event.device)
    case .letterRequested(let event): (.letter, event.letter)
    case .changeRequestFiled(let event): (.request, event.request)
    case .accessCodeLossReported(let event): (.loss, event.loss)
    case .beneficiaryRecorded(let event): (.beneficiary, event.beneficiary)
    default: nil
    }
  }

  /// Returns the id of the member that the event enrols.
  fileprivate func enrolled(_ member: Token) -> (HandedOut.Kind, Token)? {
    if case .memberEnrolled = self { (.member, member) } else { nil }
  }

  /// The types of events that contain the ids to which later lines refer.
  package static let handingOut: Set<String> = [
    DeviceEnrolled.name, LetterRequested.name, ChangeRequestFiled.name, AccessCodeLossReported.name,
    BeneficiaryRecorded.name, MemberEnrolled.name,
  ]
}
