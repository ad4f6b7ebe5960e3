public import Digests
public import Notation

extension Member {
  /// How an account came to exist.
  public struct Activation: Sendable, Equatable {
    public let origin: AccountActivated.Origin
    public let mark: Mark
  }

  /// How an account ended.
  public struct Closure: Sendable, Equatable {
    public let reason: AccountClosed.Reason
    public let endedOn: Instant
    public let retainUntil: Instant
    public let mark: Mark
  }

  /// A block of the way in by staff.
  public struct Block: Sendable, Equatable {
    public let reason: String
    public let mark: Mark
  }

  /// A registration in four steps; what is recorded inside it is a draft (UM-22, UM-39).
  public struct Registration: Sendable, Equatable {
    public let id: Token
    public let page: Digest
    public let mark: Mark
    /// Until when steps 2 and 3 may be done, then until when the activation link is good.
    public internal(set) var deadline: Instant
    public internal(set) var password: Password?
    public internal(set) var email: Token?
    public internal(set) var question: Question?
    public internal(set) var cgu: CGUAnswer?
    /// The activation link, once it was issued.
    public internal(set) var activationCode: Token?

    /// Whether step 2 is done.
    public var isFilled: Bool { password != nil && email != nil }
  }

  /// A right to set one password, on one page.
  public struct Grant: Sendable, Equatable {
    /// The id of the code or of the identity that gave it.
    public let proof: Token
    public let via: PasswordSet.Via
    public let page: Digest
    public let expiresAt: Instant
    public let mark: Mark
    public internal(set) var isSpent = false
  }

  /// A password: where its verifier stands, and what it met.
  public struct Password: Sendable, Equatable {
    public let mark: Mark
    public let via: PasswordSet.Via
    /// The version of the house's rules that it met.
    public let rules: Int
    public let kdf: String
  }

  /// A demand to replace the password.
  public struct Renewal: Sendable, Equatable {
    public let reason: PasswordRenewalRequired.Reason
    public let mark: Mark
  }

  /// The secret question: its number, and where the answer's verifier stands.
  public struct Question: Sendable, Equatable {
    public let number: Int
    public let questionSet: Int
    public let mark: Mark
  }

  /// An answer to one version of the CGU.
  public struct CGUAnswer: Sendable, Equatable {
    public let version: String
    public let mark: Mark
  }

  /// A session of the member.
  public struct Session: Sendable, Equatable {
    /// The SHA-256 of the session's text.
    public let digest: Digest
    public let expiresAt: Instant
    public let device: Token?
    public let mark: Mark
    /// The fact that ended it.
    public internal(set) var end: Mark?

    /// Whether it is live at an instant.
    public func isLive(at instant: Instant) -> Bool {
      end == nil && !Deadline.isPassed(expiresAt, now: instant)
    }
  }

  /// A device with the application.
  public struct Device: Sendable, Equatable {
    /// What a device may do.
    public enum State: String, Sendable {
      case active
      case blocked
      case removed
    }

    public let id: Token
    public let platform: String
    /// The fact that holds the label.
    public let mark: Mark
    public internal(set) var state = State.active
    /// The fact that gave the state.
    public internal(set) var changed: Mark
  }
}
