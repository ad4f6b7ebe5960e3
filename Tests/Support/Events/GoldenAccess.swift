import Membership
import Notation

extension GoldenEvent {
  static let access: [GoldenEvent] = [
    GoldenEvent(
      "password.set",
      #"""
      {"kdf":"pbkdf2-sha256/600000","rules":2,"via":"question","proof":"k7wm3pq9zt2a"}
      """#,
      secret: #"{"verifier":"$pbkdf2-sha256$i=600000$c2FsdHNhbHQ$aGFzaA"}"#,
      .passwordSet(
        .make {
          $0.verifier = .open("$pbkdf2-sha256$i=600000$c2FsdHNhbHQ$aGFzaA")
          $0.kdf = "pbkdf2-sha256/600000"
          $0.rules = 2
          $0.via = .question
          $0.proof = id
        })),
    GoldenEvent(
      "password.renewal-required", #"{"reason":"compromised"}"#,
      .passwordRenewalRequired(.make { $0.reason = .compromised })),
    GoldenEvent(
      "question.set", #"{"question":4,"questionSet":1}"#, secret: #"{"answer":"$pbkdf2…"}"#,
      .questionSet(
        .make {
          $0.question = 4
          $0.questionSet = 1
          $0.answer = .open("$pbkdf2…")
        })),
    GoldenEvent(
      "sign-in.succeeded",
      #"""
      {"identifier":"accessCode","session":"\#(hex)","expiresAt":"2026-03-02T10:00:00.001Z",\#
      "device":"k7wm3pq9zt2a","required":["setPassword","acceptCGU","certifyEmail"]}
      """#,
      .signInSucceeded(
        .make {
          $0.identifier = .accessCode
          $0.session = digest
          $0.expiresAt = ten
          $0.device = id
          $0.required = [.setPassword, .acceptCGU, .certifyEmail]
        })),
    GoldenEvent(
      "sign-in.refused",
      #"""
      {"reason":"deviceBlocked","counted":false,"lockedUntil":"2026-03-02T10:00:00.001Z",\#
      "device":"k7wm3pq9zt2a","code":"zzzzzzzzzzz2","unrecorded":17}
      """#,
      .signInRefused(
        .make {
          $0.reason = .deviceBlocked
          $0.lockedUntil = ten
          $0.device = id
          $0.code = other
          $0.unrecorded = 17
        })),
    GoldenEvent(
      "session.ended", #"{"session":"\#(hex)"}"#, .sessionEnded(.make { $0.session = digest })),
    GoldenEvent(
      "action.refused",
      #"""
      {"do":"setPassword","reason":"passwordRefused","rules":["tooShort","forbiddenCharacter"],\#
      "of":"k7wm3pq9zt2a","lockedUntil":"2026-03-02T10:00:00.001Z","unrecorded":17}
      """#,
      secret: #"{"typed":"19359\u2028\u0000'%\\_"}"#,
      .actionRefused(
        .make {
          $0.action = .setPassword
          $0.reason = .passwordRefused
          $0.rules = [.tooShort, .forbiddenCharacter]
          $0.of = id
          $0.lockedUntil = ten
          $0.unrecorded = 17
          $0.typed = .open("19359\u{2028}\0'%\\_")
        })),
  ]

  static let email: [GoldenEvent] = [
    GoldenEvent(
      "email.recorded",
      #"""
      {"email":"k7wm3pq9zt2a","source":"registration","standing":"pending",\#
      "disclosureRefused":true}
      """#,
      secret: #"{"address":"Zoé@Exemple.fr"}"#,
      .emailRecorded(
        .make {
          $0.email = id
          $0.address = .open("Zoé@Exemple.fr")
          $0.source = .registration
          $0.standing = .pending
          $0.disclosureRefused = true
        })),
    GoldenEvent(
      "email.certified", #"{"email":"k7wm3pq9zt2a","code":"zzzzzzzzzzz2"}"#,
      .emailCertified(
        .make {
          $0.email = id
          $0.code = other
        })),
    GoldenEvent(
      "email.invalidated", #"{"email":"k7wm3pq9zt2a","reason":"reused"}"#,
      .emailInvalidated(
        .make {
          $0.email = id
          $0.reason = .reused
        })),
    GoldenEvent(
      "email.withdrawn", #"{"email":"k7wm3pq9zt2a","reason":"passwordSet"}"#,
      .emailWithdrawn(
        .make {
          $0.email = id
          $0.reason = .passwordSet
        })),
    GoldenEvent(
      "email.disclosure-set", #"{"email":"k7wm3pq9zt2a","refused":true}"#,
      .emailDisclosureSet(
        .make {
          $0.email = id
          $0.refused = true
        })),
    GoldenEvent(
      "cgu.accepted", #"{"version":"2026-03","textDigest":"\#(hex)","locale":"fr-FR"}"#,
      .cguAccepted(
        .make {
          $0.version = "2026-03"
          $0.textDigest = digest
          $0.locale = "fr-FR"
        })),
    GoldenEvent(
      "cgu.declined", #"{"version":"2026-03"}"#, .cguDeclined(.make { $0.version = "2026-03" })),
  ]
}
