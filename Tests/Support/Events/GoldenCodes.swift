import Membership
import Notation

extension GoldenEvent {
  static let codes: [GoldenEvent] = [
    GoldenEvent(
      "code.requested",
      #"""
      {"code":"k7wm3pq9zt2a","purpose":"setPassword","artefact":"temporaryPassword",\#
      "channel":"letter","to":"postalAddress","page":"\#(hex)","format":"letters12",\#
      "expiresAt":"2026-03-02T10:00:00.001Z","maxAttempts":100,"letter":"zzzzzzzzzzz2","rules":2}
      """#,
      secret: #"{"verifier":"\#(otherHex)"}"#,
      .codeRequested(
        .make {
          $0.code = id
          $0.artefact = .temporaryPassword
          $0.channel = .letter
          $0.to = .postalAddress
          $0.verifier = .open(otherDigest)
          $0.page = digest
          $0.format = "letters12"
          $0.expiresAt = ten
          $0.maxAttempts = 100
          $0.letter = other
          $0.rules = 2
        })),
    GoldenEvent(
      "code.verified",
      #"""
      {"code":"k7wm3pq9zt2a","page":"\#(hex)","grantExpiresAt":"2026-03-02T10:00:00.001Z"}
      """#,
      .codeVerified(
        .make {
          $0.code = id
          $0.page = digest
          $0.grantExpiresAt = ten
        })),
    GoldenEvent(
      "code.refused",
      #"""
      {"do":"verifyCode","code":"k7wm3pq9zt2a","reason":"mismatch","counted":true,"attempt":4,\#
      "page":"\#(hex)","lockedUntil":"2026-03-02T10:00:00.001Z","unrecorded":17}
      """#,
      .codeRefused(
        .make {
          $0.code = id
          $0.counted = true
          $0.attempt = 4
          $0.page = digest
          $0.lockedUntil = ten
          $0.unrecorded = 17
        })),
    GoldenEvent(
      "letter.requested",
      #"""
      {"letter":"k7wm3pq9zt2a","dueBy":"2026-03-02T09:00:00.000Z",\#
      "receiveBy":"2026-03-02T10:00:00.001Z"}
      """#,
      .letterRequested(
        .make {
          $0.letter = id
          $0.dueBy = nine
          $0.receiveBy = ten
        })),
    GoldenEvent(
      "delivery.reported",
      #"{"delivery":"k7wm3pq9zt2a","outcome":"bounced","reason":"550 no such user"}"#,
      .deliveryReported(
        .make {
          $0.delivery = id
          $0.outcome = .bounced
          $0.reason = "550 no such user"
        })),
    GoldenEvent(
      "notice.issued",
      #"""
      {"notice":"k7wm3pq9zt2a","topic":"accountActivated","channel":"email","to":"zzzzzzzzzzz2"}
      """#,
      .noticeIssued(
        .make {
          $0.notice = id
          $0.topic = .accountActivated
          $0.channel = .email
          $0.to = .email(other)
        })),
    GoldenEvent(
      "deadline.passed",
      #"""
      {"what":"registration","of":"k7wm3pq9zt2a","deadline":"2026-03-02T09:00:00.000Z"}
      """#,
      .deadlinePassed(
        .make {
          $0.what = .registration
          $0.of = id
          $0.deadline = nine
        })),
  ]
}
