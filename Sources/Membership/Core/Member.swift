public import Notation

/// The state of a member: the fold of one stream, `member/<id>`.
///
/// It contains positions of facts and no personal values. A reader with the right to see values
/// joins them from the vault. States that depend on time are methods with an instant as a
/// parameter; they are not stored.
public struct Member: Sendable, Equatable {
  /// The member's id, drawn at enrolment; it differs from the member number.
  public let id: Token
  /// The first fact of the stream; `nil` before it.
  public internal(set) var first: Mark?
  /// The last fact folded; `nil` before the first fact.
  public internal(set) var last: Mark?
  /// The fact with the number, the name and the legacy identifier.
  public internal(set) var enrolment: Mark?
  /// The fact with the generated identifier (FM-3).
  public internal(set) var generatedIdentifier: Mark?
  /// The fact with the printed access code (UM-11).
  public internal(set) var accessCode: Mark?
  /// The creation of the account: path and time; `nil` without an account.
  public internal(set) var activation: Activation?
  /// The closure of the account: path and time; `nil` while it is not closed.
  public internal(set) var closure: Closure?
  /// The block by staff; `nil` without a block.
  public internal(set) var block: Block?
  /// The latest registration.
  ///
  /// It ends with activation, another registration or a refusal of the CGU. Its deadline does not
  /// remove it from the state.
  public internal(set) var registration: Registration?
  /// The rights to set a password, oldest first, including spent and expired ones.
  public internal(set) var grants: [Grant] = []
  /// The latest one-time secrets issued, oldest first, including ended ones.
  public internal(set) var codes: [Code] = []
  /// The latest letters requested, oldest first.
  public internal(set) var letters: [Letter] = []
  /// All recorded e-mail addresses, oldest first, including retired ones.
  public internal(set) var emails: [Email] = []
  /// The password of the account; `nil` until one is set, also while only a draft exists.
  public internal(set) var password: Password?
  /// The last recovery of the password, as opposed to its first choice or a change (edge 37).
  public internal(set) var recovered: Mark?
  /// The demand to replace the password, until a password is set.
  public internal(set) var renewal: Renewal?
  /// The secret question of the account, if the house uses secret questions (UM-16).
  public internal(set) var question: Question?
  /// The last sign-in that succeeded, also without a session (MR-7).
  public internal(set) var lastSignIn: Mark?
  /// The latest sessions, oldest first, including ended ones.
  public internal(set) var sessions: [Session] = []
  /// The devices in order of enrolment, including removed ones (edge 39).
  public internal(set) var devices: [Device] = []
  /// The version of the CGU that was accepted last.
  public internal(set) var acceptedCGU: CGUAnswer?
  /// The version of the CGU that was declined, unless a version was accepted since.
  public internal(set) var declinedCGU: CGUAnswer?
  /// The change requests, in order of filing.
  public internal(set) var changeRequests: [ChangeRequest] = []
  /// The reported losses of the access code.
  public internal(set) var losses: [AccessCodeLoss] = []
  /// The entries of the dossier, each with the fact that contains its current value.
  public internal(set) var dossier: [DossierEntry: DossierItem] = [:]
  /// The beneficiaries, in order of their first fact.
  public internal(set) var beneficiaries: [Beneficiary] = []
  /// The messages sent, oldest first.
  public internal(set) var deliveries: [SentMessage] = []
  /// The counters of attempts and requests.
  public internal(set) var meters = Meters()
  /// The open request for erasure; `nil` without one.
  public internal(set) var erasureRequest: ErasureRequest?
  /// The rejection of an erasure; a full erasure removes it.
  public internal(set) var erasureRejection: ErasureRejection?
  /// The erasures in order, each with its classes.
  public internal(set) var erasures: [MemberErasure] = []
  /// The legal hold; `nil` without one.
  public internal(set) var hold: LegalHold?
  /// The number of private parts of each class not erased by a fact, including superseded
  /// verifiers.
  public var privateParts: [PrivateClass: Int] { heldParts.counts }
  var heldParts = ClassCounts()
  /// The deadlines recorded as passed; only the decision that records them reads this list.
  public internal(set) var passedDeadlines: [PassedDeadline] = []
  /// Totals over the whole history.
  public internal(set) var counters = Counters()
  /// The positions of unknown facts, because of which the state may be incomplete (edge 44).
  public internal(set) var unknownFacts: [Int] = []

  /// Makes a member without any facts.
  public init(id: Token) { self.id = id }

  /// The number of codes, letters, sessions and grants kept, live or ended.
  ///
  /// Twice as many deliveries are kept.
  static let remembered = 32
}

/// A place in the history: a fact and its time.
public struct Mark: Sendable, Equatable {
  /// The position in the log.
  public let position: Int
  /// The sequence in the stream.
  public let sequence: Int
  /// The time of recording.
  public let at: Instant

  init(_ fact: RecordedEvent) {
    position = fact.position
    sequence = fact.sequence
    at = fact.at
  }
}

/// Totals over a member's whole history.
public struct Counters: Sendable, Equatable {
  /// The facts of the member's stream, each counted once.
  public internal(set) var facts = 0
  /// The refusals of every kind: identity, code, sign-in and others.
  public internal(set) var refusals = 0
  /// The sign-ins that succeeded, including those without a session (MR-7).
  public internal(set) var signIns = 0
  /// The passwords set, including drafts of registrations and legacy passwords.
  public internal(set) var passwordsSet = 0
  /// The one-time secrets issued: codes, links and secrets of letters.
  public internal(set) var codesRequested = 0
}

extension Member {
  /// Folds one fact of the member's stream; defined for every order of facts.
  ///
  /// - Parameter fact: The next fact. A fact that was already folded (a second delivery) changes
  ///   nothing.
  /// - Complexity: O(*n*) in the size of the member's state, independent of the length of the
  ///   history.
  public mutating func evolve(_ fact: RecordedEvent) {
    guard fact.sequence > last?.sequence ?? 0 else { return }
    let mark = Mark(fact)
    first = first ?? mark
    last = mark
    counters.facts += 1
    countPrivatePart(of: fact.event)
    if case .unknown = fact.event { unknownFacts.append(fact.position) }
    fact.event.evolve(&self, by: fact, at: mark)
  }
}

extension Array {
  /// Removes the oldest elements beyond a limit; live elements are removed last.
  mutating func keepLatest(_ limit: Int, alive: (Element) -> Bool) {
    while count > limit { remove(at: firstIndex { !alive($0) } ?? 0) }
  }

  /// Removes the oldest elements beyond a limit.
  mutating func keepLast(_ limit: Int) {
    if count > limit { removeFirst(count - limit) }
  }
}
