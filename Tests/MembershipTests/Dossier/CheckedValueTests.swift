import Membership
import Notation
import Testing

@Suite("Kinds 13, 14, 15, 35 and 38: recorded values are checked for every action")
struct CheckedValueTests {
  private func enrolled() throws -> TestWorld {
    let world = try TestWorld(.mcrn)
    try world.enrol()
    return world
  }

  static let incomplete: [[String: String]] = [
    ["foo": "bar"], ["city": "Quimper"], ["text": "1 rue X, 29000 Quimper"],
    ["street": " ", "postalCode": "29000", "city": "Quimper"],
    ["street": "1 rue X", "postalCode": "29000", "city": "\u{200b}\u{3164}"],
    ["street": "1 rue X", "postalCode": "", "city": "Quimper"],
    ["street": "\u{0}", "city": "Bruxelles", "country": "Belgique"],
    ["street": "-", "postalCode": "29000", "city": "Quimper"],
    ["street": "1 rue X", "postalCode": "29000", "city": "…"],
  ]

  @Test("kind 13: an address without a visible street and town is refused", arguments: incomplete)
  func addresses(value: [String: String]) throws {
    let world = try enrolled()
    for actor in [ActorID.mutuelle, .adviser("c-07")] {
      #expect(try world.record(.postalAddress, value, by: actor).refusal == .fieldMissing)
    }
    #expect(
      try world.enrol("200001", postalAddress: Particulars(value)).refusal == .fieldMissing)
    #expect(try world.file(.postalAddress, value, by: .adviser("c-07")).refusal == .fieldMissing)
    var person = value
    person["name"] = "Paul"
    guard value.keys.contains(where: PostalAddress.names.contains) else { return }
    #expect(try world.record(.beneficiary, person).refusal == .fieldMissing)
  }

  @Test(
    "kind 38: a postcode of France is five digits",
    arguments: ["1000", "ABCDE", "290000", "2900O", "29-00", "é9000"])
  func postcodes(code: String) throws {
    let world = try enrolled()
    let value = ["street": "1 rue X", "postalCode": code, "city": "Quimper"]
    #expect(try world.record(.postalAddress, value).refusal == .postalCodeInvalid)
    #expect(
      try world.enrol("200001", postalAddress: Particulars(value)).refusal == .postalCodeInvalid)
    #expect(
      try world.file(.postalAddress, value, by: .adviser("c-07")).refusal == .postalCodeInvalid)
    var abroad = value
    abroad["country"] = "Belgique"
    #expect(try world.record(.postalAddress, abroad).isAccepted)
    #expect(
      try world.record(
        .postalAddress, ["street": "1 rue X", "postalCode": "２９０００", "city": "Quimper"]
      ).isAccepted)
  }

  static let blanks = [
    "", " ", "\n\t", "\u{a0}", "\u{0}", "\u{200b}", "\u{3164}", "\u{2800}", "\u{ad}\u{feff}",
    "\u{115f}\u{1160}", "\u{301}", "\u{e0020}", "\u{fffc}",
  ]

  @Test("kind 14: where a text is needed, something shows", arguments: blanks)
  func blank(text: String) throws {
    let (world, session) = try TestWorld.signedIn()
    #expect(try world.record(.name, ["name": text]).refusal == .fieldMissing)
    #expect(try world.record(.beneficiary, ["name": text]).refusal == .fieldMissing)
    let enrolment = Action.enrolMember(
      .make {
        $0.number = "200001"
        $0.name = UntrustedText(text)
      })
    #expect(try world.flaw(in: enrolment) == "name")
    let device = Action.enrolDevice(.make { $0.label = UntrustedText(text) })
    #expect(try world.flaw(in: device, session: session) == "label")
    for kind in [ChangeRequestKind.birth, .newBeneficiary, .other, .postalAddress] {
      for name in kind.needed where name != "birthDate" {
        var content = try #require(goodContents[kind])
        content[name] = text
        #expect(try world.file(kind, content, session: session).refusal == .fieldMissing)
      }
    }
    try world.file(.birth, session: session)
    #expect(try world.ask(text).refusal == .fieldMissing)
  }

  @Test("kind 14: one letter, one ideograph, one sign is a name", arguments: ["O", "王", "é", "…"])
  func shortNames(name: String) throws {
    #expect(try enrolled().record(.name, ["name": name]).isAccepted)
  }

  @Test("kind 15: a beneficiary's parts are checked as the member's own")
  func beneficiaries() throws {
    let world = try enrolled()
    #expect(try world.record(.beneficiary, ["foo": "bar"]).refusal == .fieldMissing)
    let wrong: [([String: String], RefusalReason)] = [
      (["iban": "FR76 0000"], .ibanInvalid), (["email": "paul"], .emailMalformed),
      (["street": "1 rue X", "postalCode": "29", "city": "Brest"], .postalCodeInvalid),
      (["birthDate": "2031-01-01"], .birthDateInFuture), (["relation": "\u{200b}"], .fieldMissing),
    ]
    for (part, reason) in wrong {
      let whole = part.merging(["name": "Paul"]) { $1 }
      #expect(try world.record(.beneficiary, whole).refusal == reason)
      let asked = whole.merging(["birthDate": "1980-05-01", "relation": "conjoint"]) { first, _ in
        first
      }
      #expect(try world.file(.newBeneficiary, asked, by: .adviser("c-07")).refusal == reason)
    }
    let phone = Action.recordDossier(
      .make {
        $0.what = .beneficiary
        $0.value = Particulars(["name": "Paul", "phone": "abc"])
      })
    #expect(try world.flaw(in: phone, member: "193592") == "phone")
  }

  @Test("kind 13: a free text is accepted on no envelope beside an address's parts, by any action")
  func addressText() throws {
    let world = try enrolled()
    try world.choosePassword("193592")
    try #require(try world.signIn("193592").isAccepted)
    let address = ["street": "7 quai X", "postalCode": "29000", "city": "Brest", "text": "1 rue Y"]
    #expect(
      try world.flaw(
        in: .recordDossier(
          .make {
            $0.what = .postalAddress
            $0.value = Particulars(address)
          }), member: "193592") == "text")
    #expect(
      try world.flaw(
        in: .fileChangeRequest(
          .make {
            $0.kind = .postalAddress
            $0.content = Particulars(address)
          }), member: "193592", session: world.session()) == "text")
    let abroad = ["street": "1 rue", "city": "Dublin", "country": "Irlande"]
    #expect(try world.file(.postalAddress, abroad, by: .adviser("c-07")).isAccepted)
    let names = [
      "République française", "FRANCE MÉTROPOLITAINE\u{200b}", "Françe", "Fr.", "F",
      "Guadeloupe", "La Réunion", "Saint-Pierre-et-Miquelon", "GP", "re", "-", " . ",
    ]
    for country in names {
      let foreign = [
        "street": "7 quai X", "postalCode": "1000", "city": "Brest", "country": country,
      ]
      #expect(try world.record(.postalAddress, foreign).refusal == .postalCodeInvalid)
    }
  }

  @Test("kind 15: a given part leaves the others; the end of a cover needs no part")
  func partialUpdate() throws {
    let world = try enrolled()
    let details = ["name": "Paul", "birthDate": "1980-05-01", "iban": goodIBAN]
    try world.record(.beneficiary, details)
    let id = try #require(try world.member().beneficiaries.first).id
    let change = try world.record(.beneficiary, ["phone": "06 39 98 26 02"]) { $0.beneficiary = id }
    guard case .beneficiaryRecorded(let event)? = change.drafts.first?.event else {
      Issue.record("no beneficiary was recorded")
      return
    }
    let whole = details.merging(["phone": "06 39 98 26 02"]) { $1 }
    #expect(event.details == .open(Particulars(whole)))
    let same = [
      ["name": "Paul"], ["name": " Paul\u{200b} "], ["phone": "+33 6 39 98 26 02"],
      ["iban": goodIBAN.lowercased()],
    ]
    for part in same {
      #expect(
        try world.record(.beneficiary, part) { $0.beneficiary = id }.refusal == .sameAsOnFile)
    }
    #expect(
      try world.record(.beneficiary, ["iban": "FR76 0000"]) { $0.beneficiary = id }.refusal
        == .ibanInvalid)
    let ended = try world.record(.beneficiary, [:]) {
      $0.beneficiary = id
      $0.ended = true
    }
    #expect(ended.isAccepted)
    #expect(try world.member().beneficiaries.map(\.ended) == [true])
    try world.record(.beneficiary, ["phone": "06 39 98 26 09"]) { $0.beneficiary = id }
    #expect(try world.member().beneficiaries.map(\.ended) == [true])
    try world.record(.beneficiary, [:]) {
      $0.beneficiary = id
      $0.ended = false
    }
    #expect(try world.member().beneficiaries.map(\.ended) == [false])
  }

  @Test(
    "kind 15: a part that would be checked under its own name is refused under another",
    arguments: ["IBAN", "bankDetails", "postalAddress", "telephone", "Phone", "eMail"])
  func otherNames(name: String) throws {
    let world = try enrolled()
    let details = ["name": "Zoé", name: "FR76 0000", "relation": "enfant", "note": "x"]
    let record = Action.recordDossier(
      .make {
        $0.what = .beneficiary
        $0.value = Particulars(details)
      })
    #expect(try world.flaw(in: record, member: "193592") == name)
    let file = Action.fileChangeRequest(
      .make {
        $0.kind = .newBeneficiary
        $0.content = Particulars(details.merging(["birthDate": "1980-05-01"]) { $1 })
      })
    try world.choosePassword("193592")
    try #require(try world.signIn("193592").isAccepted)
    #expect(try world.flaw(in: file, member: "193592", session: world.session()) == name)
  }

  @Test(
    "kind 35: the birth of an adult is refused for every role; a child may be declared late",
    arguments: [
      ("1950-06-01", .birthTooLongAgo), ("2008-03-02", .birthTooLongAgo), ("2008-03-13", nil),
      ("2026-02-27", nil),
    ] as [(String, RefusalReason?)])
  func births(date: String, reason: RefusalReason?) throws {
    let (world, session) = try TestWorld.signedIn()
    let content = ["name": "Ana", "birthDate": date]
    #expect(try world.fork().file(.birth, content, session: session).refusal == reason)
    #expect(try world.fork().file(.birth, content, by: .adviser("c-07")).refusal == reason)
    try world.file(.birth, session: session)
    try world.ask()
    #expect(try world.supply(["birthDate": date], session: session).refusal == reason)
  }
}
