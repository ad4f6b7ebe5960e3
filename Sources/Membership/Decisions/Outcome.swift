public import Notation

/// The part of an outcome that the page may show.
///
/// Where the rules require it, it is the same for every result.
public struct PublicOutcome: Sendable, Equatable {
  /// The texts that a host keeps ready, in each of its languages (catalogue section 5).
  public enum Say: String, Sendable, CaseIterable, JSONRepresentable {
    /// A message was sent if the member is known; also the response for an unknown member.
    case sentIfKnown
    /// The code or the link is wrong, too old or used; the text is the same for all three.
    case codeWrongOrExpired
    /// The identifiers are wrong or access is suspended for now; the text is the same for both.
    case notRecognised
    /// The form came too late, on another page or out of order; the visitor must start again.
    case startAgain
    /// The password breaks the rules in `rules`.
    case passwordRules
    /// The image was not the required one.
    case antiRobot
    /// The action was refused, for the given reason.
    case refused
    /// Number and access code are correct: « Bonjour [nom] » (UM-12).
    case hello
    /// Step 2 is done; the CGU follow (UM-19).
    case chooseCGU
    /// A link was mailed; the action takes effect with its confirmation.
    case checkYourMail
    /// The account exists, and the member may sign in (UM-22).
    case accountReady
    /// The page may now set a password.
    case choosePassword
    /// The password is set; the member signs in with it next (AP-20, MR-17, MG-19).
    case passwordSet
    /// The member signed in, or was recognised and must do a required action first.
    case signedIn
    /// The action is done, and there is nothing further to show.
    case done
  }

  /// The text to show.
  public var say: Say
  /// The masked address, or a decoy's mask for an unknown member or one without an address.
  ///
  /// Absent if the house shows no mask (AP-9, MR-10, MG-13).
  public var mask: String?
  /// The name of the member with the given number and access code (P2, UM-12); absent otherwise.
  public var name: String?
  /// All broken password rules; empty otherwise.
  public var rules: [PasswordRule] = []
  /// The strength of the given password, « Niveau de sécurité » (UM-13); absent if not judged.
  public var strength: PasswordStrength?
  /// The discouraged characters in an accepted password (AP-16); absent without any.
  public var advice: String?
  /// The precise reason, for actors with the right to know it; absent for other visitors.
  public var reason: RefusalReason?
  /// The required actions; empty without any.
  public var required: [RequiredAction] = []
  /// Whether a renewal of the password is advised (AP-17).
  public var renewalAdvised = false
  /// The version of a later CGU in force that need not be accepted (edge 34); absent without one.
  public var newCGU: String?

  /// Makes an outcome with one text.
  public init(_ say: Say) { self.say = say }
}

/// A message for the host to send; its secret is handed out once and never stored.
public struct Delivery: Sendable, Equatable {
  /// The id for the carrier's report with `reportDelivery`.
  public let delivery: Token
  /// The channel of the message.
  public let channel: Channel
  /// The e-mail address, the telephone number, or the postal address line by line.
  public let to: UntrustedText
  /// The topic of a notice; absent for a code, a link or a temporary password.
  public let topic: NoticeTopic?
  /// The form of the secret; absent for a notice.
  public let artefact: Artefact?
  /// The code, the three-part link, the temporary password, or the identifier in a notice; absent
  /// otherwise.
  public let secret: UntrustedText?
  /// The last millisecond at which the secret is valid; absent for a notice.
  public let expiresAt: Instant?
}

/// The response to an action for the host: its result, its deliveries and its public outcome.
///
/// The host must not show it on a page.
public struct Outcome: Sendable, Equatable {
  /// The result of an action.
  public enum Result: Sendable, Equatable {
    /// The action was done, or the requested state already held.
    case accepted
    /// The action was refused, for a precise reason that only some actors may know.
    case refused(RefusalReason)
  }

  /// A fact that was appended.
  public struct Appended: Sendable, Equatable {
    /// The position of the fact in the log, from 1.
    public let position: Int
    /// The wire name of the event, such as `code.requested`.
    public let type: String

    /// Makes a reference to a fact.
    public init(position: Int, type: String) {
      self.position = position
      self.type = type
    }
  }

  /// The result of the action.
  public var result: Result
  /// The id of the member concerned; absent if no member was found.
  public var member: Token?
  /// The facts appended, in order.
  ///
  /// Empty if the requested state already held, and for refusals that a flood leaves unrecorded.
  public var events: [Appended]
  /// The response that the page may show.
  public var publicOutcome: PublicOutcome
  /// The messages to send, in this order; empty in a repetition, since a secret is handed out once.
  public var deliveries: [Delivery] = []
  /// The session opened by a sign-in, for the host to send back.
  ///
  /// Absent otherwise, and in a repetition.
  public var session: UntrustedText?
  /// Whether the machine's clock had stepped back, so that the last fact's time was used (edge 16).
  public var clockWasClamped = false
  /// Whether the action's id was known, so that this repeats the first response.
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
