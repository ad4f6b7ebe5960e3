import Membership
import Notation
import Testing

@Suite("Kinds 10, 50 and 54: strangers do not lock a member out")
struct StrangerTests {
  private func active(_ rules: HouseRules = .agentsPublics) throws -> TestWorld {
    let world = try TestWorld(rules)
    try world.enrol(phone: "0639986072", postalAddress: homeAddress)
    try world.choosePassword("193592")
    world.advance(.days(2))
    return world
  }

  @Test(
    "kind 10: a request of another page, on any channel, leaves the member's code valid",
    arguments: [(Channel.email, Channel.sms), (.sms, .email), (.email, .email)])
  func twoPages(own: Channel, other: Channel) throws {
    let world = try active()
    try world.requestCode("193592", on: pageA, channel: own)
    let code = try world.code()
    world.advance(.seconds(30))
    #expect(try world.requestCode("193592", on: pageB, channel: other).isAccepted)
    #expect(try world.fork().verifyCode("193592", code, on: pageB).refusal == .mismatch)
    #expect(try world.verifyCode("193592", code, on: pageA).isAccepted)
    #expect(try world.setPassword("193592", otherPassword, on: pageA).isAccepted)
  }

  @Test("kind 10: a page that asks again has its newest code only")
  func oneCodeAPage() throws {
    let world = try active()
    try world.requestCode("193592", on: pageA)
    let first = try world.code()
    world.advance(.minutes(1))
    try world.requestCode("193592", on: pageA, channel: .sms)
    #expect(try world.verifyCode("193592", first, on: pageA).refusal == .superseded)
    #expect(try world.verifyCode("193592", world.code(), on: pageA).isAccepted)
  }

  @Test("kind 10: other pages use up their own requests")
  func requests() throws {
    let world = try active()
    for _ in 1...3 {
      try world.requestCode("193592", on: pageB)
      world.advance(.minutes(1))
    }
    #expect(try world.requestCode("193592", on: pageB).refusal == .tooMany)
    for _ in 1...3 {
      #expect(try world.requestCode("193592", on: pageA).isAccepted)
      world.advance(.minutes(1))
    }
    #expect(try world.requestCode("193592", on: pageA).refusal == .tooMany)
  }

  @Test("kind 50: all pages together have four times the requests of one in an hour")
  func ceiling() throws {
    let world = try active()
    let pages = (0..<13).map { Page("\($0 + 100)".padding("0", to: 32)) }
    for page in pages.prefix(12) {
      #expect(try world.requestCode("193592", on: page).isAccepted)
      world.advance(.seconds(1))
    }
    #expect(try world.requestCode("193592", on: pages.at(12)).refusal == .tooMany)
    world.advance(.hours(1))
    #expect(try world.requestCode("193592", on: pages.at(12)).isAccepted)
  }

  @Test("kind 50: a page on which a code was right keeps its requests beside any number of others")
  func membersPage() throws {
    let world = try active()
    try world.requestCode("193592", on: pageA)
    #expect(try world.verifyCode("193592", world.code(), on: pageA).isAccepted)
    world.advance(.hours(2))
    for page in (0..<13).map({ Page("\($0 + 100)".padding("0", to: 32)) }) {
      try world.requestCode("193592", on: page)
      world.advance(.seconds(1))
    }
    #expect(try world.requestCode("193592", on: pageB).refusal == .tooMany)
    for _ in 1...3 {
      #expect(try world.requestCode("193592", on: pageA).isAccepted)
      world.advance(.minutes(1))
    }
    #expect(try world.requestCode("193592", on: pageA).refusal == .tooMany)
  }

  @Test(
    "kind 50: sixty-one wrong lines a day shut no door",
    arguments: [HouseRules.agentsPublics, .mcrnRenewal, .mcrn, .recommended])
  func days(rules: HouseRules) throws {
    let world = try TestWorld(rules)
    try world.enrol(
      legacyPassword: rules.account.legacy == .takenOver ? "ancien-1" : nil,
      postalAddress: homeAddress)
    world.advance(.days(1))
    var page = 0
    for hour in 0..<72 {
      try world.signIn("193592", wrongPassword)
      for _ in 0..<(hour % 2 + 1) {
        page += 1
        try world.requestCode("193592", on: Page("\(page)".padding("f", to: 32)))
        try world.verifyCode("193592", "000000", on: Page("\(page)".padding("f", to: 32)))
      }
      world.advance(.minutes(40))
      guard hour % 6 == 5 else {
        world.advance(.minutes(20))
        continue
      }
      let owner = world.fork()
      #expect(try owner.requestCode("193592", on: pageA).isAccepted)
      #expect(try owner.verifyCode("193592", owner.code(), on: pageA).isAccepted)
      #expect(try owner.setPassword("193592", otherPassword, on: pageA).isAccepted)
      #expect(try owner.signIn("193592", otherPassword).isAccepted)
      world.advance(.minutes(20))
    }
  }

