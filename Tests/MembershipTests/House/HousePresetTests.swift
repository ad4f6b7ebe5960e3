import Membership
import Notation
import Testing

@Suite("The presets, as the notices have them")
struct HousePresetTests {
  @Test("there is one preset for each notice, and one for the standards' recommendation")
  func names() {
    #expect(
      HouseRules.presets.map(\.name) == [
        "france-mutuelle", "agents-publics", "unimutuelles", "mcrn-renewal", "mcrn", "recommended",
      ])
    for preset in HouseRules.presets { #expect(HouseRules.preset(preset.name) == preset.rules) }
    #expect(HouseRules.preset("nobody") == nil)
  }

  @Test("every preset can be set, and is read back as it was written")
  func setting() throws {
    for preset in HouseRules.presets {
      let world = try TestWorld(.mcrn)
      let name = preset.name
      #expect(try world.do(.setHouseRules(.make { $0.preset = name })).isAccepted)
      #expect(world.house.rules(at: world.now) == preset.rules)
    }
  }

  @Test(
    "UM-1, UM-2: Unimutuelles shows payments since 1 January 2017, and no other house has a date")
  func history() {
    for preset in HouseRules.presets {
      let day = preset.rules.account.historyFrom
      #expect(day == (preset.name == "unimutuelles" ? "2017-01-01" : nil))
    }
  }

  @Test(
    "UM-5, UM-19, UM-22: only Unimutuelles registers in four steps, and signs in with code or address"
  )
  func unimutuelles() {
    for preset in HouseRules.presets {
      let isThis = preset.name == "unimutuelles"
      #expect((preset.rules.account.start == .activationLink) == isThis)
      #expect((preset.rules.identifiers.scheme == .accessCodeOrEmail) == isThis)
      #expect((preset.rules.identifiers.sharedEmail == .notAsLogin) == isThis)
      #expect(preset.rules.recovery.questions.isEmpty == !isThis)
    }
    let rules = HouseRules.unimutuelles
    #expect(rules.account.requiresCGU && rules.account.certifiesEmail)
    #expect(rules.recovery.paths.map(\.artefact) == [.link])
    #expect(rules.account.activationLifetime == 86_400_000)
    #expect(rules.account.registrationLifetime == 1_800_000)
  }

  @Test("1.6: the identifiers of each house, the channels of a code, the checks before it")
  func differences() {
    let rows = HouseRules.presets.map { preset in
      let (rules, paths) = (preset.rules, preset.rules.recovery.paths)
      return [
        preset.name, "\(rules.identifiers.scheme)", "\(rules.account.start)",
        paths.map { "\($0.channel) \($0.artefact)" }.joined(separator: ", "),
        rules.account.antiRobot.map(\.rawValue).joined(separator: " "),
        "\(rules.identifiers.mask) \(rules.account.renewal) \(rules.account.legacy)",
      ]
    }
    let codes = "email code, sms code"
    #expect(
      rows == [
        ["france-mutuelle", "generated", "firstPassword", "email link", "", "none none refused"],
        [
          "agents-publics", "memberNumber", "firstPassword", codes + ", letter temporaryPassword",
          "signIn", "firstCharacterStars advised none",
        ],
        [
          "unimutuelles", "accessCodeOrEmail", "activationLink", "email link", "", "none none none",
        ],
        [
          "mcrn-renewal", "memberNumber", "enrolment", "email code", "signIn setPassword",
          "firstCharacterDomain forced takenOver",
        ],
        [
          "mcrn", "memberNumber", "firstPassword", codes + ", letter temporaryPassword",
          "signIn setPassword", "full none none",
        ],
        [
          "recommended", "memberNumber", "firstPassword", codes + ", letter code", "",
          "full none none",
        ],
      ])
  }
}
