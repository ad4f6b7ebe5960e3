import Membership
import Testing

@testable import Projections

@Suite("Words for texts that people read")
struct WordTests {
  /// Returns every enumeration with texts, and its texts in a language.
  static func words(_ language: Language) -> [(name: String, words: [String])] {
    actionsAndChannels(language) + dossierAndPasswords(language) + standings(language)
      + erasures(language)
  }

  private static func actionsAndChannels(_ l: Language) -> [(name: String, words: [String])] {
    [
      ("ActionName", ActionName.allCases.map { $0.word(l) }),
      ("RefusalReason", RefusalReason.allCases.map { $0.word(l) }),
      ("Role", ActorID.Role.allCases.map { $0.word(l) }),
      ("Actor", WordingSamples.actors.map { $0.word(l) }),
      ("Channel", Channel.allCases.map { $0.word(l) }),
      ("Artefact", Artefact.allCases.map { $0.word(l) }),
      ("CodePurpose", CodePurpose.allCases.map { $0.word(l) }),
      ("NoticeTopic", NoticeTopic.allCases.map { $0.word(l) }),
      ("Outcome", DeliveryReported.Outcome.allCases.map { $0.word(l) }),
      (
        "Destination",
        [Destination.email(WordingSamples.first), .phone, .postalAddress].map { $0.word(l) }
      ),
      (
        "CodeFormat",
        [.digits(6), .digits(1), .letters(8), .letters(1)].map { (format: CodeFormat) in
          format.word(l)
        }
      ),
      ("Say", PublicOutcome.Say.allCases.map { $0.word(l) }),
    ]
  }

  private static func dossierAndPasswords(_ l: Language) -> [(name: String, words: [String])] {
    [
      ("DossierEntry", DossierEntry.allCases.map { $0.word(l) }),
      ("DossierSource", DossierSource.allCases.map { $0.word(l) }),
      ("ChangeRequestKind", ChangeRequestKind.allCases.map { $0.word(l) }),
      ("ChangeRequest.State", Member.ChangeRequest.State.allCases.map { $0.word(l) }),
      ("DeadlineKind", DeadlineKind.allCases.map { $0.word(l) }),
      ("RequiredAction", RequiredAction.allCases.map { $0.word(l) }),
      ("Via", PasswordSet.Via.allCases.map { $0.word(l) }),
      ("PasswordRule", PasswordRule.allCases.map { $0.word(l) }),
      ("PasswordStrength", PasswordStrength.allCases.map { $0.word(l) }),
      ("PasswordRenewalRequired", PasswordRenewalRequired.Reason.allCases.map { $0.word(l) }),
      ("Evidence", Evidence.allCases.map { $0.word(l) }),
    ]
  }

  private static func standings(_ l: Language) -> [(name: String, words: [String])] {
    [
      ("Standing", Member.Standing.allCases.map { $0.word(l) }),
      ("PasswordStanding", Member.PasswordStanding.allCases.map { $0.word(l) }),
      ("CGUStanding", Member.CGUStanding.allCases.map { $0.word(l) }),
      ("CodeStanding", Member.CodeStanding.allCases.map { $0.word(l) }),
      (
        "Device.State",
        [.active, .blocked, .removed].map { (state: Member.Device.State) in
          state.word(l)
        }
      ),
      (
        "Email.State",
        [.onFile, .pending, .former, .invalidated].map { (state: Member.Email.State) in
          state.word(l)
        }
      ),
      ("Origin", AccountActivated.Origin.allCases.map { $0.word(l) }),
      ("AccountClosed", AccountClosed.Reason.allCases.map { $0.word(l) }),
      ("IdentifierAssigned", IdentifierAssigned.Kind.allCases.map { $0.word(l) }),
      ("IdentifierKind", SignInSucceeded.IdentifierKind.allCases.map { $0.word(l) }),
      ("EmailRecorded", EmailRecorded.Standing.allCases.map { $0.word(l) }),
      ("EmailInvalidated", EmailInvalidated.Reason.allCases.map { $0.word(l) }),
    ]
  }

  private static func erasures(_ l: Language) -> [(name: String, words: [String])] {
    [
      ("PrivateClass", PrivateClass.allCases.map { $0.word(l) }),
      ("ErasureGround", ErasureGround.allCases.map { $0.word(l) }),
      ("ErasureRejected", ErasureRejected.Ground.allCases.map { $0.word(l) }),
      ("RetentionSwept", RetentionSwept.Kind.allCases.map { $0.word(l) }),
      ("Consulted", Consulted.allCases.map { $0.word(l) }),
    ]
  }

  @Test(
    "every case has its own words, with the language's typography", arguments: Language.allCases)
  func allCases(_ language: Language) {
    for (name, words) in Self.words(language) {
      #expect(Set(words).count == words.count, "\(name) says two things alike")
      for word in words {
        #expect(typographyFlaws(in: word, language) == [], "\(name): \(word)")
      }
    }
  }

  @Test("every action has words")
  func actions() { #expect(ActionWords.actions == Set(ActionName.allCases)) }

  @Test("no two refusal reasons share their words, and no text shows its code")
  func refusals() {
    for language in Language.allCases {
      let words = RefusalReason.allCases.map { $0.word(language) }
      #expect(Set(words.map { $0.lowercased() }).count == RefusalReason.allCases.count)
      for reason in RefusalReason.allCases {
        #expect(reason.word(language) != reason.rawValue, "\(reason) has no words")
      }
    }
  }

  @Test("a page's answer is a sentence; a refusal to recognise gives its two possible meanings")
  func says() {
    for language in Language.allCases {
      for say in PublicOutcome.Say.allCases {
        let text = say.word(language)
        #expect(text.hasSuffix(".") && text.first?.isUppercase == true, "\(say)")
      }
    }
    #expect(
      PublicOutcome.Say.notRecognised.word(.fr)
        == "Identifiants incorrects ou accès momentanément suspendu.")
  }

  @Test("an actor is named with role and pseudonym, and declined in French")
  func actors() {
    let adviser = ActorID.adviser("a-17")
    #expect(adviser.word(.fr) == "conseiller a-17")
    #expect(adviser.subject(.fr) == "le conseiller a-17")
    #expect(
      WordingSamples.actors.map { $0.genitive(.fr) } == [
        "d’un visiteur", "de l’adhérent", "de la mutuelle", "du service d’envoi", "de l’horloge",
        "du conseiller a-17", "de l’administrateur adm-1", "de l’auditeur x9",
      ])
    #expect(adviser.genitive(.en) == "of adviser a-17")
    #expect(ActorID.visitor.genitive(.en) == "of a visitor")
  }
}
