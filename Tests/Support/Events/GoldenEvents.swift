package import Digests
package import Membership
package import Notation

/// One event as it is in the log and in the vault, written by hand once.
///
/// Its type must read these bytes for ever, so a line here never changes. When a type gains a field
/// or a schema, its line moves to `earlier` unchanged, and the new line is added here.
package struct GoldenEvent: Sendable {
  /// The wire name.
  package let type: String
  /// The schema version of the line.
  package let schema: Int
  /// The clear part, as in the record's `data`.
  package let data: String
  /// The private part, as in the vault, or `nil` if the type seals nothing.
  package let secret: String?
  /// The event that the two texts mean.
  package let event: Event

  init(
    _ type: String, schema: Int? = nil, _ data: String, secret: String? = nil, _ event: Event
  ) {
    (self.type, self.data, self.secret, self.event) = (type, data, secret, event)
    self.schema = schema ?? EventTable.entry(named: type)?.schema ?? 1
  }

  /// One event of every type, in the order of the catalogue.
  package static let all: [GoldenEvent] =
    house + enrolment + registration + codes + access + email + devices + changeRequests
    + erasures

  // The values in the lines: two ids, two digests, two instants.
  package static let id = Token("k7wm3pq9zt2a") ?? Token(bits: 0)
  package static let other = Token("zzzzzzzzzzz2") ?? Token(bits: 0)
  package static let hex = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
  package static let digest = Digest(hex: hex) ?? .zero
  package static let otherHex = "60303ae22b998861bce3b28f33eec1be758a213c86c93c076dbe9f558c11c752"
  package static let otherDigest = Digest(hex: otherHex) ?? .zero
  package static let nine = Instant("2026-03-02T09:00:00.000Z") ?? .earliest
  package static let ten = Instant("2026-03-02T10:00:00.001Z") ?? .earliest
}

extension GoldenEvent: CustomStringConvertible {
  package var description: String { "\(type), schema \(schema)" }
}

extension GoldenEvent {
  static let enrolment: [GoldenEvent] = [
    GoldenEvent(
      "member.enrolled", "{}",
      secret: #"{"number":"012345","name":"Zoé \"Z\" Ménard","legacyIdentifier":"zmenard"}"#,
      .memberEnrolled(
        .make {
          $0.number = .open("012345")
          $0.name = .open("Zoé \"Z\" Ménard")
          $0.legacyIdentifier = .open("zmenard")
        })),
    GoldenEvent(
      "identifier.assigned", #"{"kind":"accessCode"}"#, secret: #"{"identifier":"KX73PQ"}"#,
      .identifierAssigned(
        .make {
          $0.kind = .accessCode
          $0.identifier = .open("KX73PQ")
        })),
    GoldenEvent(
      "access-code.loss-reported", #"{"loss":"k7wm3pq9zt2a","matchesFile":true}"#,
      secret: #"{"email":"zoe@example.fr"}"#,
      .accessCodeLossReported(
        .make {
          $0.loss = id
          $0.email = .open("zoe@example.fr")
          $0.matchesFile = true
        })),
    GoldenEvent(
      "dossier.recorded",
      #"""
      {"what":"bankDetails","source":"changeRequest",\#
      "effectiveOn":"2026-03-02T09:00:00.000Z","request":"k7wm3pq9zt2a"}
      """#,
      secret: #"{"value":"{\"iban\":\"FR1420041010050500013M02606\"}"}"#,
      .dossierRecorded(
        .make {
          $0.what = .bankDetails
          $0.value = .open(Particulars(["iban": "FR1420041010050500013M02606"]))
          $0.source = .changeRequest
          $0.effectiveOn = nine
          $0.request = id
        })),
    GoldenEvent(
      "beneficiary.recorded",
      #"""
      {"beneficiary":"zzzzzzzzzzz2","effectiveOn":"2026-03-02T09:00:00.000Z","ended":false,\#
      "source":"mutuelle","request":"k7wm3pq9zt2a"}
      """#,
      secret: #"{"details":"{\"birthDate\":\"2026-02-28\",\"name\":\"Ana\"}"}"#,
      .beneficiaryRecorded(
        .make {
          $0.beneficiary = other
          $0.details = .open(Particulars(["name": "Ana", "birthDate": "2026-02-28"]))
          $0.effectiveOn = nine
          $0.request = id
        })),
  ]

  static let registration: [GoldenEvent] = [
    GoldenEvent(
      "registration.started",
      #"""
      {"registration":"k7wm3pq9zt2a","page":"\#(hex)","expiresAt":"2026-03-02T10:00:00.001Z"}
      """#,
      .registrationStarted(
        .make {
          $0.registration = id
          $0.page = digest
          $0.expiresAt = ten
        })),
    GoldenEvent(
      "identity.verified",
      #"""
      {"identity":"k7wm3pq9zt2a","evidence":["memberNumber","accessCode","answer"],\#
      "page":"\#(hex)","grantExpiresAt":"2026-03-02T10:00:00.001Z"}
      """#,
      .identityVerified(
        .make {
          $0.identity = id
          $0.evidence = [.memberNumber, .accessCode, .answer]
          $0.page = digest
          $0.grantExpiresAt = ten
        })),
    GoldenEvent(
      "identity.refused",
      #"""
      {"do":"answerQuestion","reason":"answerMismatch","counted":true,\#
      "lockedUntil":"2026-03-02T10:00:00.001Z","unrecorded":17}
      """#,
      .identityRefused(
        .make {
          $0.action = .answerQuestion
          $0.reason = .answerMismatch
          $0.counted = true
          $0.lockedUntil = ten
          $0.unrecorded = 17
        })),
    GoldenEvent(
      "account.activated", #"{"origin":"activationLink"}"#,
      .accountActivated(.make { $0.origin = .activationLink })),
    GoldenEvent(
      "access.blocked", #"{"reason":"fraud"}"#, secret: #"{"note":"appel du 2 mars"}"#,
      .accessBlocked(
        .make {
          $0.reason = "fraud"
          $0.note = .open("appel du 2 mars")
        })),
    GoldenEvent(
      "access.restored", #"{"reason":"identity checked"}"#, secret: #"{"note":"au guichet"}"#,
      .accessRestored(
        .make {
          $0.reason = "identity checked"
          $0.note = .open("au guichet")
        })),
    GoldenEvent(
      "account.closed",
      #"""
      {"reason":"death","endedOn":"2026-03-02T09:00:00.000Z",\#
      "retainUntil":"2026-03-02T10:00:00.001Z"}
      """#,
      .accountClosed(
        .make {
          $0.reason = .death
          $0.endedOn = nine
          $0.retainUntil = ten
        })),
  ]
}
