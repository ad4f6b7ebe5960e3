import Membership
import Notation
import Testing

@Suite("Kinds 5, 6 and 7: values on file")
struct FiledValueTests {
  private func enrolled() throws -> TestWorld {
    let world = try TestWorld(.mcrn)
    try world.enrol(phone: "06 39 98 99 00", postalAddress: homeAddress)
    try world.record(.bankDetails, ["iban": goodIBAN, "holder": "Jeanne Durand"])
    world.advance(.days(30))
    return world
  }

  static let sameAgain: [(RecordDossier.What, [String: String])] = [
    (.bankDetails, ["iban": "fr14 2004 1010 0505 0001 3m02 606", "holder": "Jeanne Durand"]),
    (.bankDetails, ["iban": "FR14\u{a0}20041010050500013M02606", "holder": " Jeanne Durand\n"]),
    (.phone, ["phone": "+33 6 39 98 99 00"]), (.phone, ["phone": "0033639989900"]),
    (.phone, ["phone": "+33 (0)6-39-98-99-00"]), (.phone, ["text": "06.39.98.99.00"]),
    (.phone, ["phone": "tel:+33639989900"]), (.name, ["name": "Membre 193592 "]),
    (.name, ["text": "\u{200b}Membre 193592"]),
    (.name, ["name": "Membre  193592"]), (.name, ["name": "Mem\u{ad}bre\u{a0}193592"]),
    (.postalAddress, ["street": "1\u{202f}rue  Haute", "postalCode": "44000", "city": "Nantes"]),
    (.postalAddress, ["street": "1 rue Haute ", "postalCode": "44000", "city": "Nantes"]),
    (
      .postalAddress,
      [
        "street": "1 rue Haute", "postalCode": "44 000", "city": "Nantes\u{200b}",
        "complement": " ",
      ]
    ),
    (
      .postalAddress,
      ["street": "1 rue Haute", "postalCode": "44000", "city": "Nantes", "country": "FRANCE"]
    ),
  ]

  @Test(
    "kind 5: the same, spelt otherwise, is no change, by feed and adviser", arguments: sameAgain)
  func same(what: RecordDossier.What, value: [String: String]) throws {
    for actor in [ActorID.mutuelle, .adviser("c-07")] {
      let world = try enrolled()
      #expect(try world.record(what, value, by: actor).refusal == .sameAsOnFile)
      #expect(try world.do(.requestLetter(.make { _ in }), member: "193592").isAccepted)
    }
  }

  @Test(
    "kind 6: a request for the value on file is refused, by member and adviser",
    arguments: sameAgain.filter { [.phone, .bankDetails, .postalAddress].contains($0.0) })
  func requests(what: RecordDossier.What, value: [String: String]) throws {
    let (world, session) = try TestWorld.signedIn()
    try world.record(.phone, ["phone": "06 39 98 99 00"])
    try world.record(.bankDetails, ["iban": goodIBAN, "holder": "Jeanne Durand"])
    world.advance(.days(4))
    try #require(try world.signIn("193592").isAccepted)
    _ = session
    let kind = try #require(ChangeRequestKind(rawValue: what.rawValue))
    var value = value
    if let text = value.removeValue(forKey: "text") { value["phone"] = text }
    #expect(try world.file(kind, value, session: world.session()).refusal == .sameAsOnFile)
    #expect(try world.file(kind, value, by: .adviser("c-07")).refusal == .sameAsOnFile)
  }

  @Test(
    "kind 5: a change of one character is a change",
    arguments: [
      (.phone, ["phone": "06 39 98 99 01"]), (.name, ["name": "Membre 193593"]),
      (.postalAddress, ["street": "1 rue Hautes", "postalCode": "44000", "city": "Nantes"]),
      (.bankDetails, ["iban": goodIBAN, "holder": "Jeanne Durant"]),
    ] as [(RecordDossier.What, [String: String])])
  func other(what: RecordDossier.What, value: [String: String]) throws {
    #expect(try enrolled().record(what, value).facts == ["dossier.recorded"])
  }

  @Test("kind 5: a request that is being decided is not made stale by the same value")
  func notStale() throws {
    let (world, session) = try TestWorld.signedIn()
    try world.record(.bankDetails, ["iban": otherIBAN])
    try world.file(.bankDetails, session: session)
    try world.record(.bankDetails, ["iban": "DE89370400440532013000"])
    #expect(try world.decide(accept: true).isAccepted)
  }

  @Test(
    "kind 7: every value with a later date is refused; one for now or before is accepted",
    arguments: RecordDossier.What.allCases)
  func later(what: RecordDossier.What) throws {
    let values: [RecordDossier.What: [String: String]] = [
      .name: ["name": "Jeanne Martin"], .email: ["email": "new@example.fr"],
      .phone: ["phone": "06 39 98 60 99"], .bankDetails: ["iban": otherIBAN],
      .postalAddress: ["street": "2 rue Basse", "postalCode": "44000", "city": "Nantes"],
      .beneficiary: ["name": "Paul"],
    ]
    let world = try enrolled()
    let value = try #require(values[what])
    for days in [1, 3_650] {
      let from = world.now.advanced(by: Int64(days) * 86_400_000)
      #expect(
        try world.record(what, value) { $0.effectiveOn = from }.refusal == .effectiveInFuture)
    }
    #expect(
      try world.requestCode("193592", on: pageA, channel: .sms).deliveries.last?.to.text
        == "+33639989900")
    for offset in [-86_400_000, 0] as [Int64] {
      let held = world.fork()
      #expect(
        try held.record(what, value) { $0.effectiveOn = world.now.advanced(by: offset) }.isAccepted)
    }
  }
}
