import Digests
public import Notation

/// Asks for a letter (AP-7, MG-7).
public struct RequestLetter: Described {
  /// The page that asks; read and not used, since what a letter carries is good on any page.
  public var page: Page?
  /// What came of the anti-robot image; absent is a failure where the house asks for it.
  public var antiRobot: AntiRobot?

  /// Makes the action; everything it needs is in the request.
  public init() {}

  package mutating func describe(_ fields: inout Fields) {
    fields("page", &page, .pseudonymous)
    fields("antiRobot", &antiRobot)
  }
}

/// Draws the secret of a letter that is due, for the printer (AP-7).
public struct DispatchLetter: Described {
  /// The id of a letter that is due, from the pending list.
  public var letter = Token(bits: 0)

  /// Makes the action with a placeholder for the letter, to be set.
  public init() {}

  package mutating func describe(_ fields: inout Fields) {
    fields("letter", &letter, .pseudonymous)
  }
}

extension Decider {
  mutating func requestLetter(_ action: RequestLetter) throws(Interruption) {
    let member = try findByVisitor(rules.identifiers.foundBy)
    guard rules.recovery.paths.contains(where: { $0.channel == .letter }) else {
      throw refuse(.notOffered)
    }
    try requireAntiRobot(action.antiRobot)
    if rules.account.start == .activationLink, member.activation == nil {
      throw refuse(.notActivated)
    }
    guard let entry = member.dossier[.postalAddress], postalAddress(of: member) != nil else {
      throw refuse(.postalAddressUnknown)
    }
    let settled = ParisCalendar.adding(
      days: rules.recovery.addressSettledDays, to: entry.mark.at)
    if entry.replaced != nil, now < settled { throw refuse(.postalAddressChangedRecently) }
    guard !member.letters.contains(where: \.isDue) else { throw refuse(.letterAlreadyDue) }
    let month = ParisCalendar.adding(days: -30, to: now)
    guard member.meters.letters.count(where: { $0 > month }) < rules.meters.lettersAMonth else {
      throw refuse(.tooMany)
    }
    let letter = drawToken()
    append(
      .letterRequested(
        .make {
          $0.letter = letter
          let days = rules.recovery.letterDueDays
          $0.dueBy = ParisCalendar.adding(days: max(days - rules.recovery.postalDays, 0), to: now)
          $0.receiveBy = ParisCalendar.adding(days: days, to: now)
        }))
  }

  mutating func dispatchLetter(_ action: DispatchLetter) throws(Interruption) {
    guard let subject else { return }
    guard let letter = subject.letters.first(where: { $0.id == action.letter }) else {
      throw refuse(.unknownLetter, of: action.letter)
    }
    guard letter.isDue else { throw refuse(.letterEnded, of: action.letter) }
    if subject.block != nil { throw refuse(.accessBlocked, of: action.letter) }
    guard let path = rules.recovery.paths.first(where: { $0.channel == .letter }) else {
      throw refuse(.notOffered, of: action.letter)
    }
    guard let address = postalAddress(of: subject) else {
      throw refuse(.postalAddressUnknown, of: action.letter)
    }
    issue(
      Issue(purpose: .setPassword, path: path, to: .postalAddress, letter: letter.id), to: address)
  }
}

/// `letter.requested`: a letter with a secret is due; the secret is drawn at printing (AP-7).
public struct LetterRequested: Described {
  /// The id of the letter, named by the code that is drawn for it.
  public var letter = Token(bits: 0)
  /// By when it must be posted, so that the post has the days that the house leaves it; in facts
  /// without `receiveBy`, the term for receiving it.
  public var dueBy = Instant.earliest
  /// By when the member is to have it: the house's calendar days after the request, in Europe/Paris
  /// (AP-7: « recevoir … sous huit jours »); absent in facts from before the two were told apart.
  public var receiveBy: Instant?

  /// Makes the event with placeholders for its required fields, to be set one by one.
  public init() {}

  package mutating func describe(_ fields: inout Fields) {
    fields("letter", &letter, .pseudonymous)
    fields("dueBy", &dueBy)
    fields("receiveBy", &receiveBy)
  }
}

extension Member {
  /// A letter with a secret, from the request to the post.
  public struct Letter: Sendable, Equatable {
    /// The id of the letter.
    public let id: Token
    /// By when it must be posted; past it, the letter is overdue and still due.
    public let dueBy: Instant
    /// By when the member is to have it (AP-7, MG-7).
    public let receiveBy: Instant
    /// The fact that asked for it.
    public let mark: Mark
    /// The id of the code drawn when it was printed last; `nil` before.
    public internal(set) var code: Token?
    /// The fact that says it was posted; `nil` before.
    public internal(set) var posted: Mark?
    /// The fact that ended it: a password set, the account closed; `nil` while none did.
    public internal(set) var end: Mark?

    /// Whether it is still to be posted.
    public var isDue: Bool { posted == nil && end == nil }
  }
}
