import Digests
import Membership
import Notation

/// What the sentences of all facts have in common: the language, and who acted when.
///
/// Its `clause(_:)` overloads say each fact without capital and period. French is written with
/// plain spaces here; the whole sentence is typeset once.
struct Narrator {
  let language: Language
  let actor: Actor
  /// When the fact was recorded.
  let at: Instant
  /// For whom the sentence is.
  var reader = SentenceReader.staff

  /// The one of two texts that is in the language; the other is never made.
  func pick(fr: @autoclosure () -> String, en: @autoclosure () -> String) -> String {
    switch language {
    case .fr: fr()
    case .en: en()
    }
  }

  /// Who acted, as the subject of a sentence.
  var who: String { actor.subject(language, isNamed: reader == .staff) }

  /// At whose request something was issued.
  var atRequest: String {
    pick(fr: "à la demande ", en: "at the request ")
      + actor.genitive(language, isNamed: reader == .staff)
  }

  /// Whose action brought something with it.
  var following: String {
    pick(fr: "à la suite d’une action ", en: "after an action ")
      + actor.genitive(language, isNamed: reader == .staff)
  }

  /// An instant in words.
  func instant(_ instant: Instant) -> String { instant.text(in: language) }

  /// The first 12 digits of a digest, enough to tell one from another.
  func short(_ digest: Digest) -> Substring { digest.hex.prefix(12) }

  /// The source of an entry after a comma, unless the actor says it.
  func origin(_ source: DossierSource) -> String {
    guard !source.isSaid(by: actor) else { return "" }
    return pick(fr: ", source : ", en: ", source: ") + source.word(language)
  }

  /// A reason that staff gave for the house, which the member is not told (edge 47).
  func internalReason(_ text: String?) -> String { reader == .staff ? reason(text) : "" }

  /// A reason in the words of whoever gave it, after a comma; nothing when there is none.
  func reason(_ text: String?) -> String {
    guard let text, !text.isEmpty else { return "" }
    return pick(fr: ", motif : ", en: ", reason: ") + quoted(text)
  }
}

extension Optional {
  /// The words for a value, or none when there is no value.
  func said(_ words: (Wrapped) -> String) -> String { map(words) ?? "" }
}
