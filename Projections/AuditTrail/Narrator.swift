import Digests
public import Membership
import Notation

/// The context of one sentence: language, actor, time and reader.
///
/// The `clause(_:)` overloads put each type of event into words, without capital and full stop.
/// French is written with plain spaces here; the whole sentence is typeset once.
struct Narrator {
  let language: Language
  let actor: ActorID
  /// The time at which the fact was recorded.
  let at: Instant
  /// The reader of the sentence.
  var reader = SentenceReader.staff
  /// The details that come from other facts.
  var context = SentenceContext()
  /// Whether the fact proves that its visitor is the member: by a code, a link or an answer.
  var isProof = false

  /// Returns the text in the language of the sentence; the other text is never made.
  func pick(fr: @autoclosure () -> String, en: @autoclosure () -> String) -> String {
    switch language {
    case .fr: fr()
    case .en: en()
    }
  }

  /// Returns one of four texts, by language and by whether the member reads.
  func pick(
    fr: @autoclosure () -> String, en: @autoclosure () -> String,
    toMember frenchToMember: @autoclosure () -> String,
    _ englishToMember: @autoclosure () -> String
  ) -> String {
    guard reader == .member else { return pick(fr: fr(), en: en()) }
    return pick(fr: frenchToMember(), en: englishToMember())
  }

  /// Returns an instant in words.
  func instant(_ instant: Instant) -> String { instant.text(in: language) }

  /// Returns an internal reference in brackets; the text never calls it a code.
  func reference(_ id: Token) -> String { pick(fr: "(réf. \(id))", en: "(ref. \(id))") }

  /// Returns the first 12 digits of a digest, enough to distinguish it from others.
  func short(_ digest: Digest) -> Substring { digest.hex.prefix(12) }

  /// Returns a comma and the source of an entry, or an empty text if the actor already says it.
  func origin(_ source: DossierSource) -> String {
    guard !source.isImplied(by: actor) else { return "" }
    return pick(fr: ", source : ", en: ", source: ") + source.word(language)
  }

  /// Returns a reason that is internal to the house, or an empty text for the member (edge 47).
  func internalReason(_ text: String?) -> String { reader == .staff ? reason(text) : "" }

  /// Returns a comma and the reason as its author gave it, or an empty text without a reason.
  func reason(_ text: String?) -> String {
    guard let text, !text.isEmpty else { return "" }
    let motive = Motive(text).words.map { pick(fr: $0.fr, en: $0.en) }
    return pick(fr: ", motif : ", en: ", reason: ") + (motive ?? quoted(Motive(text).spaced))
  }
}

extension Optional {
  /// Returns the words for a value, or an empty text for `nil`.
  func orEmpty(_ words: (Wrapped) -> String) -> String { map(words) ?? "" }
}

extension Narrator {
  /// Returns a text of the host in quotation marks.
  ///
  /// Control and format characters become spaces, and a long text is cut. The text can then neither
  /// drive a terminal nor reverse the direction of its line.
  func quoted(_ text: String) -> String {
    let start = text.unicodeScalars.prefix(Self.longestQuotation)
    let harmless = String(String.UnicodeScalarView(start.map(\.harmless)))
    let isCut = start.endIndex != text.unicodeScalars.endIndex
    let words = harmless.split(separator: " ").joined(separator: " ")
    return language.inQuotes(isCut ? words + "…" : words)
  }

  /// The maximum length of a quotation, in Unicode scalars.
  private static var longestQuotation: Int { 200 }
}

extension Unicode.Scalar {
  /// The scalar, or a space for a scalar that has an effect instead of a shape.
  fileprivate var harmless: Unicode.Scalar {
    switch properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .unassigned: " "
    default: self
    }
  }
}

/// The words for an actor: a name for staff, « vous » for the member reading the history.
extension Narrator {
  /// Whether the sentence addresses the actor as « vous ».
  private var addressesActor: Bool {
    reader == .member && (actor == .member || actor == .visitor && isProof)
  }

  /// The actor as the subject of a sentence: « le conseiller a-17 », `adviser a-17`, `you`.
  ///
  /// French is in the third person here; `did` has the verb form for « vous ».
  var who: String {
    if language == .en, addressesActor {
      return actor == .visitor ? "you, without being signed in," : "you"
    }
    return named
  }

  /// The French subject with the auxiliary: « le conseiller a-17 a », « vous avez ».
  var did: String { addressesActor ? "\(you) avez" : "\(named) a" }

  /// The French subject with the auxiliary and the negation: « la mutuelle n’a pas ».
  var didNot: String { addressesActor ? "\(you) n’avez pas" : "\(named) n’a pas" }

  /// Returns the verb form for the subject: « a » or « avez », « peut » or « pouvez ».
  func verb(_ third: String, _ second: String) -> String { addressesActor ? second : third }

  private var you: String { actor == .visitor ? "vous, sans être connecté," : "vous" }

