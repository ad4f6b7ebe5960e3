import Membership
import Testing

@testable import Projections

@Suite("Values and motives as people read them")
struct ValueWordsTests {
  private func line(_ entries: [String: String], _ language: Language = .fr) -> String {
    Particulars(entries).text(in: language)
  }

  @Test("an address is shown as a line of an envelope, without labels")
  func addresses() {
    #expect(
      line(["street": "3 quai Voltaire", "postalCode": "75007", "city": "Paris"])
        == "3 quai Voltaire, 75007 Paris")
    #expect(
      line([
        "street": "Rue Haute 4", "city": "Bruxelles", "country": "Belgique",
        "complement": "boîte 2",
      ]) == "Rue Haute 4, boîte 2, Bruxelles, Belgique")
    #expect(line(["postalCode": "56100", "street": "", "city": ""]) == "56100")
    #expect(line([:]).isEmpty)
  }

  @Test("births, relations and holders are named, with days in words; an IBAN is in groups of four")
  func persons() {
    #expect(
      line(["name": "Lise", "birthDate": "2026-08-01", "relation": "fille"])
        == "Lise, date de naissance\u{A0}: 1er août 2026, lien de parenté\u{A0}: fille")
    #expect(
      line(["iban": "FR7630006000011234567890189", "holder": "N. Roy"], .en)
        == "holder: N. Roy, FR76 3000 6000 0112 3456 7890 189")
    #expect(line(["iban": "FR76 3000"]) == "FR76 3000")
    #expect(line(["birthDate": "vers 1950"]) == "date de naissance\u{A0}: vers 1950")
  }

  @Test("a name without words is not shown: the text is alone")
  func unknownNames() {
    #expect(line(["maidenAunt": "Ida", "name": "Luc"]) == "Luc, Ida")
  }

  @Test("every sealed field of every event has a label that is no name of a field")
  func labels() throws {
    let camelCase = try Regex("[a-z][A-Z]")
    for event in WordingSamples.events {
      guard let entry = EventTable.entry(named: event.name) else { continue }
      for field in entry.listing where field.dataClass != .plain {
        for language in Language.allCases {
          let label = event.label(of: field.name, language)
          #expect(try camelCase.firstMatch(in: label) == nil && !label.isEmpty)
          #expect(typographyFlaws(in: label, language).isEmpty, "\(label)")
        }
      }
    }
    let unknown = Event.unknown(UnknownEvent(type: "a.b", schema: 1, data: "{}"))
    #expect(unknown.label(of: "bloodType", .fr) == "valeur")
    let filed = Event.changeRequestFiled(.make { $0.kind = .postalAddress })
    #expect(filed.label(of: "content", .fr) == "adresse")
    let device = Event.deviceEnrolled(.make { _ in })
    #expect(device.label(of: "label", .fr) == "appareil")
  }

  private func motive(_ text: String, _ language: Language = .fr) -> String {
    let rejected = Event.changeRequestRejected(
      .make { ($0.request, $0.reason) = (WordingSamples.first, text) })
    let sentence = WordingSamples.recorded(rejected, by: .adviser("a-17"))
      .sentence(in: language, for: .member)
    let start = language == .fr ? ", motif\u{A0}: " : ", reason: "
    return String(sentence.split(separator: start, maxSplits: 1).last ?? "")
  }

  @Test("a motive of one word is said as people say it, in either language, however it is written")
  func motives() {
    #expect(motive("dossier-modifie") == "dossier modifié entre-temps.")
    #expect(motive("dossierModifie", .en) == "file changed in the meantime.")
    #expect(motive("missing-document") == "pièce justificative manquante.")
    #expect(motive("HORS_DELAI") == "hors délai.")
    #expect(motive("boite-fermee", .en) == "mailbox closed.")
  }

  @Test("an unknown word is shown in parts, with accents, never in camel case")
  func unknownMotives() {
    #expect(motive("numero-de-telephone-errone") == "«\u{A0}numéro de téléphone erroné\u{A0}».")
    #expect(motive("wrongBranchOffice") == "«\u{A0}wrong branch office\u{A0}».")
    #expect(motive("RIB-illisible") == "«\u{A0}RIB illisible\u{A0}».")
    #expect(motive("5.1.1") == "«\u{A0}5.1.1\u{A0}».")
    #expect(motive("pièce à revoir") == "«\u{A0}pièce à revoir\u{A0}».")
  }

  @Test("the words for blocked access have the actor and the reason or requester")
  func blocked() {
    let adviser = ActorID.adviser("k-9")
    #expect(
      Language.fr.blocked(by: adviser, because: "demande")
        == "bloqué par le conseiller k-9, à la demande de l’adhérent")
    #expect(
      Language.en.blocked(by: .mutuelle, because: "fraud")
        == "blocked by the mutuelle, reason: fraud")
    #expect(
      Language.fr.blocked(by: nil, because: "verification-en-cours")
        == "bloqué, motif\u{A0}: «\u{A0}verification en cours\u{A0}»")
    #expect(
      Language.fr.suspended(until: WordingSamples.later)
        == "suspendu jusqu’au 2 juillet 2026 à 0\u{A0}h\u{A0}30\u{A0}min\u{A0}15\u{A0}s")
  }

  @Test("an enumeration of texts that hold an « et » of their own has commas alone")
  func enumerated() {
    let kept = [PrivateClass.contact, .question, .verifier].map { $0.word(.fr) }
    #expect(
      Language.fr.enumerated(kept) == "coordonnées, réponses pense-bête, mots de passe et codes")
    #expect(Language.en.enumerated(["passwords and codes", "x"]) == "passwords and codes, x")
  }
}
