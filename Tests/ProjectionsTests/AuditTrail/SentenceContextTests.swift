import FoundationEssentials
import Membership
import Notation
import Testing

@testable import Projections

@Suite("Sentences that depend on other facts")
struct SentenceContextTests {
  private static let first = WordingSamples.first
  private static let second = WordingSamples.second

  /// Returns the sentences of one member's facts in order, for staff, in French by default.
  private func told(
    _ events: [(ActorID, Event)], house: House = House(), _ language: Language = .fr
  ) -> [String] {
    let facts = events.enumerated().map { index, entry in
      RecordedEvent(
        position: 40 + 3 * index, sequence: index + 1, stream: "member/\(Self.first)",
        at: WordingSamples.at, actor: entry.0, action: .init(), correlation: .init(),
        event: entry.1)
    }
    let contexts = SentenceContext.contexts(of: facts, house: house)
    guard !contexts.isEmpty else { return facts.map { $0.sentence(in: language) } }
    return zip(facts, contexts).map { $0.sentence(in: language, context: $1) }
  }

  private func wrongCode(_ attempt: Int) -> Event {
    .codeRefused(
      .make { ($0.code, $0.counted, $0.attempt, $0.page) = (Self.second, true, attempt, .zero) })
  }

  @Test("a wrong code says which attempt it was, of how many its own issue allowed")
  func codes() throws {
    let issued = Event.codeRequested(
      .make { ($0.code, $0.maxAttempts, $0.format) = (Self.second, 7, "letters8") })
    let texts = told([
      (.visitor, issued), (.visitor, wrongCode(1)), (.visitor, wrongCode(2)),
      (.visitor, .codeRefused(.make { ($0.code, $0.reason) = (Self.second, .expired) })),
    ])
    #expect(try texts.at(1).hasSuffix("; essai 1 sur 7."))
    #expect(try texts.at(2).hasSuffix("; essai 2 sur 7."))
    #expect(try texts.at(3).hasSuffix("; essai non compté."))
  }

  @Test("a wrong password says which one in a row it was, of how many before the suspension")
  func signIns() throws {
    let wrong = Event.signInRefused(.make { $0.counted = true })
    let right = Event.signInSucceeded(.make { $0.session = .zero })
    let texts = told(
      [wrong, wrong, right, wrong].map { (ActorID.visitor, $0) }
        + (0..<6).map { _ in (ActorID.visitor, wrong) }, .en)
    #expect(try texts.at(1).hasSuffix("; attempt 2 of 5."))
    #expect(try texts.at(3).hasSuffix("; attempt 1 of 5."))
    // After the fifth attempt the number exceeds the allowed attempts.
    #expect(try texts.at(8).hasSuffix("; attempt 6."))
  }

  @Test("a wrong answer says which proof of identity it was, by the house’s rules of the time")
  func answers() {
    var house = House()
    var rules = HouseRules.unimutuelles
    rules.meters.identityFailures = 4
    house.evolve(
      RecordedEvent(
        position: 1, sequence: 1, stream: "house", at: .earliest, actor: .clock, action: .init(),
        correlation: .init(),
        event: .houseRulesSet(
          .make { ($0.preset, $0.version, $0.rules) = ("own", 1, rules) })))
    let wrong = Event.identityRefused(
      .make { ($0.action, $0.reason, $0.counted) = (.answerQuestion, .answerMismatch, true) })
    let texts = told([wrong, wrong, wrong].map { (ActorID.visitor, $0) }, house: house)
    #expect(
      texts[2].hasSuffix("a mal répondu à la question pense-bête\u{202F}; essai 3 sur 4."))
  }

  @Test("the sentence of a request has the position of the value that it would replace")
  func positions() throws {
    let recorded = Event.dossierRecorded(.make { $0.what = .phone })
    let filed = Event.changeRequestFiled(
      .make { ($0.request, $0.kind, $0.seen) = (Self.second, .phone, 2) })
    let texts = told([
      (.mutuelle, .memberEnrolled(.make { _ in })), (.mutuelle, recorded), (.member, filed),
    ])
    #expect(try texts.at(2).contains("en remplacement du fait de position 43)"), "\(texts[2])")
    let alone = WordingSamples.recorded(filed, by: .member).sentence(in: .fr)
    #expect(alone.contains("en remplacement de la valeur du dossier)"))
  }

  @Test("AP-7: a letter’s secret is issued at the request of the requester of the letter")
  func letters() throws {
    let issued = Event.codeRequested(
      .make {
        ($0.code, $0.letter, $0.channel, $0.to) = (Self.first, Self.second, .letter, .postalAddress)
        ($0.artefact, $0.maxAttempts) = (.temporaryPassword, 100)
      })
    let verified = Event.codeVerified(.make { ($0.code, $0.page) = (Self.first, .zero) })
    for (actor, words) in [
      (ActorID.visitor, "à la demande d’un visiteur"),
      (.adviser("b-2"), "à la demande du conseiller b-2"),
    ] {
      let texts = told([
        (actor, .letterRequested(.make { $0.letter = Self.second })), (.mutuelle, issued),
        (.visitor, verified),
      ])
      #expect(
        try texts.at(1).contains("préparé par la mutuelle pour envoi par lettre"), "\(texts[1])")
      #expect(try texts.at(1).contains(words), "\(texts[1])")
      #expect(try texts.at(2).contains("a validé le mot de passe provisoire (réf. "), "\(texts[2])")
    }
    let alone = WordingSamples.recorded(issued, by: .mutuelle).sentence(in: .en)
    #expect(alone.contains("for the letter that was asked for; good until"))
  }

  @Test("facts without details from other facts have no contexts")
  func none() {
    let facts = [Event.deviceRemoved(.make { _ in }), .accountActivated(.make { _ in })].map {
      WordingSamples.recorded($0)
    }
    #expect(SentenceContext.contexts(of: facts, house: House()).isEmpty)
  }
}
