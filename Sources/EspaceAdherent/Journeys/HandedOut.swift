package import Membership
package import Notation

/// The items that the lines of a story have handed out so far, for the placeholders of later lines
/// (catalogue section 6).
package struct HandedOut: Sendable {
  /// One item that was handed out.
  package struct Item: Sendable {
    /// The kind of the item, and the line that handed it out.
    package let placeholder: Placeholder
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

  /// The number of items that are kept per member; the list is cut when it is twice as long.
  private static let kept = 48

  private var byPlace: [Placeholder: Item] = [:]
  private var byMember: [Token: [Item]] = [:]
  private var latest: [Placeholder.Kind: Item] = [:]

  package init() {}

  /// Adds the items that the action of a line handed out.
  ///
  /// - Parameters:
  ///   - line: The number of the line.
  ///   - member: The member that the action was about.
  ///   - deliveries: The deliveries to be sent.
  ///   - session: The session that the action opened.
  ///   - events: The recorded events.
  ///   - position: The position of the first fact.
  package mutating func add(
    on line: Int, about member: Token?, deliveries: [Delivery], session: UntrustedText?,
    events: [Event], at position: Int
  ) {
    func add(
      _ kind: Placeholder.Kind, _ text: String, id: Token? = nil, format: CodeFormat? = nil
    ) {
      let place = Placeholder(kind, line: line)
      let item = Item(
        placeholder: place, member: member, text: text, id: id, position: position, format: format)
      byPlace[place] = item
      latest[kind] = item
      guard let member else { return }
      byMember[member, default: []].append(item)
      if byMember[member, default: []].count > 2 * Self.kept {
        byMember[member, default: []].removeFirst(Self.kept)
      }
    }
    for delivery in deliveries {
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
    if let session { add(.session, session.text) }
    for event in events {
      if let (kind, id) = event.handedOut ?? member.flatMap(event.enrolled) {
        add(kind, id.description, id: id)
      }
    }
  }

  /// Returns the text of a placeholder of a journey file, or `nil` without such an item.
  ///
  /// - Parameters:
  ///   - text: A text such as `$code`, `$code:3` or `$code!`.
  ///   - member: The member of the latest item, if it is known.
  package func text(of text: String, for member: Token? = nil) -> String? {
    guard var place = Placeholder(text) else { return nil }
    let isWrong = place.isWrong
    place.isWrong = false
    let item: Item? =
      if place.line != nil {
        byPlace[place]
      } else if let member {
        items(of: member).last { $0.placeholder.kind == place.kind }
      } else {
        latest[place.kind]
      }
    return item.map { isWrong ? $0.wrongText : $0.text }
  }

  /// Returns the latest items handed out about a member, the latest last.
  package func items(of member: Token) -> [Item] { byMember[member] ?? [] }
}

extension Event {
  /// The id that the event gives to a thing to which later lines refer.
  fileprivate var handedOut: (Placeholder.Kind, Token)? {
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
  fileprivate func enrolled(_ member: Token) -> (Placeholder.Kind, Token)? {
    if case .memberEnrolled = self { (.member, member) } else { nil }
  }

  /// The types of events that contain the ids to which later lines refer.
  package static let handingOut: Set<String> = [
    DeviceEnrolled.name, LetterRequested.name, ChangeRequestFiled.name, AccessCodeLossReported.name,
    BeneficiaryRecorded.name, MemberEnrolled.name,
  ]
}
