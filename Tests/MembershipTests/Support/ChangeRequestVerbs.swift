import Digests
import Membership
import Notation
import Testing

let goodIBAN = "FR14 2004 1010 0505 0001 3M02 606"
let otherIBAN = "DE89 3704 0044 0532 0130 00"

/// The content of a member's request, for each kind.
let goodContents: [ChangeRequestKind: [String: String]] = [
  .postalAddress: ["street": "2 rue Basse", "postalCode": "44000", "city": "Nantes"],
  .phone: ["phone": "0612345678"],
  .bankDetails: ["iban": goodIBAN],
  .birth: ["name": "Ana", "birthDate": "2026-02-27"],
  .newBeneficiary: ["name": "Paul", "birthDate": "1980-05-01", "relation": "conjoint"],
  .email: ["email": "new@maison.example"],
  .other: ["text": "Je déménage bientôt."],
]

/// Short forms for the life of a change request.
extension TestWorld {
  /// Makes MCRN with one signed-in member: the account is days old, the session is from this
  /// minute.
  static func signedIn() throws -> (world: TestWorld, session: String) {
    let world = try TestWorld(.mcrn)
    try world.enrol(postalAddress: homeAddress)
    try world.choosePassword("193592")
    world.advance(.days(10))
    try #require(try world.signIn("193592").isAccepted)
    return (world, try world.session())
  }

  @discardableResult
  func file(
    _ kind: ChangeRequestKind, _ content: [String: String]? = nil, session: String? = nil,
    by actor: ActorID? = nil, seen: Int? = nil, attachments: [Digest] = []
  ) throws -> Decision {
    try self.do(
      .fileChangeRequest(
        .make {
          $0.kind = kind
          $0.content = Particulars(content ?? goodContents[kind] ?? [:])
          $0.seen = seen
          $0.attachments = attachments
        }), by: actor, member: session == nil ? "193592" : nil, session: session)
  }

  /// Returns the change request filed last.
  func request() throws -> Member.ChangeRequest {
    try #require(try member().changeRequests.last)
  }

  func requestState() throws -> Member.ChangeRequest.State { try request().state(at: now) }

  @discardableResult
  func takeUp(_ id: Token? = nil, by staff: String = "a-1") throws -> Decision {
    let id = try id ?? request().id
    return try self.do(
      .takeUpChangeRequest(.make { $0.request = id }), by: .adviser(staff), member: "193592")
  }

  @discardableResult
  func ask(_ text: String = "Un justificatif ?", _ id: Token? = nil) throws -> Decision {
    let id = try id ?? request().id
    return try self.do(
      .askInformation(
        .make {
          $0.request = id
          $0.text = UntrustedText(text)
        }), member: "193592")
  }

  @discardableResult
  func supply(
    _ content: [String: String]? = nil, attachments: [Digest] = [], session: String? = nil,
    _ id: Token? = nil
  ) throws -> Decision {
    let id = try id ?? request().id
    return try self.do(
      .supplyInformation(
        .make {
          $0.request = id
          $0.content = content.map { Particulars($0) }
          $0.attachments = attachments
        }), by: session == nil ? .adviser("a-9") : .member,
      member: session == nil ? "193592" : nil, session: session)
  }

  @discardableResult
  func decide(accept: Bool, by staff: String = "a-1", _ id: Token? = nil) throws -> Decision {
    let id = try id ?? request().id
    return try self.do(
      .decideChangeRequest(
        .make {
          $0.request = id
          $0.accept = accept
          $0.reason = accept ? nil : "documentMissing"
          $0.text = accept ? nil : "Il manque un justificatif."
          $0.note = accept ? nil : "dossier douteux"
        }), by: .adviser(staff), member: "193592")
  }

  @discardableResult
  func apply(_ id: Token? = nil) throws -> Decision {
    let id = try id ?? request().id
    return try self.do(.applyChangeRequest(.make { $0.request = id }), member: "193592")
  }

  @discardableResult
  func withdraw(_ id: Token? = nil, session: String) throws -> Decision {
    let id = try id ?? request().id
    return try self.do(.withdrawChangeRequest(.make { $0.request = id }), session: session)
  }

  /// Records an entry of the dossier, as the mutuelle or an adviser does.
  @discardableResult
  func record(
    _ what: RecordDossier.What, _ value: [String: String], by actor: ActorID = .mutuelle,
    number: String = "193592", _ change: (inout RecordDossier) -> Void = { _ in }
  ) throws -> Decision {
    var action = RecordDossier()
    action.what = what
    action.value = Particulars(value)
    change(&action)
    return try self.do(.recordDossier(action), by: actor, member: number)
  }
}
