public import Notation

/// What the page may say to whoever acted: the same whatever happened, where it must be.
public struct PublicOutcome: Sendable, Equatable {
  /// The texts that a host keeps ready.
  public enum Say: String, Sendable, CaseIterable, JSONRepresentable {
    /// A message was sent if the member is known.
    case sentIfKnown
    case codeWrongOrExpired
    /// Identifiers wrong, or access suspended for the moment.
    case notRecognised
    case startAgain
    case passwordRules
    case antiRobot
    /// Refused, for the reason given.
    case refused
    case hello
    case chooseCGU
    case checkYourMail
    case accountReady
    case choosePassword
    case passwordSet
    case signedIn
    case done
  }

  /// Which text.
  public var say: Say
  /// The masked address, or the mask of a decoy (AP-9, MR-10, MG-13).
  public var mask: String?
  /// The name of one who gave number and access code (UM-12).
  public var name: String?
  /// The password rules that were broken.
  public var rules: [PasswordRule] = []
  /// The characters that a password was accepted with and is better without (AP-16).
  public var advice: String?
  /// The reason, to those who may know it.
  public var reason: RefusalReason?
  /// What the member must do first.
  public var required: [RequiredAction] = []
  /// Whether a renewal of the password is advised (AP-17).
  public var renewalAdvised = false
  /// The version of CGU that applies anew without having to be accepted (edge 34).
  public var newCGU: String?

  /// Makes an outcome that says one thing.
  public init(_ say: Say) { self.say = say }
}
