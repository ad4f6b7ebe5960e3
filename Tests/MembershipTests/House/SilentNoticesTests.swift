import Membership
import Notation
import Testing

@Suite("Where the notices are silent")
struct SilentNoticesTests {
  @Test("FM-22: conditions, code, image, question, telephone, letter: only if the notice has one")
  func franceMutuelle() throws {
    let rules = HouseRules.franceMutuelle
    #expect(!rules.account.requiresCGU && !rules.account.certifiesEmail)
    #expect(rules.account.antiRobot.isEmpty)
    #expect(rules.recovery.questions.isEmpty)
    #expect(rules.recovery.paths.map(\.channel) == [.email])
    #expect(rules.recovery.paths.map(\.artefact) == [.link])
    let world = try TestWorld(rules)
    try world.enrol(phone: "0611223344", postalAddress: LettersTests.postal)
    #expect(try world.requestCode("193592", channel: .sms).refusal == .notOffered)
    #expect(try world.do(.requestLetter(.make { _ in }), member: "193592").refusal == .notOffered)
    #expect(try world.answerQuestion("193592", "", accessCode: "").refusal == .notOffered)
    try world.setPassword(link: world.link())
    #expect(try world.signIn(world.identifier(), antiRobot: nil).publicOutcome.required.isEmpty)
  }

  @Test("AP-21: six digits, ten minutes, five attempts, and no conditions to accept")
  func agentsPublics() throws {
    let world = try TestWorld(.agentsPublics)
    try world.enrol()
    try world.requestCode("193592", on: pageA)
    let code = try #require(try world.member().codes.last)
    #expect(code.format == "digits6")
    #expect(code.expiresAt == world.now.advanced(by: 600_000))
    #expect(code.maxAttempts == 5)
    try world.choosePassword("193592")
    #expect(try world.signIn("193592").publicOutcome.required.isEmpty)
  }

  @Test("AP-21: a masked address that is wrong is for the adviser; nothing is typed in its place")
  func wrongAddress() throws {
    let world = try TestWorld(.agentsPublics)
    try world.enrol(email: "ancienne@example.fr")
    try world.do(
      .recordDossier(
        .make {
          $0.what = .email
          $0.invalid = true
        }), by: .adviser("a-1"), member: "193592")
    #expect(try world.requestCode("193592", on: pageA).refusal == .noChannelKnown)
  }

  @Test("MR-12, MG-15: the mail's sender is configuration: no rule and no fact names a sender")
  func sender() throws {
    for (_, rules) in HouseRules.presets {
      var writer = JSONWriter()
      rules.write(to: &writer)
      let text = String(decoding: writer.bytes, as: UTF8.self)
      #expect(!text.contains("@") && !text.contains("reply"))
    }
    let world = try TestWorld(.mcrn)
    try world.enrol()
    try world.choosePassword("193592")
    #expect(!world.clear.joined().contains("@"))
  }
}
