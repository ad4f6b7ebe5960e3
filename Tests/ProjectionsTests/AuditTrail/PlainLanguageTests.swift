import Membership
import Testing

@testable import Projections

@Suite("Sentences hold no word of a program")
struct PlainLanguageTests {
  /// Returns every sentence of the samples in a language, for each event, actor and reader.
  private static func sentences(_ language: Language) -> [String] {
    WordingSamples.events.filter { !$0.isUnknown }.flatMap { event in
      WordingSamples.actors.flatMap { actor in
        [SentenceReader.staff, .member].map { reader in
          WordingSamples.recorded(event, by: actor).sentence(in: language, for: reader)
        }
      }
    }
  }

  private static let reference = "[a-z0-9]{12}"

  @Test("an internal reference is never called a code", arguments: Language.allCases)
  func references(_ language: Language) throws {
    let code = try Regex("\\bcode \(Self.reference)\\b")
    for text in Self.sentences(language) {
      #expect(try code.firstMatch(in: text) == nil, "\(text)")
    }
  }

  @Test("no sentence holds JSON or a name in camel case", arguments: Language.allCases)
  func names(_ language: Language) throws {
    let camelCase = try Regex("\\b[a-z]+[A-Z][A-Za-z]*\\b")
    for text in Self.sentences(language) {
      #expect(!text.contains("{") && !text.contains("\":"), "\(text)")
      // « iOS » comes from the device.
      let match = try camelCase.firstMatch(in: text.replacing("iOS", with: ""))
      #expect(match == nil, "\(text)")
    }
  }

  @Test("no French sentence holds a date or a time of a program, nor a sequence")
  func dates() throws {
    let ofAProgram = try Regex("\\d{4}-\\d{2}-\\d{2}|\\d{2}:\\d{2}|séquence|\\d,\\d")
    for text in Self.sentences(.fr) {
      #expect(try ofAProgram.firstMatch(in: text) == nil, "\(text)")
    }
  }

  @Test("a sentence for the member has typography too, and ends as every sentence does")
  func member() {
    for language in Language.allCases {
      for text in Self.sentences(language) {
        #expect(typographyFlaws(in: text, language).isEmpty, "\(text)")
        #expect(text.hasSuffix(".") && text.first?.isLowercase == false, "\(text)")
      }
    }
  }

  @Test("the member's view has « vous », no visitor and no derivation")
  func second() {
    for event in WordingSamples.events where !event.isUnknown {
      for actor in [ActorID.visitor, .member] {
        let fact = WordingSamples.recorded(event, by: actor)
        let french = fact.sentence(in: .fr, for: .member)
        let english = fact.sentence(in: .en, for: .member)
        for word in ["visiteur", "L’adhérent", "l’adhérent a", "dérivation"] {
          #expect(!french.contains(word), "\(french)")
        }
        for word in ["visitor", "The member", "derivation"] {
          #expect(!english.contains(word), "\(english)")
        }
        #expect(!french.contains("ous a ") && !french.contains("ous n’a "), "\(french)")
        #expect(!french.lowercased().contains("personne connaissant votre numéro avez"))
      }
    }
  }

  @Test("a code, a link or an answer proves the member; a number proves only « une personne »")
  func proof() {
    func french(_ event: Event) -> String {
      WordingSamples.recorded(event).sentence(in: .fr, for: .member)
    }
    let answered = french(.questionSet(.make { ($0.question, $0.questionSet) = (4, 2) }))
    #expect(answered.hasPrefix("Vous, sans être connecté, avez choisi"), "\(answered)")
    #expect(answered.contains("votre réponse"))
    let asked = french(.letterRequested(.make { $0.letter = WordingSamples.second }))
    #expect(asked.hasPrefix("Une personne connaissant votre numéro a demandé"), "\(asked)")
    let failed = french(.identityRefused(.make { $0.reason = .accessCodeMismatch }))
    #expect(failed.hasPrefix("Une personne connaissant votre numéro n’a pas pu"), "\(failed)")
    let filed = WordingSamples.recorded(
      .changeRequestWithdrawn(.make { $0.request = WordingSamples.first }), by: .member)
    #expect(filed.sentence(in: .fr, for: .member) == "Vous avez retiré la demande k7wm3pq9zt2a.")
    #expect(filed.sentence(in: .en, for: .member) == "You withdrew change request k7wm3pq9zt2a.")
  }

  @Test(
    "« supprimer » is the one word for a device, « lettre » for a letter, « motif » for a motive")
  func oneWord() {
    let words = WordTests.words(.fr).flatMap(\.words) + Self.sentences(.fr)
    for text in words {
      for other in [
        "courrier", "finalité", "dit pourquoi", "retiré l’appareil", "retirer un appar",
      ] {
        #expect(!text.contains(other), "\(text)")
      }
    }
  }

  @Test("the thing that an action is about is named once")
  func once() throws {
    for action in ActionName.allCases {
      let event = Event.actionRefused(
        .make { ($0.action, $0.reason, $0.of) = (action, .notPending, WordingSamples.second) })
      for language in Language.allCases {
        let text = WordingSamples.recorded(event, by: .adviser("a-17")).sentence(in: language)
        #expect(text.components(of: "zzzzzzzzzzz2") == 1, "\(text)")
        #expect(text.components(of: "(demande") == 0, "\(text)")
      }
    }
  }

  @Test("a wrong answer is said as one thing; no page given is said as that")
  func refusals() {
    let answer = Event.identityRefused(
      .make { ($0.action, $0.reason, $0.counted) = (.answerQuestion, .answerMismatch, true) })
    #expect(
      WordingSamples.recorded(answer).sentence(in: .en)
        == "A visitor gave a wrong answer to the secret question; attempt counted.")
    let number = Event.identityRefused(
      .make { ($0.action, $0.reason) = (.answerQuestion, .accessCodeMismatch) })
    #expect(WordingSamples.recorded(number).sentence(in: .fr).contains("n’a pas pu répondre"))
    let page = Event.signInRefused(.make { $0.reason = .wrongPage })
    #expect(
      WordingSamples.recorded(page).sentence(in: .fr).contains("aucune page n’a été indiquée"))
    let other = Event.codeRefused(.make { ($0.reason, $0.page) = (.wrongPage, .zero) })
    #expect(WordingSamples.recorded(other).sentence(in: .fr).contains("celle de la demande"))
  }
}

extension Event {
  /// Whether the sample has an unknown type.
  ///
  /// Its sentence quotes the name of the type.
  fileprivate var isUnknown: Bool {
    if case .unknown = self { true } else { false }
  }
}

extension String {
  /// Returns the number of occurrences of a text.
  fileprivate func components(of text: String) -> Int { ranges(of: text).count }
}
