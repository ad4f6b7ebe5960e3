public import Notation

/// A member at a moment: the fold of one stream, `member/<id>`.
///
/// It holds positions of facts, never a personal value: who may see values joins them from the
/// vault. States that depend on time are methods that take an instant, never fields.
public struct Member: Sendable, Equatable {
  /// The member's id, drawn at enrolment; never the member number.
  public let id: Token
  /// The last fact folded; `nil` before the first.
  public internal(set) var last: Mark?
  /// The fact that holds number, name and legacy identifier.
  public internal(set) var enrolment: Mark?
  /// The fact that holds the generated identifier (FM-3).
  public internal(set) var generatedIdentifier: Mark?
  /// The fact that holds the printed access code (UM-11).
  public internal(set) var accessCode: Mark?
  /// How and when the account came to exist; `nil` while there is none.
  public internal(set) var activation: Activation?
  /// How and when it ended; `nil` while it has not.
  public internal(set) var closure: Closure?
  /// The block of the way in by staff; `nil` while there is none.
  public internal(set) var block: Block?
  /// The registration begun last, until activation, another or a refusal of the CGU ends it; its
  /// deadline does not.
  public internal(set) var registration: Registration?
  /// The rights to set a password, the latest last; those spent and expired among them.
  public internal(set) var grants: [Grant] = []
  /// The latest one-time secrets issued, the latest last; those that ended among them.
  public internal(set) var codes: [Code] = []
  /// The latest letters asked for, the latest last.
  public internal(set) var letters: [Letter] = []
  /// Every e-mail address recorded, the latest last; those retired among them.
  public internal(set) var emails: [Email] = []
  /// The password of the account; `nil` until one is set, and while there is only a draft.
  public internal(set) var password: Password?
  /// The last time that the password was recovered, rather than chosen first or changed (edge 37).
  public internal(set) var recovered: Mark?
  /// The demand to replace the password, until one is set.
  public internal(set) var renewal: Renewal?
  /// The secret question of the account, where the house has them (UM-16).
  public internal(set) var question: Question?
  /// The latest sessions, the latest last; those that ended among them.
  public internal(set) var sessions: [Session] = []
  /// The devices, in order of enrolment; those removed among them (edge 39).
  public internal(set) var devices: [Device] = []
  /// The version of the CGU that was accepted last.
  public internal(set) var acceptedCGU: CGUAnswer?
  /// The version of the CGU that was declined, unless one was accepted since.
  public internal(set) var declinedCGU: CGUAnswer?
  /// The change requests, in order of filing.
  public internal(set) var changeRequests: [ChangeRequest] = []
  /// The losses of the access code reported.
  public internal(set) var losses: [AccessCodeLoss] = []
  /// The entries of the dossier, each by the fact that holds its value now.
  public internal(set) var dossier: [DossierEntry: DossierItem] = [:]
  /// The beneficiaries, in order of their first fact.
  public internal(set) var beneficiaries: [Beneficiary] = []
  /// What was sent, the latest last.
  public internal(set) var deliveries: [SentMessage] = []
  /// What counts attempts and requests.
  public internal(set) var meters = Meters()
  /// The request for erasure that is still to be answered; `nil` while there is none.
  public internal(set) var erasureRequest: ErasureRequest?
  /// The rejection of an erasure, until values are erased in full.
  public internal(set) var erasureRejection: ErasureRejection?
  /// The erasures, each with its classes, in order.
  public internal(set) var erasures: [MemberErasure] = []
  /// The legal hold; `nil` while there is none.
  public internal(set) var hold: LegalHold?
  /// How many private parts of each class no erasure has taken, superseded verifiers among them.
  public var privateParts: [PrivateClass: Int] { heldParts.counts }
  var heldParts = ClassCounts()
  /// The deadlines whose passing was recorded; no decision but that of recording them reads it.
  public internal(set) var passedDeadlines: [PassedDeadline] = []
  /// Totals over the whole history.
  public internal(set) var counters = Counters()
  /// The facts that this version does not know, so that the state may be incomplete (edge 44).
  public internal(set) var unknownFacts: [Int] = []

  /// Makes a member of whom nothing is known.
  public init(id: Token) { self.id = id }

  /// How many codes, letters, sessions and grants are remembered, live or dead; of deliveries, twice
  /// as many.
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
  /// The facts of the member's stream, each counted once.
  public internal(set) var facts = 0
  /// The refusals of every kind: identity, code, sign-in, any other.
  public internal(set) var refusals = 0
  /// The sign-ins that succeeded, those without a session included (MR-7).
  public internal(set) var signIns = 0
  /// The passwords set, drafts of registrations and legacy ones included.
  public internal(set) var passwordsSet = 0
  /// The one-time secrets issued: codes, links and those of letters.
  public internal(set) var codesRequested = 0
}

extension Member {
  /// Folds one fact of the member's stream; total on every order of facts.
  ///
  /// - Parameter fact: The next fact. A fact already folded (a delivery twice) changes nothing.
  /// - Complexity: O(what the member has), independent of the length of the history.
  public mutating func evolve(_ fact: RecordedEvent) {
    guard fact.sequence > last?.sequence ?? 0 else { return }
    let mark = Mark(fact)
    last = mark
    counters.facts += 1
    countPrivatePart(of: fact.event)
    if case .unknown = fact.event { unknownFacts.append(fact.position) }
    fact.event.evolve(&self, by: fact, at: mark)
  }
}

extension Array {
  /// Forgets the oldest elements beyond a number, those that are still alive last of all.
  mutating func keepLatest(_ limit: Int, alive: (Element) -> Bool) {
    while count > limit { remove(at: firstIndex { !alive($0) } ?? 0) }
  }

  /// Forgets the oldest elements beyond a number.
  mutating func keepLast(_ limit: Int) {
    if count > limit { removeFirst(count - limit) }
  }
}
