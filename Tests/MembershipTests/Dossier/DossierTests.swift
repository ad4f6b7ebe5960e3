import Membership
import Notation
import Testing

@Suite("The dossier: entries, beneficiaries, addresses")
struct DossierTests {
  private func enrolled() throws -> TestWorld {
    let world = try TestWorld(.mcrn)
    try world.enrol()
    return world
  }

  @Test("UM-26: each entry has its latest value, its source and its date")
  func entries() throws {
    let world = try enrolled()
    let day = world.now.advanced(by: -86_400_000)
    for (what, value) in [
      (.phone, ["phone": "0612345678"]),
      (.postalAddress, ["street": "1 rue Haute", "postalCode": "44000", "city": "Nantes"]),
      (.bankDetails, ["iban": goodIBAN]), (.name, ["text": "Jeanne Martin"]),
    ] as [(RecordDossier.What, [String: String])] {
      let first = try world.record(what, value) { $0.effectiveOn = day }
      #expect(first.facts == ["dossier.recorded"])
      guard case .dossierRecorded(let event) = first.drafts[0].event else { continue }
      #expect(event.effectiveOn == day && event.source == .mutuelle)
      #expect(event.value == .open(Particulars(value)))
      #expect(try world.record(what, value).refusal == .sameAsOnFile)
    }
    #expect(Set(try world.member().dossier.keys) == Set(DossierEntry.allCases))
    try world.record(.phone, ["phone": "0700000000"], by: .adviser("a-1"))
    #expect(try world.member().dossier[.phone]?.source == .adviser)
    #expect(try world.member().dossier[.phone]?.replaced != nil)
  }

  @Test("UM-26: bank details are checked, and no entry is empty")
  func refusals() throws {
    let world = try enrolled()
    #expect(try world.record(.bankDetails, ["iban": "FR14"]).refusal == .ibanInvalid)
    #expect(try world.record(.bankDetails, ["bic": "X"]).refusal == .fieldMissing)
    for what in RecordDossier.What.allCases where what != .email {
      #expect(try world.record(what, [:]).refusal == .fieldMissing, "\(what)")
    }
    #expect(try world.record(.email, [:]).refusal == .fieldMissing)
    #expect(try world.record(.email, ["email": "x"]).refusal == .emailMalformed)
    #expect(try world.record(.phone, ["phone": "1"], by: .visitor).refusal == .notAllowed)
  }

  @Test(
    "UM-26: a beneficiary is recorded, changed and ended under one id, with contacts of their own")
  func beneficiaries() throws {
    let world = try enrolled()
    let details = [
      "name": "Paul", "birthDate": "1980-05-01", "phone": "0611111111", "iban": goodIBAN,
      "street": "9 rue Neuve", "postalCode": "29200", "city": "Brest",
    ]
    let first = try world.record(.beneficiary, details)
    #expect(first.facts == ["beneficiary.recorded"])
    let id = try #require(try world.member().beneficiaries.first?.id)
    try world.record(.beneficiary, ["name": "Paul", "phone": "0622222222"]) { $0.beneficiary = id }
    #expect(try world.member().beneficiaries.map(\.id) == [id])
    #expect(try world.member().beneficiaries.first?.ended == false)
    try world.record(.beneficiary, ["name": "Paul"]) {
      $0.beneficiary = id
      $0.ended = true
    }
    #expect(try world.member().beneficiaries.first?.ended == true)
    #expect(!world.clear.joined().contains("Paul"))
  }

  @Test("UM-26: a beneficiary is not born in the future, nor changed under an unknown id")
  func beneficiaryRefusals() throws {
    let world = try enrolled()
    let unborn = ["name": "Ana", "birthDate": "2026-03-03"]
    #expect(try world.record(.beneficiary, unborn).refusal == .birthDateInFuture)
    var action = RecordDossier()
    action.what = .beneficiary
    action.value = Particulars(["name": "Ana", "birthDate": "demain"])
    #expect(try world.flaw(in: .recordDossier(action), member: "193592") == "birthDate")
    action.value = Particulars(["name": "Ana"])
    action.beneficiary = Token(bits: 9)
    #expect(try world.flaw(in: .recordDossier(action), member: "193592") == "beneficiary")
  }

  @Test("FM-17: an adviser records the address given by the member, and the former one is notified")
  func email() throws {
    let world = try enrolled()
    let recorded = try world.record(
      .email, ["email": "right@maison.example"], by: .adviser("a-1"))
    #expect(recorded.facts == ["email.recorded", "notice.issued"])
    #expect(recorded.deliveries.map(\.to) == [UntrustedText(fileEmail)])
    #expect(recorded.deliveries.map(\.topic) == [.emailChanged])
    #expect(
      try world.record(.email, ["text": "RIGHT@maison.example"]).refusal == .sameAsOnFile)
  }

  @Test("FM-17: an adviser may say that the address on file is no good")
  func invalid() throws {
    let world = try enrolled()
    let said = try world.record(.email, [:], by: .adviser("a-1")) { $0.invalid = true }
    #expect(said.facts == ["email.invalidated"])
    #expect(try world.member().emailOnFile == nil)
    #expect(try world.member().emails.last?.invalidation == .adviser)
    let again = try world.record(.email, [:], by: .adviser("a-1")) { $0.invalid = true }
    #expect(again.isAccepted && again.facts.isEmpty)
    #expect(try world.record(.email, ["email": fileEmail], by: .adviser("a-1")).isAccepted)
  }

  @Test("enrolment checks its values, and a refusal begins no member stream")
  func enrolment() throws {
    let world = try TestWorld.unimutuelles(enrolled: false)
    let enrol = { (change: (inout EnrolMember) -> Void) in
      try world.do(
        .enrolMember(
          .make {
            $0.number = "193592"
            $0.name = "Jeanne"
            $0.accessCode = UntrustedText(printedCode)
            change(&$0)
          }))
    }
    #expect(try enrol { $0.email = "x@" }.refusal == .emailMalformed)
    #expect(try enrol { $0.accessCode = nil }.refusal == .fieldMissing)
    #expect(try enrol { $0.legacyPassword = "$x" }.refusal == .notOffered)
    let bank = try enrol { $0.bankDetails = Particulars(["iban": "FR14"]) }
    #expect(bank.refusal == .ibanInvalid)
    #expect(world.members.isEmpty)
    #expect(world.facts.last?.stream == "visitors/2026-03")
    for number in ["19359", "12345678901", "19359x", ""] {
      let action = Action.enrolMember(
        .make {
          $0.number = UntrustedText(number)
          $0.name = "Jeanne"
          $0.accessCode = UntrustedText(printedCode)
        })
      #expect(try world.flaw(in: action) == "number")
    }
    #expect(try enrol { _ in }.isAccepted)
    #expect(try enrol { $0.number = "193593" }.refusal == .accessCodeTaken)
  }
}
