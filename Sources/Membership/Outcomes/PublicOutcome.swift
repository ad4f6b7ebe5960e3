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
