public import Notation

/// What the page may say to whoever acted: the same whatever happened, where it must be.
public struct PublicOutcome: Sendable, Equatable {
  /// The texts that a host keeps ready, in each of its languages (catalogue section 5).
  public enum Say: String, Sendable, CaseIterable, JSONRepresentable {
    /// A message was sent if the member is known; said whatever happened.
    case sentIfKnown
    /// The code or the link is wrong, too old or used; one text for all of these.
    case codeWrongOrExpired
    /// Identifiers wrong, or access suspended for the moment; one text for both.
    case notRecognised
    /// The form came too late, on another page or out of order: begin again.
    case startAgain
    /// The password breaks the rules that `rules` names.
    case passwordRules
    /// The image was not the one asked for.
    case antiRobot
    /// Refused, for the reason given.
    case refused
    /// Number and access code are right: « Bonjour [nom] » (UM-12).
    case hello
    /// Step 2 is done; the CGU follow (UM-19).
    case chooseCGU
    /// A link was mailed; nothing holds before it is confirmed.
    case checkYourMail
    /// The account exists, and the member may sign in (UM-22).
    case accountReady
    /// The page may now set a password.
    case choosePassword
    /// The password is set; the member signs in with it next (AP-20, MR-17, MG-19).
    case passwordSet
    /// Signed in, or known with something to do first.
    case signedIn
    /// Done; nothing more is to be said.
    case done
  }

  /// Which text to show.
  public var say: Say
  /// The masked address, or a decoy's for a member who is unknown or has none (AP-9, MR-10, MG-13);
  /// absent where the house shows none.
  public var mask: String?
  /// The name of whoever gave number and access code (P2, UM-12); absent otherwise.
  public var name: String?
  /// The password rules that were broken, all at once; empty otherwise.
  public var rules: [PasswordRule] = []
  /// How strong the password given is, « Niveau de sécurité » (UM-13); absent where none was judged.
  public var strength: PasswordStrength?
  /// The characters of an accepted password that it is better without (AP-16); absent for none.
  public var advice: String?
  /// The precise reason, for those who may know it; absent for a visitor who may not.
  public var reason: RefusalReason?
  /// What the member must do first; empty when nothing.
  public var required: [RequiredAction] = []
  /// Whether a renewal of the password is advised (AP-17).
  public var renewalAdvised = false
  /// The version of the CGU that applies anew and need not be accepted (edge 34); absent for none.
  public var newCGU: String?

  /// Makes an outcome that says one thing.
  public init(_ say: Say) { self.say = say }
}

/// Something for the host to send; a secret in it is handed out once and kept nowhere.
public struct Delivery: Sendable, Equatable {
  /// The id under which the carrier reports on it, with `reportDelivery`.
  public let delivery: Token
  /// The way to send it.
  public let channel: Channel
  /// The e-mail address, the telephone number, or the postal address line by line.
  public let to: UntrustedText
  /// What a notice is about; absent for a code, a link, a temporary password.
  public let topic: NoticeTopic?
  /// The form of the secret; absent for a notice.
  public let artefact: Artefact?
  /// The code, the link's three parts, the temporary password, or the identifier that a notice
  /// tells; absent otherwise.
  public let secret: UntrustedText?
  /// The last millisecond at which the secret is good; absent for a notice.
  public let expiresAt: Instant?
}

/// The answer to an action: what came of it, what to send, what to say; for the host, not for a
/// page.
public struct Outcome: Sendable, Equatable {
  /// What came of an action.
  public enum Result: Sendable, Equatable {
    /// It was done, or the wished state already held.
    case accepted
    /// It was refused, for a precise reason that only some may know.
    case refused(RefusalReason)
  }

  /// A fact that was appended.
  public struct Appended: Sendable, Equatable {
    /// The position of the fact in the log, from 1.
    public let position: Int
    /// The wire name of the event, such as `code.requested`.
    public let type: String

    /// Names a fact.
    public init(position: Int, type: String) {
      self.position = position
      self.type = type
    }
  }

  /// What came of the action.
  public var result: Result
  /// The id of the member whom it was about; absent when none was found.
  public var member: Token?
  /// The facts appended, in order; empty where the wished state already held, and for refusals that
  /// a flood leaves unrecorded.
  public var events: [Appended]
  /// All that the page may say.
  public var publicOutcome: PublicOutcome
  /// What to send, in this order; empty in a repetition, since a secret is handed out once.
  public var deliveries: [Delivery] = []
  /// The session that a sign-in opened, for the host to send back; absent otherwise, and in a
  /// repetition.
  public var session: UntrustedText?
  /// Whether the machine's clock had stepped back, so that the time of the last fact was taken
  /// (edge 16).
  public var clockWasClamped = false
  /// Whether the action's id was known, so that this repeats the first answer.
  public var isRepetition = false

  /// Makes an outcome.
  public init(
    _ result: Result, member: Token? = nil, events: [Appended] = [], publicOutcome: PublicOutcome
  ) {
    self.result = result
    self.member = member
    self.events = events
    self.publicOutcome = publicOutcome
  }
}
