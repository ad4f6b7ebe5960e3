public import Digests
public import Notation

extension Member {
  /// How an account came to exist.
  public struct Activation: Sendable, Equatable {
    /// Which of the three ways it was.
    public let origin: AccountActivated.Origin
    /// The fact that made the account.
    public let mark: Mark
  }

  /// How an account ended.
  public struct Closure: Sendable, Equatable {
    /// Why it was closed.
    public let reason: AccountClosed.Reason
    /// When the reason took effect, which may be before the closing.
    public let endedOn: Instant
    /// Until when values are kept, before they may be erased (edge 46).
    public let retainUntil: Instant
    /// The fact that closed it.
    public let mark: Mark
  }

  /// A block of the way in by staff.
  public struct Block: Sendable, Equatable {
    /// Why, as staff said in clear.
    public let reason: String
    /// The fact that blocked it, which holds the note.
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

  /// A right to set one password, on one page.
  public struct Grant: Sendable, Equatable {
    /// The id of the code or of the identity that gave it.
    public let proof: Token
    /// What the password set by it will be said to have been set via.
    public let via: PasswordSet.Via
    /// The SHA-256 of the only page on which it is good.
    public let page: Digest
    /// The last millisecond at which it is good (edge 10).
    public let expiresAt: Instant
    /// The fact that gave it.
    public let mark: Mark
    /// Whether a password was set since, by this right or any other.
    public internal(set) var isSpent = false
  }

  /// A password: where its verifier stands, and what it met.
  public struct Password: Sendable, Equatable {
    /// The fact that seals its verifier.
    public let mark: Mark
    /// What gave the right to set it.
    public let via: PasswordSet.Via
    /// The version of the house's rules that it met; 0 for one taken over.
    public let rules: Int
    /// The derivation and its cost: `pbkdf2-sha256/600000`.
    public let kdf: String
  }

  /// A demand to replace the password.
  public struct Renewal: Sendable, Equatable {
    /// Why, which decides whether the password still signs in.
    public let reason: PasswordRenewalRequired.Reason
    /// The fact that demands it.
    public let mark: Mark
  }

  /// The secret question: its number, and where the answer's verifier stands.
  public struct Question: Sendable, Equatable {
    /// The number of the question in the house's list, from 1.
    public let number: Int
    /// The version of the list that the number refers to.
    public let questionSet: Int
    /// The fact that seals the answer's verifier.
    public let mark: Mark
  }

  /// An answer to one version of the CGU.
  public struct CGUAnswer: Sendable, Equatable {
    /// The version that was accepted or declined.
    public let version: String
    /// The fact that says so.
    public let mark: Mark
  }

  /// A session of the member.
  public struct Session: Sendable, Equatable {
    /// The SHA-256 of the session's text, which is kept nowhere.
    public let digest: Digest
    /// The last millisecond at which it is live.
    public let expiresAt: Instant
    /// The device that it was opened on; `nil` on the web.
    public let device: Token?
    /// The sign-in that opened it, from which its freshness counts.
    public let mark: Mark
    /// The fact that ended it before its time; `nil` while none did.
    public internal(set) var end: Mark?

    /// Whether it is live at an instant: no fact ended it, and its time is not over.
    public func isLive(at instant: Instant) -> Bool {
      end == nil && !Deadline.isPassed(expiresAt, now: instant)
    }
  }

  /// A device with the application.
  public struct Device: Sendable, Equatable {
    /// What a device may do (catalogue section 9).
    public enum State: String, Sendable {
      /// It may sign in.
      case active
      /// It may not until it is unblocked.
      case blocked
      /// It never may again; the application that comes back is a new device (edge 39).
      case removed
    }

    /// The id of the device.
    public let id: Token
    /// The system that it runs on, as its application said.
    public let platform: String
    /// The fact that holds the label.
    public let mark: Mark
    /// What it may do now.
    public internal(set) var state = State.active
    /// The fact that gave the state; at first the one that enrolled it.
    public internal(set) var changed: Mark
    /// The failures of sign-ins from this device: it alone locks the device, so that wrong passwords
    /// typed elsewhere never do.
    public internal(set) var signIn = FailureMeter()
  }
}
