import Foundation
import Notation
import Projections
import Testing

@testable import EspaceAdherent

@Suite("The texts that people read in the journeys")
struct WordingTests {
  /// Returns the forms that no text for a reader may contain.
  ///
  /// They are JSON, machine dates and times, internal codes, and names in camel case.
  private static func marks(_ language: Language) throws -> [Regex<AnyRegexOutput>] {
    var marks = [
      "[{}]", "\"", "\\d{4}-\\d{2}-\\d{2}T", "\\b[a-z]+[A-Z][a-z]", "\\bcode [a-z0-9]{12}\\b",
    ]
    if language == .fr { marks += ["\\d{2}:\\d{2}", "séquence", "[a-z]'[a-z]", " [;:!?»]"] }
    return try marks.map { try Regex($0) }
  }

  @Test(
    "no sentence, for staff or for the member, holds a mark of a program",
    arguments: Language.allCases)
  func sentences(_ language: Language) throws {
    let marks = try Self.marks(language)
    for played in try JourneyFiles.played.get() {
      for account in try played.space.everyAccount() {
        for view in HistoryView.allCases {
          for entry in try played.space.history(account.id.description, view: view) {
            let text = entry.sentence(in: language)
            for mark in marks { #expect(try mark.firstMatch(in: text) == nil, "\(text)") }
            guard view == .member, language == .fr else { continue }
            #expect(!text.contains("visiteur") && !text.contains("dérivation"), "\(text)")
          }
        }
      }
    }
  }

  @Test("the values in brackets hold no JSON, and their labels no name of a field")
  func values() throws {
    var labels: Set<String> = []
    for played in try JourneyFiles.played.get() {
      for account in try played.space.everyAccount() {
        for entry in try played.space.history(account.id.description, view: .member) {
          for value in entry.shownValues(in: .fr) {
            labels.insert(value.label)
            #expect(!value.text.contains("{") && !value.text.contains("\""), "\(value.text)")
            #expect(value.text.wholeMatch(of: /\d{4}-\d{2}-\d{2}/) == nil)
          }
        }
      }
    }
    #expect(
      labels.isSuperset(of: ["adresse", "numéro", "nom", "appareil", "coordonnées bancaires"]))
    #expect(labels.isDisjoint(with: ["value", "content", "label", "number", "address", "valeur"]))
  }

  @Test("an address is read as on an envelope, a birth with its day in words")
  func readable() throws {
    let stage = try Stage("mcrn")
    try stage.act(
      #"{"do":"enrolMember","number":"100008","name":"Inès Roy","postalAddress":{"street":"7 place du Parlement","postalCode":"35000","city":"Rennes"}}"#
    )
    let entries = try stage.space.history("100008", view: .member)
    let shown = entries.flatMap { $0.shownValues(in: .fr) }
    #expect(
      shown.contains(ShownValue(label: "adresse", text: "7 place du Parlement, 35000 Rennes")))
    #expect(shown.contains(ShownValue(label: "numéro", text: "100008")))
    #expect(try "\(shown.at(0))" == "‹numéro›")
  }

  @Test("the page and the JSON of blocked access name the actor")
  func blocked() throws {
    let stage = try Stage("mcrn")
    try stage.memberWithPassword()
    try stage.act(Line.block(reason: "vol", by: "d-3"))
    let account = try stage.space.account(Stage.number)
    #expect(account.accessText(in: .fr) == "bloqué par le conseiller d-3, motif\u{A0}: vol")
    #expect(account.accessText(in: .en) == "blocked by adviser d-3, reason: theft")
    #expect(account.json.contains(#""blockedBecause":"vol","blockedBy":"adviser/d-3""#))
    let before = try stage.space.account(Stage.number, asOf: .position(3))
    #expect(before.blockedBy == nil && before.accessText(in: .fr) == "ouvert")
  }

  @Test("UM-19, UM-22: between the CGU and the link, the CGU are accepted and the link is awaited")
  func registration() throws {
    let played = try JourneyFiles.played("unimutuelles")
    var seen = 0
    for position in 1...played.space.position {
      for account in try played.space.everyAccount(asOf: .position(position)) {
        guard let version = account.cguInRegistration else { continue }
        seen += 1
        #expect(account.standing == .registering)
        #expect(account.cguText(in: .fr) == "acceptées, inscription à confirmer (\(version))")
      }
      if seen > 3 { break }
    }
    #expect(seen > 0)
    #expect(try played.space.everyAccount().allSatisfy { $0.cguInRegistration == nil })
  }
}