  @Test("kind 50: where links are mailed, one that is good is in the mailbox or may be asked for")
  func links() throws {
    let world = try TestWorld(.franceMutuelle)
    try world.enrol()
    world.advance(.days(1))
    for _ in 1...40 {
      let asked = try world.requestCode("193592")
      let live = try world.member().codes.last { $0.standing(at: world.now) == .live }
      #expect(asked.isAccepted || live != nil)
      world.advance(.minutes(25))
    }
    // The mailbox is not flooded: beyond the house's limits, one link is sent per lifetime of a
    // link.
    #expect(try world.member().meters.requests.count <= 24)
  }

  @Test("kind 50: a letter's temporary password is compared while signing in is locked")
  func temporaryPassword() throws {
    let world = try active(.mcrn)
    try world.do(.requestLetter(.make { _ in }), member: "193592")
    let letter = try #require(try world.member().letters.last).id
    try world.do(.dispatchLetter(.make { $0.letter = letter }), member: "193592")
    for _ in 1...9 { try world.signIn("193592", wrongPassword) }
    #expect(try world.signIn("193592").refusal == .locked)
    #expect(try world.signIn("193592", world.temporaryPassword(), on: pageC).isAccepted)
    #expect(try world.setPassword("193592", otherPassword, on: pageC).isAccepted)
  }

  @Test("kind 50: an enrolled device is locked by its own failures alone")
  func device() throws {
    let world = try active(.mcrn)
    let session = try world.open("193592")
    try world.do(.enrolDevice(.make { $0.label = "Téléphone" }), session: session)
    let device = try #require(try world.member().devices.last).id
    for _ in 1...9 { try world.signIn("193592", wrongPassword) }
    #expect(try world.fork().signIn("193592").refusal == .locked)
    #expect(try world.fork().signIn("193592", device: Token(bits: 7)).refusal == .locked)
    #expect(try world.fork().signIn("193592", device: device).isAccepted)
    for _ in 1...5 { try world.signIn("193592", wrongPassword, device: device) }
    #expect(try world.signIn("193592", device: device).refusal == .locked)
  }

  @Test("kind 50: after fifty wrong codes in a day each code has its first attempt alone")
  func wrongCodes() throws {
    let world = try active()
    for number in 1...10 {
      let page = Page("\(number)".padding("e", to: 32))
      try world.requestCode("193592", on: page)
      for _ in 1...5 { try world.verifyCode("193592", world.wrong(world.code()), on: page) }
      world.advance(.minutes(30))
    }
    try world.requestCode("193592", on: pageA)
    let code = try world.code()
    let guesser = world.fork()
    #expect(try guesser.verifyCode("193592", world.wrong(code), on: pageA).refusal == .mismatch)
    #expect(try guesser.verifyCode("193592", code, on: pageA).refusal == .locked)
    #expect(try world.verifyCode("193592", code, on: pageA).isAccepted)
  }

  @Test("kind 54: of one member sixty refusals a minute, then one with a count; attempts all count")
  func flood() throws {
    let world = try active()
    try world.requestCode("193592", on: pageA)
    let start = world.facts.count
    for _ in 1...300 { try world.verifyCode("193592", "000000", on: pageB) }
    #expect(world.facts.count == start + 60)
    for _ in 1...5 { try world.verifyCode("193592", world.wrong(world.code()), on: pageA) }
    #expect(try world.member().codes.last?.failures == 5)
    let unrecorded = try world.facts().compactMap { event -> Int? in
      if case .codeRefused(let event) = event { event.unrecorded } else { nil }
    }
    #expect(unrecorded == [240])
    world.advance(.minutes(1))
    #expect(try world.verifyCode("193592", "000000", on: pageB).facts == ["code.refused"])
  }
}

extension String {
  /// Returns the text, padded to a length.
  fileprivate func padding(_ character: Character, to length: Int) -> String {
    self + String(repeating: character, count: max(length - count, 0))
  }
}
