import Digests
import Membership
import Notation

/// The context of a sentence that is common to all facts: language, actor, time and reader.
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
  /// The details that come from other facts.
  var context = SentenceContext()
  /// Whether the fact shows that its visitor is the member: by a code, a link, an answer.
  var isProof = false

  /// The one of two texts that is in the language; the other is never made.
  func pick(fr: @autoclosure () -> String, en: @autoclosure () -> String) -> String {
    switch language {
    case .fr: fr()
    case .en: en()
    }
  }

  /// One of four texts: by language, and by whether the member reads.
  func pick(
    fr: @autoclosure () -> String, en: @autoclosure () -> String,
    toMember frenchToMember: @autoclosure () -> String,
    _ englishToMember: @autoclosure () -> String
  ) -> String {
    guard reader == .member else { return pick(fr: fr(), en: en()) }
    return pick(fr: frenchToMember(), en: englishToMember())
  }

  /// An instant in words.
  func instant(_ instant: Instant) -> String { instant.text(in: language) }

  /// An internal reference in brackets, which is never called a code.
  func reference(_ id: Token) -> String { pick(fr: "(réf. \(id))", en: "(ref. \(id))") }

  /// The first 12 digits of a digest, enough to tell one from another.
  func short(_ digest: Digest) -> Substring { digest.hex.prefix(12) }

  /// The source of an entry after a comma, unless the actor says it.
  func origin(_ source: DossierSource) -> String {
    guard !source.isSaid(by: actor) else { return "" }
    return pick(fr: ", source : ", en: ", source: ") + source.word(language)
  }

  /// A reason that staff gave for the house, which the member is not told (edge 47).
  func internalReason(_ text: String?) -> String { reader == .staff ? reason(text) : "" }

  /// Returns a comma and the reason as its author gave it, or an empty text without a reason.
  func reason(_ text: String?) -> String {
    guard let text, !text.isEmpty else { return "" }
    let motive = Motive(text).words.map { pick(fr: $0.fr, en: $0.en) }
    return pick(fr: ", motif : ", en: ", reason: ") + (motive ?? quoted(Motive(text).spaced))
  }
}

extension Optional {
  /// The words for a value, or none when there is no value.
  func said(_ words: (Wrapped) -> String) -> String { map(words) ?? "" }
}
