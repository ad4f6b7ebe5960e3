import Membership
import Notation

@testable import Projections

extension WordingSamples {
  static let codes: [Event] =
    CodePurpose.allCases.flatMap { purpose in
      [
        requested(purpose, .code, .email, .email(second), "digits6"),
        requested(purpose, .link, .email, .email(second), "link22"),
        requested(purpose, .code, .sms, .phone, "digits1"),
        requested(purpose, .temporaryPassword, .letter, .postalAddress, "letters12"),
      ]
    }
    + DeliveryReported.Outcome.allCases.map { outcome in
      .deliveryReported(
        .make {
          ($0.delivery, $0.outcome) = (first, outcome)
          $0.reason = outcome == .sent ? nil : "boîte pleine"
        })
    }
    + NoticeTopic.allCases.map { topic in
      .noticeIssued(.make { ($0.notice, $0.topic, $0.to) = (first, topic, .email(second)) })
    }
    + DeadlineKind.allCases.map { what in
      .deadlinePassed(.make { ($0.what, $0.of, $0.deadline) = (what, first, later) })
    } + [
      .codeVerified(.make { $0.code = first })
    ]

  private static func requested(
    _ purpose: CodePurpose, _ artefact: Artefact, _ channel: Channel, _ to: Destination,
    _ format: String
  ) -> Event {
    .codeRequested(
      .make {
        ($0.code, $0.purpose, $0.artefact, $0.channel) = (first, purpose, artefact, channel)
        ($0.to, $0.format, $0.verifier, $0.expiresAt) = (to, format, .open(verifier), later)
        $0.page = artefact == .code ? digest : nil
        $0.letter = channel == .letter ? second : nil
        ($0.maxAttempts, $0.rules) = (channel == .sms ? 1 : 5, 3)
      })
  }

  static let passwords: [Event] =
    PasswordSet.Via.allCases.map { via in
      .passwordSet(
        .make {
          ($0.verifier, $0.kdf, $0.rules) = (sealed, "pbkdf2-sha256/600000", 3)
          ($0.via, $0.proof) = (via, via == .change ? nil : first)
        })
    }
    + PasswordRenewalRequired.Reason.allCases.map { reason in
      .passwordRenewalRequired(.make { $0.reason = reason })
    }
    + SignInSucceeded.IdentifierKind.allCases.map { kind in
      .signInSucceeded(
        .make {
          ($0.identifier, $0.session, $0.expiresAt, $0.device) = (kind, digest, later, first)
        })
    } + [
      .signInSucceeded(.make { $0.required = RequiredAction.allCases })
    ]

  static let refusals: [Event] =
    RefusalReason.allCases.flatMap { reason -> [Event] in
      [
        .identityRefused(.make { ($0.action, $0.reason) = (.answerQuestion, reason) }),
        .codeRefused(
          .make { ($0.code, $0.reason, $0.counted, $0.attempt) = (first, reason, true, 3) }),
        .signInRefused(
          .make {
            ($0.reason, $0.counted, $0.lockedUntil, $0.device) = (reason, true, later, first)
          }),
        .actionRefused(.make { ($0.reason, $0.typed) = (reason, sealed) }),
      ]
    }
    + ActionName.allCases.map { action in
      .actionRefused(
        .make {
          ($0.action, $0.of, $0.rules) = (action, second, PasswordRule.allCases)
          ($0.unrecorded, $0.lockedUntil) = (action == .signIn ? 1 : 12, later)
        })
    }

  static let emailAndDevices: [Event] =
    EmailRecorded.Standing.allCases.flatMap { standing in
      DossierSource.allCases.map { source in
        .emailRecorded(
          .make {
            ($0.email, $0.address, $0.source, $0.standing) = (first, sealed, source, standing)
            $0.disclosureRefused = standing == .pending
          })
      }
    }
    + EmailInvalidated.Reason.allCases.map { reason in
      .emailInvalidated(.make { ($0.email, $0.reason) = (first, reason) })
    }
    + EmailWithdrawn.Reason.allCases.map { reason in
      .emailWithdrawn(.make { ($0.email, $0.reason) = (first, reason) })
    } + [
      .emailDisclosureSet(.make { ($0.email, $0.refused) = (first, true) }),
      .emailDisclosureSet(.make { $0.email = first }),
      .deviceEnrolled(.make { $0.device = first }),
      .deviceBlocked(.make { $0.device = first }),
      .unknown(UnknownEvent(type: "member.erased", schema: 2, data: "{\"a\":\"\(secret)\"}")),
    ]
}
