public import Digests
public import Notation

/// `registration.started`: number and access code matched; steps 2 to 4 may follow (UM-9, UM-10).
public struct RegistrationStarted: EventPayload {
  package static let name = "registration.started"
  package static let serves = "UM-8, UM-9, UM-10, edge 31"

  /// The id of the registration, named as proof by the password drafted in it.
  public var registration = Token(bits: 0)
  /// The SHA-256 of the page; steps 2 and 3 are good on that page alone.
  public var page = Digest.zero
  /// Until when steps 2 and 3 may be done; after them the activation link's own deadline counts.
  public var expiresAt = Instant.earliest

  /// Makes the event with placeholders for its required fields, to be set one by one.
  public init() {}

  package mutating func describe(_ fields: inout Fields) {
    fields("registration", &registration, .pseudonymous)
    fields("page", &page, .pseudonymous)
    fields("expiresAt", &expiresAt)
  }

  package func evolve(_ member: inout Member, by fact: RecordedEvent, at mark: Mark) {
    guard member.activation == nil else { return }
    member.voidRegistration(mark)
    member.declinedCGU = nil
    member.registration = Member.Registration(
      id: registration, page: page, mark: mark, deadline: expiresAt)
  }
}

/// `account.activated`: the account exists from here on (FM-16, UM-22, MR-5).
public struct AccountActivated: EventPayload {
  package static let name = "account.activated"
  package static let serves = "FM-16, AP-1, UM-22, UM-23, MR-5, edges 30, 31"

  /// The three ways into an account (domain.md section 1.6).
  public enum Origin: String, Sendable, CaseIterable {
    /// The first password was set by a code, a link or a letter (FM-16, AP-1).
    case firstPassword
    /// The link mailed at the end of a registration was confirmed (UM-22, UM-23).
    case activationLink
    /// The password of the system before was taken over at enrolment (MR-5).
    case legacy
  }

  /// Which of the three ways this account came by.
  public var origin = Origin.firstPassword

  /// Makes the event with a placeholder for its origin, to be set.
  public init() {}

  package mutating func describe(_ fields: inout Fields) {
    fields("origin", &origin)
  }

  package func evolve(_ member: inout Member, by fact: RecordedEvent, at mark: Mark) {
    member.activate(origin, mark)
  }
}

extension AccountActivated.Origin: WireEnum {
  package static let wireNames = WireNames<AccountActivated.Origin>()
}

extension Member {
  /// How an account came to exist.
  public struct Activation: Sendable, Equatable {
    /// Which of the three ways it was.
    public let origin: AccountActivated.Origin
    /// The fact that made the account.
    public let mark: Mark
  }

  /// A registration in four steps; what is recorded inside it is a draft (UM-22, UM-39).
  public struct Registration: Sendable, Equatable {
    /// The id of the registration.
    public let id: Token
    /// The SHA-256 of the page on which steps 2 and 3 must be done.
    public let page: Digest
    /// The fact that started it.
    public let mark: Mark
    /// Until when steps 2 and 3 may be done; from step 3 on, until when the activation link is
    /// good.
    public internal(set) var deadline: Instant
    /// The draft of the password, from step 2 on.
    public internal(set) var password: Password?
    /// The id of the pending address, from step 2 on.
    public internal(set) var email: Token?
    /// The draft of the secret question, from step 2 on; `nil` where the house has none.
    public internal(set) var question: Question?
    /// The acceptance of the CGU, from step 3 on.
    public internal(set) var cgu: CGUAnswer?
    /// The id of the activation link sent last, from step 3 on.
    public internal(set) var activationCode: Token?

    /// Whether step 2 is done, so that step 3 may follow.
    public var isFilled: Bool { password != nil && email != nil }
  }

  /// Makes the account: what the registration drafted is the account's from here on (UM-39).
  mutating func activate(_ origin: AccountActivated.Origin, _ mark: Mark) {
    meters.identity = FailureMeter()
    guard activation == nil else { return }
    activation = Activation(origin: origin, mark: mark)
    guard let draft = registration else { return }
    if origin == .activationLink {
      password = draft.password ?? password
      question = draft.question ?? question
      acceptedCGU = draft.cgu ?? acceptedCGU
    }
    registration = nil
  }

  /// Ends a registration otherwise than by activation: its draft is void.
  mutating func voidRegistration(_ mark: Mark) {
    guard let draft = registration else { return }
    registration = nil
    if let email = draft.email { retire(email: email, mark) }
    if let code = draft.activationCode { endCodes(mark) { $0.id == code } }
  }
}
