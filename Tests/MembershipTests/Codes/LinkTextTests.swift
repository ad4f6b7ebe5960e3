import Membership
import Notation
import Testing

@Suite("Kind 8: links as they come back from a mailbox")
struct LinkTextTests {
  static let habits: [@Sendable (String) -> String] = [
    { $0 + " " }, { "\n" + $0 + "\r\n" }, { "\u{feff}" + $0 + "\u{a0}" }, { "<\($0)>" },
    { "«\u{a0}\($0)\u{a0}»." }, { "(\($0))" }, { "\"\($0)\"," }, { "\($0)…" },
    { $0.prefix(30) + "\n  " + $0.dropFirst(30) },
    { $0.prefix(40) + "\u{ad}\u{200b}" + $0.dropFirst(40) }, { "“\($0)”;" },
  ]

  @Test("kind 8: characters added by copying a link are removed", arguments: habits)
  func copying(habit: @Sendable (String) -> String) throws {
    let world = try TestWorld(.franceMutuelle)
    try world.enrol()
    #expect(try world.setPassword(link: habit(world.link())).isAccepted)
    let registering = try TestWorld.unimutuelles()
    try registering.registerUpToLink()
    #expect(try registering.confirmEmail(habit(registering.link())).isAccepted)
  }

  @Test("kind 8: a text that has not the form of a link is not counted; a wrong link is")
  func counting() throws {
    let world = try TestWorld(.franceMutuelle)
    try world.enrol()
    let link = try world.link()
    let key = link.dropLast(22)
    for malformed in [link + "A", String(link.dropLast()), key + "é" + link.suffix(21), "x", ""] {
      for _ in 1...5 {
        let refused = try world.setPassword(link: malformed)
        #expect(refused.refusal == .linkUnknown)
      }
    }
    #expect(try world.member().codes.last?.failures == 0)
    let wrong = link.dropLast(22) + String(repeating: "A", count: 22)
    for _ in 1...5 { try world.setPassword(link: String(wrong)) }
    #expect(try world.member().codes.last?.failures == 5)
    #expect(try world.setPassword(link: link).refusal == .exhausted)
  }
}