  /// The actor in the third person: « le conseiller a-17 », « une personne… ».
  var named: String {
    if reader == .member, actor == .visitor {
      return pick(fr: "une personne connaissant votre numéro", en: "a person who knows your number")
    }
    return actor.subject(language, isNamed: reader == .staff)
  }

  /// Returns « à la demande de… » with the actor of a request.
  func atRequest(of actor: ActorID) -> String {
    phrase(
      ("à la demande ", "at the request "), actor,
      visitor: (
        "à la demande d’une personne connaissant votre numéro",
        "at the request of a person who knows your number"
      ),
      member: ("à votre demande", "at your request"))
  }

  /// The words « à la suite d’une action de… » with the actor.
  var following: String {
    phrase(
      ("à la suite d’une action ", "after an action "), actor,
      visitor: (
        "à la suite d’une action faite sans être connecté",
        "after an action that was done without being signed in"
      ),
      member: ("à la suite de votre action", "after an action of yours"))
  }

  /// Returns words followed by an actor.
  ///
  /// For the member as reader, a visitor and the member have separate words.
  private func phrase(_ words: Words, _ actor: ActorID, visitor: Words, member: Words) -> String {
    switch (reader, actor) {
    case (.member, .visitor): language.pick(visitor)
    case (.member, .member): language.pick(member)
    default: language.pick(words) + actor.genitive(language, isNamed: reader == .staff)
    }
  }

  /// The member's access: « l’accès », or « votre accès » for the member as reader.
  var access: String {
    pick(
      fr: "l’accès à l’espace adhérent", en: "access to the member space",
      toMember: "l’accès à votre espace adhérent", "access to your member space")
  }

  /// The member's file: « le dossier », « votre dossier ».
  var file: String {
    pick(
      fr: "le dossier", en: "the member’s file", toMember: "votre dossier", "your file")
  }

  /// The member's account: « le compte », « votre compte ».
  var account: String {
    pick(fr: "le compte", en: "the account", toMember: "votre compte", "your account")
  }

  /// The member's data after « de »: « des données de l’adhérent », « de ses données ».
  var ofData: String {
    if reader == .member { return pick(fr: "de vos données", en: "of your data") }
    return actor == .member
      ? pick(fr: "de ses données", en: "of their data")
      : pick(fr: "des données de l’adhérent", en: "of the member’s data")
  }
}

extension Event {
  /// Whether only the member can have done this without a session: with a code, a link, an answer.
  var isProofOfMember: Bool {
    switch self {
    case .codeVerified, .identityVerified, .registrationStarted, .passwordSet, .questionSet,
      .emailCertified, .emailRecorded, .accountActivated, .cguAccepted, .cguDeclined:
      true
    default: false
    }
  }
}

extension ActorID {
  /// Returns the actor, for a table: « conseiller a-17 », `adviser a-17`.
  ///
  /// - Parameter language: The language of the text.
  public func word(_ language: Language) -> String { named(role.word(language)) }

  /// Returns the actor as the subject of a sentence: « le conseiller a-17 », `adviser a-17`.
  ///
  /// - Parameter isNamed: Whether staff are named by pseudonym; otherwise only the role is given.
  func subject(_ language: Language, isNamed: Bool = true) -> String {
    guard isNamed || staff == nil else {
      return language.pick(("un ", "an ")) + role.word(language)
    }
    let article: Words =
      switch role {
      case .visitor: ("un ", "a ")
      case .member: ("l’", "the ")
      case .mutuelle: ("la ", "the ")
      case .carrier: ("le ", "the ")
      case .clock: ("l’", "the ")
      case .adviser: ("le ", "")
      case .administrator, .auditor: ("l’", "")
      }
    return language.pick(article) + word(language)
  }

  /// Returns the actor after « de » or `of`: « du conseiller a-17 », `of adviser a-17`.
  func genitive(_ language: Language, isNamed: Bool = true) -> String {
    let subject = subject(language, isNamed: isNamed)
    switch language {
    case .en: return "of \(subject)"
    case .fr where subject.hasPrefix("le "): return "du \(subject.dropFirst(3))"
    case .fr where subject.hasPrefix("un "): return "d’\(subject)"
    case .fr: return "de \(subject)"
    }
  }

  private func named(_ role: String) -> String { staff.map { "\(role) \($0)" } ?? role }
}

extension ActorID.Role: Bilingual {
  /// The role of the actor: « conseiller », `adviser`.
  public var words: (fr: String, en: String) {
    switch self {
    case .visitor: ("visiteur", "visitor")
    case .member: ("adhérent", "member")
    case .mutuelle: ("mutuelle", "mutuelle")
    case .carrier: ("service d’envoi", "carrier")
    case .clock: ("horloge", "clock")
    case .adviser: ("conseiller", "adviser")
    case .administrator: ("administrateur", "administrator")
    case .auditor: ("auditeur", "auditor")
    }
  }
}
