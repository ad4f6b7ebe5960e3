import Digests
import Membership
import Notation
import Testing

@testable import Projections

@Suite("Sentences of facts")
struct SentenceTests {
  @Test("every fact, by any actor, is one well-formed sentence", arguments: Language.allCases)
  func wellFormed(_ language: Language) {
    for event in WordingSamples.events {
      for actor in WordingSamples.actors {
        let text = WordingSamples.recorded(event, by: actor).sentence(in: language)
        #expect(text.hasSuffix("."), "\(text)")
        #expect(text.first?.isLowercase == false, "\(text)")
        let flaws = typographyFlaws(in: text, language)
        #expect(flaws.isEmpty, "\(flaws): \(text)")
        #expect(text.count(where: { $0 == "(" }) == text.count(where: { $0 == ")" }), "\(text)")
      }
    }
  }

  @Test("no sentence holds a value of a private part, nor the data of an unknown fact")
  func nothingPrivate() {
    for event in WordingSamples.events {
      for language in Language.allCases {
        let text = WordingSamples.recorded(event).sentence(in: language)
        #expect(!text.contains(WordingSamples.secret), "\(text)")
        #expect(!text.contains(WordingSamples.verifier.hex.prefix(8)), "\(text)")
      }
    }
  }

  @Test("no sentence of a golden event holds a text of its private part")
  func nothingGolden() {
    for golden in GoldenEvent.all {
      // Shorter texts, such as "FR", may be a part of a word.
      let values = (golden.secret ?? "").matches(of: /:"([^"\\]{5,})"/).map(\.1)
      for language in Language.allCases {
        let text = WordingSamples.recorded(golden.event).sentence(in: language)
        for value in values { #expect(!text.contains(value), "\(value): \(text)") }
      }
    }
  }

  @Test("a sentence is the same whether the private part is open, sealed or erased")
  func sealedAlike() {
    func recorded(_ value: Sealed<String>) -> RecordedEvent {
      WordingSamples.recorded(
        .memberEnrolled(.make { ($0.number, $0.name, $0.legacyIdentifier) = (value, value, value) })
      )
    }
    let states: [Sealed<String>] = [WordingSamples.sealed, .sealed, .erased, .absent]
    for language in Language.allCases {
      #expect(Set(states.map { recorded($0).sentence(in: language) }).count == 1)
    }
  }

  @Test("an adviser's pseudonym is in every sentence but the clock's and a sign-in's own")
  func adviser() {
    for event in WordingSamples.events {
      let text = WordingSamples.recorded(event, by: .adviser("a-17")).sentence(in: .en)
      switch event {
      case .deadlinePassed, .signInSucceeded, .unknown: break
      default: #expect(text.namesTheAdviser, "\(text)")
      }
    }
  }

  @Test("the ids that a fact names are whole in its sentence")
  func ids() {
    for event in WordingSamples.events {
      let text = WordingSamples.recorded(event).sentence(in: .fr)
      switch event {
      case .codeRequested, .codeVerified, .codeRefused, .letterRequested, .deliveryReported,
        .noticeIssued, .emailCertified, .emailRecorded, .deviceRemoved,
        .changeRequestAccepted, .registrationStarted, .identityVerified, .erasureRequested:
        #expect(text.contains("k7wm3pq9zt2a"), "\(text)")
      default: break
      }
    }
  }
}

extension String {
  fileprivate var namesTheAdviser: Bool { contains("dviser a-17") }
}
