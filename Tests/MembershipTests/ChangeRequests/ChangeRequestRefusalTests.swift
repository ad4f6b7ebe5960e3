import Membership
import Notation
import Testing

@Suite("Change requests that are refused")
struct ChangeRequestRefusalTests {
  @Test("UM-27: each kind asks for its own fields", arguments: ChangeRequestKind.allCases)
  func fieldMissing(kind: ChangeRequestKind) throws {
    let (world, session) = try TestWorld.signedIn()
    let good = try #require(goodContents[kind])
    #expect(Set(kind.needed) == Set(good.keys))
    for name in kind.needed {
      for content in [good.filter { $0.key != name }, good.merging([name: ""]) { $1 }] {
        let refused = try world.file(kind, content, session: session)
        #expect(refused.refusal == .fieldMissing, "\(name)")
        #expect(refused.facts == ["action.refused"])
        #expect(refused.publicOutcome.reason == .fieldMissing)
      }
    }
    #expect(try world.member().changeRequests.isEmpty)
  }

  @Test(
    "UM-27: an IBAN must be one",
    arguments: [
      "FR14", "FR14 2004 1010 0505 0001 3M02 607", "XX14 2004 1010 0505 0001 3M02 606", "x",
    ])
  func iban(typed: String) throws {
    let (world, session) = try TestWorld.signedIn()
    #expect(
      try world.file(.bankDetails, ["iban": typed], session: session).refusal == .ibanInvalid)
  }

  @Test(
    "UM-27: a birth is not in the future, of Paris; today it may be",
    arguments: [.birth, .newBeneficiary] as [ChangeRequestKind])
  func future(kind: ChangeRequestKind) throws {
    let (world, _) = try TestWorld.signedIn()
    world.now = try #require(Instant("2026-03-12T22:59:59Z"))
    try world.signIn("193592")
    let session = try world.session()
    var content = try #require(goodContents[kind])
    content["birthDate"] = "2026-03-13"
    #expect(try world.file(kind, content, session: session).refusal == .birthDateInFuture)
    world.advance(.seconds(1))
    #expect(try world.file(kind, content, session: session).isAccepted)
    content["birthDate"] = "2026-02-30"
    let action = Action.fileChangeRequest(
      .make {
        $0.kind = kind
        $0.content = Particulars(content)
      })
    #expect(try world.flaw(in: action, session: session) == "birthDate")
  }

  @Test("UM-27: an address must be one")
  func email() throws {
    let (world, session) = try TestWorld.signedIn()
    #expect(try world.file(.email, ["email": "new@"], session: session).refusal == .emailMalformed)
  }

  @Test(
    "edge 38: one pending request of a kind, but births, beneficiaries and others may repeat",
    arguments: ChangeRequestKind.allCases)
  func duplicates(kind: ChangeRequestKind) throws {
    let (world, session) = try TestWorld.signedIn()
    try world.file(kind, session: session)
    let mayRepeat = [.birth, .newBeneficiary, .other].contains(kind)
    let second = try world.file(kind, session: session)
    #expect(second.refusal == (mayRepeat ? nil : .duplicatePending))
    let first = try #require(try world.member().changeRequests.first?.id)
    try world.decide(accept: true, first)
    let third = try world.file(kind, session: session)
    #expect(third.refusal == (mayRepeat ? nil : .duplicatePending), "accepted, not yet applied")
    try world.apply(first)
    let others: [ChangeRequestKind: [String: String]] = [
      .email: ["email": "third@maison.example"], .phone: ["phone": "0639980000"],
      .bankDetails: ["iban": otherIBAN],
      .postalAddress: ["street": "3 quai", "postalCode": "29200", "city": "Brest"],
    ]
    #expect(try world.file(kind, others[kind], session: session).isAccepted)
  }

  @Test("edge 38: twins, on one day, are two births and two beneficiaries")
  func twins() throws {
    let (world, session) = try TestWorld.signedIn()
    for name in ["Ana", "Eva"] {
      let content = ["name": name, "birthDate": "2026-03-01"]
      #expect(try world.file(.birth, content, session: session).isAccepted)
    }
    for request in try world.member().changeRequests {
      try world.decide(accept: true, request.id)
      try world.apply(request.id)
    }
    #expect(try world.member().beneficiaries.count == 2)
    #expect(Set(try world.member().beneficiaries.map(\.id)).count == 2)
  }

  @Test("UM-27: nothing can be done with a request that is not the member's")
  func unknown() throws {
    let (world, session) = try TestWorld.signedIn()
    try world.enrol("193593", email: nil)
    try world.do(
      .fileChangeRequest(
        .make {
          $0.kind = .phone
          $0.content = Particulars(["phone": "0612345678"])
        }), by: .adviser("a-1"), member: "193593")
    let foreign = try #require(try world.member("193593").changeRequests.first?.id)
    let decisions = [
      try world.takeUp(foreign), try world.ask("?", foreign),
      try world.supply(session: session, foreign), try world.decide(accept: true, foreign),
      try world.decide(accept: false, foreign), try world.apply(foreign),
      try world.withdraw(foreign, session: session),
    ]
    for decision in decisions {
      #expect(decision.refusal == .unknownRequest)
      guard case .actionRefused(let event) = decision.drafts[0].event else { continue }
      #expect(event.of == foreign)
    }
    #expect(try world.member("193593").changeRequests.first?.recorded == .filed)
  }

  @Test(
    "UM-27: a closed request can be neither taken up, asked about, supplied nor decided",
    arguments: ["withdrawn", "rejected", "applied"])
  func over(end: String) throws {
    let (world, session) = try TestWorld.signedIn()
    try world.file(.phone, session: session)
    switch end {
    case "withdrawn": try world.withdraw(session: session)
    case "rejected": try world.decide(accept: false)
    default:
      try world.decide(accept: true)
      try world.apply()
    }
    #expect(try world.takeUp().refusal == .notPending)
    #expect(try world.ask().refusal == .notPending)
    #expect(try world.supply(session: session).refusal == .nothingAsked)
    #expect(try world.decide(accept: true).refusal == .notPending)
    if end != "withdrawn" { #expect(try world.withdraw(session: session).refusal == .notPending) }
  }

  @Test("UM-27: nothing is applied before it is accepted, nor supplied before it is asked")
  func order() throws {
    let (world, session) = try TestWorld.signedIn()
    try world.file(.phone, session: session)
    #expect(try world.apply().refusal == .notAccepted)
    #expect(try world.supply(session: session).refusal == .nothingAsked)
    try world.takeUp()
    #expect(try world.apply().refusal == .notAccepted)
    #expect(try world.supply(session: session).refusal == .nothingAsked)
    let again = try world.takeUp()
    #expect(again.isAccepted && again.facts.isEmpty)
  }

  @Test("UM-27: supplied information is checked like a filed request")
  func suppliedWrong() throws {
    let (world, session) = try TestWorld.signedIn()
    try world.file(.bankDetails, session: session)
    try world.ask()
    #expect(try world.supply(["iban": "FR14"], session: session).refusal == .ibanInvalid)
    #expect(try world.supply(["iban": ""], session: session).refusal == .fieldMissing)
    #expect(try world.supply(["iban": otherIBAN], session: session).isAccepted)
  }

  @Test(
    "roles: a visitor files nothing, a member decides nothing, an adviser applies nothing")
  func actors() throws {
    let (world, session) = try TestWorld.signedIn()
    #expect(try world.file(.phone, by: .visitor).refusal == .notAllowed)
    #expect(try world.file(.phone, by: .mutuelle).refusal == .notAllowed)
    try world.file(.phone, session: session)
    let id = try world.request().id
    let decide = Action.decideChangeRequest(
      .make {
        $0.request = id
        $0.accept = true
      })
    #expect(try world.do(decide, session: session).refusal == .notAllowed)
    #expect(try world.do(decide, by: .mutuelle, member: "193592").refusal == .notAllowed)
    let apply = Action.applyChangeRequest(.make { $0.request = id })
    #expect(try world.do(apply, by: .adviser("a-1"), member: "193592").refusal == .notAllowed)
    let withdraw = Action.withdrawChangeRequest(.make { $0.request = id })
    #expect(try world.do(withdraw, by: .adviser("a-1"), member: "193592").refusal == .notAllowed)
    #expect(try world.requestState() == .filed)
  }

  @Test("a text of more than 10,000 characters is refused")
  func longText() throws {
    let (world, session) = try TestWorld.signedIn()
    try world.file(.other, session: session)
    let id = try world.request().id
    let ask = Action.askInformation(
      .make {
        $0.request = id
        $0.text = UntrustedText(String(repeating: "é", count: 10_001))
      })
    #expect(try world.flaw(in: ask, member: "193592") == "text")
  }
}
