import Membership
import Notation
import Testing

@Suite("Letters that carry a code")
struct LetterCodeTests {
  let world: TestWorld

  init() throws {
    world = try TestWorld(.recommended)
    try world.enrol(postalAddress: LettersTests.postal)
    try world.do(.requestLetter(.make { _ in }), member: "193592")
    let letter = try #require(try world.member().letters.last).id
    try world.do(.dispatchLetter(.make { $0.letter = letter }), member: "193592")
    world.advance(.days(3))
  }

  @Test("AP-7: a letter's code is typed on any page, which becomes the page of the new password")
  func anyPage() throws {
    #expect(try world.verifyCode("193592", world.code(), on: pageB).isAccepted)
    #expect(try world.setPassword("193592", on: pageA).refusal == .wrongPage)
    #expect(try world.setPassword("193592", on: pageB).isAccepted)
    #expect(try world.member().password?.via == .letter)
  }

  @Test("edge 1: a code asked for by e-mail does not kill the letter in the post")
  func strangersRequest() throws {
    let letter = try world.code()
    try world.requestCode("193592", on: pageA)
    #expect(try world.verifyCode("193592", letter, on: pageB).isAccepted)
  }

  @Test("edge 1: a link, which has no page either, does not kill the letter in the post")
  func mailedLink() throws {
    var rules = HouseRules.recommended
    for index in rules.recovery.paths.indices where rules.recovery.paths[index].channel == .email {
      rules.recovery.paths[index].artefact = .link
    }
    let world = try TestWorld(rules)
    try world.enrol(postalAddress: LettersTests.postal)
    try world.do(.requestLetter(.make { _ in }), member: "193592")
    let due = try #require(try world.member().letters.last).id
    try world.do(.dispatchLetter(.make { $0.letter = due }), member: "193592")
    let letter = try world.code()
    try world.requestCode("193592")
    #expect(try world.member().codes.map { $0.standing(at: world.now) } == [.live, .live])
    #expect(try world.verifyCode("193592", letter, on: pageB).isAccepted)
  }

  @Test("AP-7: the letter's code is good on a page that has a code of its own")
  func besideAPagesCode() throws {
    let letter = try world.code()
    try world.requestCode("193592", on: pageA)
    #expect(try world.fork().verifyCode("193592", world.code(), on: pageA).isAccepted)
    #expect(try world.verifyCode("193592", letter, on: pageA).isAccepted)
    #expect(try world.member().grants.last?.via == .letter)
  }

  @Test("a wrong text beside a page's code counts on both codes, so neither is a way around")
  func countedOnBoth() throws {
    let letter = try world.code()
    for round in 1...20 {
      world.advance(.hours(3))
      try world.requestCode("193592", on: pageA)
      let wrong = try world.wrong(world.code())
      for _ in 1...5 { try world.verifyCode("193592", wrong, on: pageA) }
      let code = try #require(try world.member().codes.first { $0.channel == .letter })
      #expect(code.failures == 5 * round)
    }
    #expect(try world.verifyCode("193592", letter, on: pageB).refusal == .exhausted)
  }

  @Test("a wrong letter's code counts in the meter of identity, which locks at the third")
  func identity() throws {
    let letter = try world.code()
    let wrong = world.wrong(letter)
    for _ in 1...3 {
      #expect(try world.verifyCode("193592", wrong, on: pageA).refusal == .mismatch)
    }
    let locked = try world.verifyCode("193592", letter, on: pageA)
    #expect(locked.refusal == .locked)
    #expect(locked.facts == ["code.refused"])
    #expect(try world.verifyCode("193592", letter, on: pageA).facts.isEmpty)
    world.now = world.now.advanced(by: 60_001)
    #expect(try world.verifyCode("193592", letter, on: pageA).isAccepted)
  }

  @Test("a hundred wrong attempts use a letter's code up, and no fewer")
  func hundred() throws {
    let letter = try world.code()
    for attempt in 1...99 {
      world.advance(.hours(2))
      let refused = try world.verifyCode("193592", world.wrong(letter), on: pageA)
      #expect(refused.refusal == .mismatch, "attempt \(attempt)")
    }
    world.advance(.hours(2))
    #expect(try world.fork().verifyCode("193592", letter, on: pageA).isAccepted)
    try world.verifyCode("193592", world.wrong(letter), on: pageA)
    world.advance(.hours(2))
    #expect(try world.verifyCode("193592", letter, on: pageA).refusal == .exhausted)
  }

  @Test("edge 37: after a recovery by a letter bank details wait, too")
  func coolingOff() throws {
    let world = try TestWorld(.recommended)
    try world.enrol(postalAddress: LettersTests.postal)
    try world.choosePassword("193592")
    world.advance(.days(10))
    try world.do(.requestLetter(.make { _ in }), member: "193592")
    let letter = try #require(try world.member().letters.last).id
    try world.do(.dispatchLetter(.make { $0.letter = letter }), member: "193592")
    try world.verifyCode("193592", world.code(), on: pageB)
    try world.setPassword("193592", otherPassword, on: pageB)
    #expect(try world.file(.bankDetails, by: .adviser("a-1")).refusal == .coolingOff)
    world.advance(.days(3))
    #expect(try world.file(.bankDetails, by: .adviser("a-1")).isAccepted)
  }
}
