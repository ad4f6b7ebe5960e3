import Digests
import Membership
import Notation

/// Lines of the log as earlier versions wrote them.
///
/// Their meaning never changes.
extension GoldenEvent {
  package static let earlier: [GoldenEvent] = [
    GoldenEvent(
      "code.requested", schema: 1,
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
          $0.supersedes = .everyPage
        })),
    GoldenEvent(
      "code.refused", schema: 1,
      #"""
      {"do":"verifyCode","code":"k7wm3pq9zt2a","reason":"mismatch","counted":true,"attempt":4,\#
      "page":"\#(hex)","lockedUntil":"2026-03-02T10:00:00.001Z"}
      """#,
      .codeRefused(
        .make {
          $0.code = id
          $0.counted = true
          $0.attempt = 4
          $0.page = digest
          $0.lockedUntil = ten
        })),
    GoldenEvent(
      "letter.requested", schema: 1,
      #"{"letter":"k7wm3pq9zt2a","dueBy":"2026-03-02T09:00:00.000Z"}"#,
      .letterRequested(
        .make {
          $0.letter = id
          $0.dueBy = nine
        })),
    GoldenEvent(
      "identity.refused", schema: 1,
      #"""
      {"do":"answerQuestion","reason":"answerMismatch","counted":true,\#
      "lockedUntil":"2026-03-02T10:00:00.001Z"}
      """#,
      .identityRefused(
        .make {
          $0.action = .answerQuestion
          $0.reason = .answerMismatch
          $0.counted = true
          $0.lockedUntil = ten
        })),
    GoldenEvent(
      "sign-in.refused", schema: 1,
      #"""
      {"reason":"deviceBlocked","counted":false,"lockedUntil":"2026-03-02T10:00:00.001Z",\#
      "device":"k7wm3pq9zt2a"}
      """#,
      .signInRefused(
        .make {
          $0.reason = .deviceBlocked
          $0.lockedUntil = ten
          $0.device = id
          $0.countsOnEveryLetter = true
        })),
  ]

  /// The rules of a house from a version without separate days for the post.
  package static let earlierRulesText = #"""
    {"identifiers":{"scheme":"accessCodeOrEmail","foundBy":["number","accessCode","email"],\#
    "shortestNumber":6,"longestNumber":10,"sharedEmail":"notAsLogin","mask":"none"},\#
    "password":{"minimumLength":8,"maximumLength":64,"requiredClasses":["upper","lower","digit"],\#
    "minimumClasses":3,"forbiddenCharacters":"'%\\_","advisedAgainst":"\"","blocklist":true,\#
    "similarity":false},\#
    "recovery":{"paths":[{"channel":"email","artefact":"link","lifetime":3600000},\#
    {"channel":"letter","artefact":"temporaryPassword","lifetime":1814400000}],\#
    "codeFormat":"letters8","attempts":5,"letterAttempts":100,"grantLifetime":600000,\#
    "letterDueDays":8,"addressSettledDays":7,"questions":["Qui ?","Où donc ?"]},\#
    "account":{"start":"activationLink","legacy":"takenOver","renewal":"advised",\#
    "renewalMonths":6,"mailsAtEnrolment":true,"firstLinkLifetime":86400000,\#
    "registrationLifetime":1800000,"activationLifetime":86400001,"certifiesEmail":true,\#
    "certificationLifetime":86400002,"requiresCGU":true,"antiRobot":["signIn","setPassword"],\#
    "historyFrom":"2017-01-01"},\#
    "meters":{"signInFailures":5,"identityFailures":3,"firstLock":60000,"longestLock":3600000,\#
    "failuresADay":25,"requestInterval":60001,"requestsAnHour":4,"requestsADay":10,\#
    "lettersAMonth":2},\#
    "service":{"sessionLifetime":43200000,"reauthenticationWithin":3600000,\#
    "bankCoolingOff":259200000,"changeRequestDays":30,"informationDays":15,"retentionMonths":24},\#
    "retention":{"tracesDays":180,"readingNeedsPurpose":true}}
    """#
}
