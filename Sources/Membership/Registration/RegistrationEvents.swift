public import Digests
public import Notation

/// `registration.started`: number and access code matched; steps 2 to 4 may follow (UM-9, UM-10).
public struct RegistrationStarted: EventPayload {
  package static let name = "registration.started"
  package static let serves = "UM-8, UM-9, UM-10, edge 31"

  /// The id of the registration, which the draft password names as its proof.
  public var registration = Token(bits: 0)
  /// The SHA-256 of the page, the only page for steps 2 and 3.
  public var page = Digest.zero
  /// The deadline for steps 2 and 3; the activation link then has a separate deadline.
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

/// `account.activated`: the account exists from this fact on (FM-16, UM-22, MR-5).
public struct AccountActivated: EventPayload {
  package static let name = "account.activated"
  package static let serves = "FM-16, AP-1, UM-22, UM-23, MR-5, edges 30, 31"

  /// The three origins of an account (domain.md section 1.6).
  public enum Origin: String, Sendable, CaseIterable {
    /// The first password was set by a code, a link or a letter (FM-16, AP-1).
    case firstPassword
    /// The link mailed at the end of a registration was confirmed (UM-22, UM-23).
    case activationLink
    /// The password of the previous system was taken over at enrolment (MR-5).
    case legacy
  }

  /// The origin of this account.
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
  /// The activation of an account.
  public struct Activation: Sendable, Equatable {
    /// The origin of the account.
    public let origin: AccountActivated.Origin
    /// The fact that made the account.
    public let mark: Mark
  }

  /// A registration in four steps; its values are a draft until activation (UM-22, UM-39).
  public struct Registration: Sendable, Equatable {
    /// The id of the registration.
    public let id: Token
    /// The SHA-256 of the page for steps 2 and 3.
    public let page: Digest
    /// The fact that started it.
    public let mark: Mark
    /// The deadline for steps 2 and 3; from step 3 on, the deadline of the activation link.
    public internal(set) var deadline: Instant
    /// The draft of the password, from step 2 on.
    public internal(set) var password: Password?
    /// The id of the pending address, from step 2 on.
    public internal(set) var email: Token?
    /// The draft of the secret question, from step 2 on, or `nil` where the house has no questions.
    public internal(set) var question: Question?
    /// The acceptance of the CGU, from step 3 on.
    public internal(set) var cgu: CGUAnswer?
    /// The id of the latest activation link, from step 3 on.
    public internal(set) var activationCode: Token?

    /// Whether step 2 is done, so that step 3 may follow.
    public var isFilled: Bool { password != nil && email != nil }
  }

  /// Makes the account; an activation link turns the registration's draft into its values (UM-39).
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

  /// Ends a registration without activation, and voids its draft.
  mutating func voidRegistration(_ mark: Mark) {
    guard let draft = registration else { return }
    registration = nil
    if let email = draft.email { retire(email: email, mark) }
    if let code = draft.activationCode { endCodes(mark) { $0.id == code } }
  }
}
