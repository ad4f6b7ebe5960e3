import Membership
import Notation
import Testing

@testable import Projections

@Suite("Sentences, word for word")
struct SentenceExamplesTests {
  /// Returns the sentence with plain spaces instead of no-break spaces, to be readable here.
  private func said(_ event: Event, by actor: ActorID = .visitor, _ language: Language = .fr)
    -> String
  {
    let text = WordingSamples.recorded(event, by: actor).sentence(in: language)
    return String(
      String.UnicodeScalarView(
        text.unicodeScalars.map { $0 == "\u{A0}" || $0 == "\u{202F}" ? " " : $0 }))
  }

  @Test("AP-10, AP-13: a code says its way, its page, its end, its attempts and its rules")
  func code() {
    let event = Event.codeRequested(
      .make {
        ($0.code, $0.to, $0.page) = (WordingSamples.first, .email(WordingSamples.second), .zero)
        ($0.format, $0.maxAttempts, $0.rules) = ("digits6", 5, 1)
        $0.expiresAt = WordingSamples.at
      })
    #expect(
      said(event)
        == "Le code d’activation (réf. k7wm3pq9zt2a, 6 chiffres) pour choisir un mot de passe a été "
        + "préparé pour envoi par e-mail à l’adresse (réf. zzzzzzzzzzz2), à la demande d’un "
        + "visiteur ; valable sur la même page jusqu’au 2 mars 2026 à 10 h 00, 5 essais au plus (règles, version 1)."
    )
    #expect(
      said(event, .en)
        == "The activation code (ref. k7wm3pq9zt2a, 6 digits) to set a password was prepared for "
        + "sending by e-mail to the address (ref. zzzzzzzzzzz2), at the request of a visitor; "
        + "good on the same page until 2 March 2026 at 10:00, 5 attempts at most (rules, version 1)."
    )
  }

  @Test("a code of one attempt says so in the singular")
  func oneAttempt() {
    let event = Event.codeRequested(.make { $0.maxAttempts = 1 })
    #expect(said(event).contains(", 1 essai au plus"))
    #expect(said(event, .en).contains(", 1 attempt at most"))
  }

  @Test("a wrong code says which attempt it was; one on another page says that it is not counted")
  func wrongCode() {
    func refused(_ reason: RefusalReason, counted: Bool) -> String {
      said(
        .codeRefused(
          .make {
            ($0.code, $0.reason) = (WordingSamples.first, reason)
            ($0.counted, $0.attempt, $0.page) = (counted, 3, .zero)
          }))
    }
    #expect(
      refused(.mismatch, counted: true)
        == "Un visiteur n’a pas pu valider le code d’activation (réf. k7wm3pq9zt2a) : "
        + "le code saisi est inexact ; essai 3.")
    #expect(
      refused(.wrongPage, counted: false)
        == "Un visiteur n’a pas pu valider le code d’activation (réf. k7wm3pq9zt2a) : la page "
        + "internet n’est pas celle de la demande ; essai non compté.")
  }

  @Test("a refused sign-in says until when the meter is locked")
  func lock() {
    let event = Event.signInRefused(
      .make { ($0.counted, $0.lockedUntil) = (true, WordingSamples.at) })
    #expect(
      said(event)
        == "Un visiteur n’a pas pu se connecter : le mot de passe est inexact ; essai compté ; "
        + "essais suspendus jusqu’au 2 mars 2026 à 10 h 00.")
    #expect(
      said(event, .en)
        == "A visitor could not sign in: the password is wrong; attempt counted; "
        + "attempts suspended until 2 March 2026 at 10:00.")
  }

  @Test("MR-20, edge 24: a refused password says every rule that it breaks")
  func rules() {
    let event = Event.actionRefused(
      .make {
        ($0.action, $0.reason) = (.setPassword, .passwordRefused)
        $0.rules = [.tooShort, .forbiddenCharacter]
      })
    #expect(
      said(event)
        == "Un visiteur n’a pas pu choisir un mot de passe : le mot de passe ne respecte pas les "
        + "règles (trop court, caractère interdit).")
  }

  @Test("edge 33: a member of staff who may not accept a request is named with the attempt")
  func selfApproval() {
    let event = Event.actionRefused(
      .make {
        ($0.action, $0.reason) = (.decideChangeRequest, .selfApproval)
        $0.of = WordingSamples.first
      })
    #expect(
      said(event, by: .adviser("a-17"))
        == "Le conseiller a-17 n’a pas pu statuer sur la demande k7wm3pq9zt2a : "
        + "la même personne ne peut déposer et accepter une demande.")
  }

  @Test("MR-7: a sign-in that opens no session names the required step")
  func renewal() {
    let event = Event.signInSucceeded(.make { $0.required = [.setPassword, .acceptCGU] })
    #expect(
      said(event)
        == "Mot de passe reconnu (numéro d’adhérent), sans ouverture de session ; à faire d’abord : "
        + "choisir un nouveau mot de passe et accepter les CGU.")
  }

  @Test("a host's own words are quoted, without terminal control characters, and cut when long")
  func quoted() {
    func blocked(_ reason: String) -> String {
      said(.accessBlocked(.make { $0.reason = reason }), by: .adviser("a-17"))
    }
    let start = "Le conseiller a-17 a bloqué l’accès à l’espace adhérent"
    #expect(blocked("vu à Sète") == start + ", motif : « vu à Sète ».")
    #expect(blocked("") == start + ".")
    #expect(blocked("a\u{1B}[31m\n b\u{202E}c") == start + ", motif : « a [31m b c ».")
    let long = blocked(String(repeating: "a", count: 300))
    #expect(long == start + ", motif : « \(String(repeating: "a", count: 200))… ».")
  }

  @Test("edge 16: a fact with a held time says so")
  func clamped() {
    let event = Event.deviceRemoved(.make { $0.device = WordingSamples.first })
    let held = WordingSamples.recorded(event, by: .member, clockWasClamped: true)
    #expect(
      held.sentence(in: .en)
        == "The member removed device k7wm3pq9zt2a; time held, as the machine’s clock had stepped "
        + "back.")
    #expect(typographyFlaws(in: held.sentence(in: .fr), .fr).isEmpty)
  }

  @Test("edge 44: a fact that is not known says its type and nothing of its data")
  func unknown() {
    let event = Event.unknown(UnknownEvent(type: "item.opened", schema: 1, data: "{\"item\":1}"))
    #expect(
      said(event)
        == "Fait de type « item.opened », schéma 1, que cette version ne sait pas lire.")
  }

  @Test(
    "edge 46: the kept values with the reason, the erased ones with the count, in both languages")
  func erasure() {
    let rejected = Event.erasureRejected(
      .make {
        ($0.erasure, $0.kept) = (WordingSamples.first, [.identity, .contact, .bank])
        ($0.ground, $0.until) = (.limitationRunning, WordingSamples.at)
      })
    #expect(
      said(rejected, by: .administrator("adm-1"))
        == "L’administrateur adm-1 a rejeté la demande d’effacement k7wm3pq9zt2a : "
        + "prescription en cours jusqu’au 2 mars 2026 à 10 h 00 ; données conservées : identité, coordonnées et coordonnées bancaires."
    )
    let erased = Event.memberErased(
      .make {
        ($0.classes, $0.ground) = (PrivateClass.accessory, .memberRequest)
        $0.counts = [
          .make { ($0.privateClass, $0.count) = (.device, 2) },
          .make { ($0.privateClass, $0.count) = (.trace, 7) },
        ]
      })
    #expect(
      said(erased, by: .administrator("adm-1"), .en)
        == "Administrator adm-1 erased part of the member’s data, reason: request of the member; "
        + "names of devices (2) and security traces (7).")
  }

  @Test("edge 47: a reading names the reader and the read data, never the purpose")
  func consulted() {
    let event = Event.recordConsulted(
      .make { ($0.what, $0.purpose) = (.history, WordingSamples.sealed) })
    #expect(
      said(event, by: .auditor("x9"))
        == "L’auditeur x9 a consulté l’historique, données personnelles comprises, en indiquant "
        + "le motif.")
  }

  @Test("a repair states the bytes that it moved, and the first lost fact")
  func repaired() {
    let event = Event.logRepaired(
      .make {
        ($0.segment, $0.offset) = ("00000000000000000001.jsonl", 4096)
        ($0.movedBytes, $0.firstLost) = (37, 12)
      })
    #expect(
      said(event, by: .administrator("adm-1"), .en)
        == "Administrator adm-1 repaired the log: 37 bytes moved out of file "
        + "“00000000000000000001.jsonl” from offset 4096; the first fact lost is the one of "
        + "position 12.")
  }
}
