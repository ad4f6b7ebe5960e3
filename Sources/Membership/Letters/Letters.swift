import Digests
public import Notation

/// Requests a letter (AP-7, MG-7).
public struct RequestLetter: ActionPayload {
  package static let name = ActionName.requestLetter
  package static let actors: [ActorID.Role] = [.visitor]
  package static let refusals: [RefusalReason] = [
    .ambiguousMember, .notOffered, .antiRobotFailed, .notActivated, .postalAddressUnknown,
    .postalAddressChangedRecently, .letterAlreadyDue, .tooMany,
  ]
  package static let firstEvents: [any EventPayload.Type] = [LetterRequested.self]

  /// The page that asks.
  ///
  /// It is not used, because a letter's secret is valid on any page.
  public var page: Page?
  /// The result of the anti-robot image; `nil` is a failure where the house asks for the image.
  public var antiRobot: AntiRobot?

  /// Makes the action; everything it needs is in the request.
  public init() {}

  package mutating func describe(_ fields: inout Fields) {
    fields("page", &page, .pseudonymous)
    fields("antiRobot", &antiRobot)
  }

  package func decide(_ decider: inout Decider) throws(Interruption) {
    let member = try decider.findByVisitor(decider.rules.identifiers.foundBy)
    guard decider.rules.recovery.paths.contains(where: { $0.channel == .letter }) else {
      throw decider.refuse(.notOffered)
    }
    try decider.requireAntiRobot(antiRobot)
    if decider.rules.account.start == .activationLink, member.activation == nil {
      throw decider.refuse(.notActivated)
    }
    guard let entry = member.dossier[.postalAddress], decider.postalAddress(of: member) != nil
    else {
      throw decider.refuse(.postalAddressUnknown)
    }
    let settled = ParisCalendar.adding(
      days: decider.rules.recovery.addressSettledDays, to: entry.mark.at)
    if entry.replaced != nil, decider.now < settled {
      throw decider.refuse(.postalAddressChangedRecently)
    }
    guard !member.letters.contains(where: \.isDue) else { throw decider.refuse(.letterAlreadyDue) }
    let month = ParisCalendar.adding(days: -30, to: decider.now)
    guard member.meters.letters.count(where: { $0 > month }) < decider.rules.meters.lettersAMonth
    else {
      throw decider.refuse(.tooMany)
    }
    let letter = decider.drawToken()
    decider.append(
      .letterRequested(
        .make {
          $0.letter = letter
          let days = decider.rules.recovery.letterDueDays
          $0.dueBy = ParisCalendar.adding(
            days: max(days - decider.rules.recovery.postalDays, 0), to: decider.now)
          $0.receiveBy = ParisCalendar.adding(days: days, to: decider.now)
        }))
  }
}

/// Draws the secret of a due letter, for the printer (AP-7).
public struct DispatchLetter: ActionPayload {
  package static let name = ActionName.dispatchLetter
  package static let actors: [ActorID.Role] = [.mutuelle]
  package static let refusals: [RefusalReason] = [
    .unknownLetter, .letterEnded, .notOffered, .postalAddressUnknown,
  ]
  package static let firstEvents: [any EventPayload.Type] = [CodeRequested.self]

  /// The id of a due letter, from the worklist.
  public var letter = Token(bits: 0)

  /// Makes the action with a placeholder for the letter, to be set.
  public init() {}

  package mutating func describe(_ fields: inout Fields) {
    fields("letter", &letter, .pseudonymous)
  }

  package func decide(_ decider: inout Decider) throws(Interruption) {
    guard let subject = decider.subject else { return }
    guard let letter = subject.letters.first(where: { $0.id == self.letter }) else {
      throw decider.refuse(.unknownLetter, of: self.letter)
    }
    guard letter.isDue else { throw decider.refuse(.letterEnded, of: self.letter) }
    if subject.block != nil { throw decider.refuse(.accessBlocked, of: self.letter) }
    guard let path = decider.rules.recovery.paths.first(where: { $0.channel == .letter }) else {
      throw decider.refuse(.notOffered, of: self.letter)
    }
    guard let address = decider.postalAddress(of: subject) else {
      throw decider.refuse(.postalAddressUnknown, of: self.letter)
    }
    decider.issue(
      Decider.Issue(purpose: .setPassword, path: path, to: .postalAddress, letter: letter.id),
      to: address)
  }
}

/// `letter.requested`: a letter with a secret is due; the secret is drawn at printing (AP-7).
public struct LetterRequested: EventPayload {
  package static let name = "letter.requested"
  package static let serves = "AP-7, MG-7, edge 19"

  /// The id of the letter, which the code drawn for it names.
  public var letter = Token(bits: 0)
  /// The deadline for posting, which leaves the house's days for the post.
  ///
  /// In facts without `receiveBy` it is the deadline for receipt.
  public var dueBy = Instant.earliest
  /// The deadline for receipt (AP-7: « recevoir … sous huit jours »).
  ///
  /// It is the house's calendar days after the request, in Europe/Paris. It is `nil` in facts of
  /// the earlier format, which has only `dueBy`.
  public var receiveBy: Instant?

  /// Makes the event with placeholders for its required fields, to be set one by one.
  public init() {}

  package mutating func describe(_ fields: inout Fields) {
    fields("letter", &letter, .pseudonymous)
    fields("dueBy", &dueBy)
    fields("receiveBy", &receiveBy)
  }

  package func evolve(_ member: inout Member, by fact: RecordedEvent, at mark: Mark) {
    member.letters.append(
      Member.Letter(
        id: letter, dueBy: dueBy, receiveBy: receiveBy ?? dueBy,
        mark: mark))
    member.letters.keepLatest(Member.remembered) { $0.isDue }
    member.meters.letters.append(mark.at)
    member.meters.letters.keepLast(Meters.requestsKept)
  }
}

extension Member {
  /// A letter with a secret, from the request to the post.
  public struct Letter: Sendable, Equatable {
    /// The id of the letter.
    public let id: Token
    /// The deadline for posting; a letter past it is overdue and still due.
    public let dueBy: Instant
    /// The deadline for receipt (AP-7, MG-7).
    public let receiveBy: Instant
    /// The fact that asked for it.
    public let mark: Mark
    /// The id of the code drawn at the last printing; `nil` before.
    public internal(set) var code: Token?
    /// The fact that reports its posting; `nil` before.
    public internal(set) var posted: Mark?
    /// The fact that ended it, such as a new password or the closing of the account, or `nil`.
    public internal(set) var end: Mark?

    /// Whether it still has to be posted.
    public var isDue: Bool { posted == nil && end == nil }
  }
}
