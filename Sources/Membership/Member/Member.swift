public import Notation

/// A member at a moment: the fold of one stream, `member/<id>`.
///
/// It holds positions of facts, never a personal value: who may see values joins them from the
/// vault. States that depend on time are methods that take an instant, never fields.
public struct Member: Sendable, Equatable {
  /// The member's id, drawn at enrolment; never the member number.
  public let id: Token
  /// The last fact folded.
  public internal(set) var last: Mark?
  /// The fact that holds number and name.
  public internal(set) var enrolment: Mark?
  /// The fact that holds the generated identifier (FM-3).
  public internal(set) var generatedIdentifier: Mark?
  /// The fact that holds the printed access code (UM-11).
  public internal(set) var accessCode: Mark?
  /// How and when the account came to exist.
  public internal(set) var activation: Activation?
  /// How and when it ended.
  public internal(set) var closure: Closure?
  /// The block of the way in, while there is one.
  public internal(set) var block: Block?
  /// The registration begun last, until it is over.
  public internal(set) var registration: Registration?
  /// The rights to set a password, the latest last.
  public internal(set) var grants: [Grant] = []
  /// The one-time secrets issued, the latest last.
  public internal(set) var codes: [Code] = []
  /// The letters asked for, the latest last.
  public internal(set) var letters: [Letter] = []
  /// The e-mail addresses, the latest last.
  public internal(set) var emails: [Email] = []
  /// The password in force.
  public internal(set) var password: Password?
  /// The demand to replace the password, until it is met.
  public internal(set) var renewal: Renewal?
  /// The secret question.
  public internal(set) var question: Question?
  /// The sessions, the latest last.
  public internal(set) var sessions: [Session] = []
  /// The devices, in order of enrolment.
  public internal(set) var devices: [Device] = []
  /// The version of the CGU that was accepted last.
  public internal(set) var acceptedCGU: CGUAnswer?
  /// The version of the CGU that was declined, unless one was accepted since.
  public internal(set) var declinedCGU: CGUAnswer?
  /// The change requests, in order of filing.
  public internal(set) var changeRequests: [ChangeRequest] = []
  /// The losses of the access code reported.
  public internal(set) var losses: [AccessCodeLoss] = []
  /// The entries of the dossier.
  public internal(set) var dossier: [DossierEntry: DossierItem] = [:]
  /// The beneficiaries, in order of their first fact.
  public internal(set) var beneficiaries: [Beneficiary] = []
  /// What was sent, the latest last.
  public internal(set) var deliveries: [Sending] = []
  /// What counts attempts and requests.
  public internal(set) var meters = Meters()
  /// The deadlines whose passing was recorded.
  public internal(set) var passedDeadlines: [PassedDeadline] = []
  /// Totals over the whole history.
  public internal(set) var counters = Counters()
  /// The facts that this version does not know, so that the state may be incomplete (edge 44).
  public internal(set) var unknownFacts: [Int] = []

  /// Makes a member of whom nothing is known.
  public init(id: Token) { self.id = id }

  /// How many dead codes, sessions or deliveries are remembered; older ones are forgotten.
  static let remembered = 32
}

/// A place in the history: which fact, and when.
public struct Mark: Sendable, Equatable {
  /// The position in the log.
  public let position: Int
  /// The sequence in the stream.
  public let sequence: Int
  /// When it was recorded.
  public let at: Instant

  init(_ fact: RecordedEvent) {
    position = fact.position
    sequence = fact.sequence
    at = fact.at
  }
}

/// Totals over a member's whole history.
public struct Counters: Sendable, Equatable {
  public internal(set) var facts = 0
  public internal(set) var refusals = 0
  public internal(set) var signIns = 0
  public internal(set) var passwordsSet = 0
  public internal(set) var codesRequested = 0
}
