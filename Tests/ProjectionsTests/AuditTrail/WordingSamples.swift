import Digests
import FoundationEssentials
import Membership
import Notation
import TestSupport

@testable import Projections

/// The golden event of every type, and an event for each value that a sentence puts into words.
///
/// The variants have a marked value in their private parts.
enum WordingSamples {
  static let secret = "Zénaïde-7319"
  static let sealed = Sealed<String>.open(secret)
  static let details = Sealed<Particulars>.open(Particulars(["street": secret, "iban": secret]))
  static let verifier = SHA256.hash(Array("verifier".utf8))
  static let digest = SHA256.hash(Array("clear".utf8))
  static let at = Instant("2026-03-02T09:00:00Z") ?? .earliest
  static let later = Instant("2026-07-01T22:30:15.250Z") ?? .earliest
  static let first = GoldenEvent.id
  static let second = GoldenEvent.other

  static let actors: [ActorID] = [
    .visitor, .member, .mutuelle, .carrier, .clock, .adviser("a-17"), .administrator("adm-1"),
    .auditor("x9"),
  ]

  static func recorded(
    _ event: Event, by actor: ActorID = .visitor, clockWasClamped: Bool = false
  ) -> RecordedEvent {
    RecordedEvent(
      position: 7, sequence: 3, stream: "member/\(first)", at: at, actor: actor,
      action: UUID(), correlation: UUID(), event: event, clockWasClamped: clockWasClamped)
  }

  static let events: [Event] = GoldenEvent.all.map(\.event) + variants

  private static let variants: [Event] =
    houseAndEnrolment + registrationAndAccess + codes + passwords + refusals + emailAndDevices
    + changeRequests + erasures

  static let houseAndEnrolment: [Event] =
    [
      .houseRulesSet(
        .make {
          $0.preset = "mcrn"
          $0.version = 3
          $0.effectiveFrom = later
          $0.space = .make {
            $0.id = "0f"
            $0.origin = "test"
          }
        }),
      .houseRulesSet(.make { $0.preset = "own" }),
      .cguPublished(.make { ($0.version, $0.locale, $0.textDigest) = ("2026-1", "fr", digest) }),
      .cguPublished(.make { ($0.version, $0.reacceptance) = ("2026-2", true) }),
      .logRepaired(.make { ($0.segment, $0.movedBytes, $0.firstLost) = ("1.jsonl", 1, 12) }),
      .logRepaired(.make { ($0.segment, $0.offset, $0.movedBytes) = ("1.jsonl", 4096, 37) }),
      .accessCodeLossReported(.make { ($0.loss, $0.email) = (first, sealed) }),
      .accessCodeLossReported(.make { ($0.loss, $0.matchesFile) = (first, true) }),
      .beneficiaryRecorded(
        .make { ($0.beneficiary, $0.details, $0.effectiveOn) = (first, details, at) }
      ),
      .beneficiaryRecorded(
        .make { ($0.ended, $0.request, $0.effectiveOn) = (true, second, later) }),
    ]
    + IdentifierAssigned.Kind.allCases.map { kind in
      .identifierAssigned(.make { ($0.kind, $0.identifier) = (kind, sealed) })
    }
    + DossierEntry.allCases.flatMap { entry in
      DossierSource.allCases.map { source in
        .dossierRecorded(
          .make {
            ($0.what, $0.value, $0.source, $0.effectiveOn) = (entry, details, source, later)
            $0.request = source == .changeRequest ? first : nil
          })
      }
    }

  static let registrationAndAccess: [Event] =
    [
      .identityVerified(
        .make {
          ($0.identity, $0.evidence, $0.grantExpiresAt) = (first, Evidence.allCases, later)
        }),
      .accessBlocked(.make { ($0.reason, $0.note) = ("carte volée", sealed) }),
      .accessBlocked(.make { $0.reason = "" }),
    ]
    + AccountActivated.Origin.allCases.map { origin in
      .accountActivated(.make { $0.origin = origin })
    }
    + AccountClosed.Reason.allCases.map { reason in
      .accountClosed(.make { ($0.reason, $0.endedOn, $0.retainUntil) = (reason, at, later) })
    }

  static let changeRequests: [Event] =
    [
      .changeRequestRejected(.make { $0.request = first })
    ]
    + ChangeRequestKind.allCases.map { kind in
      .changeRequestFiled(
        .make {
          ($0.request, $0.kind, $0.content, $0.attachments) = (first, kind, details, sealed)
          $0.seen = kind == .phone ? 7 : 0
          $0.dueBy = later
        })
    }

  static let erasures: [Event] =
    [
      .legalHoldSet(.make { ($0.held, $0.ground) = (true, "litige-17") }),
      .legalHoldSet(.make { $0.ground = "litige-17" }),
      .erasureRejected(.make { $0.ground = .contractActive }),
      .retentionSwept(.make { ($0.kind, $0.before, $0.count) = (.traces, later, 1) }),
      .retentionSwept(.make { ($0.kind, $0.before, $0.count) = (.facts, later, 12) }),
    ]
    + ErasureRejected.Ground.allCases.map { ground in
      .erasureRejected(
        .make {
          ($0.erasure, $0.kept, $0.ground) = (first, [.identity, .contact, .bank], ground)
          $0.until = ground == .limitationRunning ? later : nil
        })
    }
    + ErasureGround.allCases.flatMap { ground in
      [PrivateClass.allCases, PrivateClass.accessory].flatMap { classes in
        [classes, []].map { counted in
          .memberErased(
            .make {
              ($0.classes, $0.ground) = (classes, ground)
              $0.counts = counted.map { privateClass in
                .make { ($0.privateClass, $0.count) = (privateClass, 3) }
              }
            })
        }
      }
    }
    + Consulted.allCases.map { what in
      .recordConsulted(.make { ($0.what, $0.purpose) = (what, sealed) })
    }
}
