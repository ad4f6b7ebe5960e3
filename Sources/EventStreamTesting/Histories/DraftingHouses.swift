import Digests
import EspaceAdherent
import Membership
import Notation

extension ScenarioDraft {
  /// Makes an action of the house: rules, CGU, or the sweep of deadlines.
  func makeForHouse(
    _ on: Occasion, _ source: inout ChoiceSource
  ) throws(Rejection) -> MadeStep {
    switch on.action {
    case .sweep: return MadeStep(.sweep, by: .clock)
    case .publishCGU:
      var made = MadeStep(.publishCGU, by: .administrator("a-1"))
      let count = world.house.cgu.count + (on.isWrongTurn && source.chance(1, in: 2) ? 0 : 1)
      made["version"] = .text("v\(max(count, 1))")
      made["textDigest"] = .text(Self.textDigest("v\(max(count, 1))"))
      made["locale"] = .text("fr")
      made["reacceptance"] = .flag(source.chance(1, in: 2))
      made["effectiveFrom"] = effectiveFrom(on, &source)
      return made
    default:
      var made = MadeStep(.setHouseRules, by: .administrator("a-1"))
      made["preset"] = .text(try source.element(of: presets))
      made["effectiveFrom"] = effectiveFrom(on, &source)
      return made
    }
  }

  /// The presets that can come into force, the house's preset more often than others.
  ///
  /// If the rules change often, they are mostly presets with another way to make an account.
  private var presets: [String] {
    let all = HouseRules.presets.map(\.name)
    let own = Array(repeating: plan.house, count: 3)
    guard isRestless || isUnsettled else { return plan.isSteady ? [plan.house] : own + all }
    let start = world.rules.account.start
    let others = HouseRules.presets.filter {
      ($0.rules.account.start == .activationLink) != (start == .activationLink)
    }
    return (start == .activationLink ? own : []) + others.map(\.name)
  }

  /// Returns the start of validity: immediately, within 10 days, or in the past in wrong turns.
  private func effectiveFrom(_ on: Occasion, _ source: inout ChoiceSource) -> StepValue? {
    let hour: Int64 = 3_600_000
    if on.isWrongTurn, source.chance(1, in: 2) {
      return .text(now.advanced(by: -source.integer(in: 1...hour)).description)
    }
    guard source.chance(1, in: isRestless || isUnsettled ? 12 : 3) else { return nil }
    return .text(now.advanced(by: hour * source.integer(in: 0...240)).description)
  }

  static func textDigest(_ version: String) -> String {
    SHA256.hash(Array("CGU \(version)".utf8)).hex
  }

  /// Makes the enrolment of a person, or of a former member.
  func makeEnrolment(
    _ on: Occasion, _ source: inout ChoiceSource
  ) throws(Rejection) -> MadeStep {
    let rules = world.rules
    var made = MadeStep(.enrolMember, by: .mutuelle)
    let known = on.situation?.person
    let number = known?.number ?? Person.number(of: on.slot, rules)
    var name = known?.name ?? ""
    if known == nil { name = try text(.personName, atMost: CappedText.name, &source) }
    made["number"] = .text(number)
    made["name"] = .text(name)
    made["email"] = try emailAtEnrolment(on, &source).map { .text($0) }
    if source.chance(1, in: 3) {
      made["phone"] = .text(try source.draw(Generator<String>.phoneNumber.asOne))
    }
    if source.chance(1, in: 2) {
      made["postalAddress"] = .texts(try source.draw(Generator<Particulars>.postalAddress.asOne))
    }
    if source.chance(1, in: 4) { made["bankDetails"] = .texts(try bankDetails(on, &source)) }
    let needsCode = rules.identifiers.scheme == .accessCodeOrEmail
    if needsCode ? !(on.isWrongTurn && source.chance(1, in: 4)) : plan.isExploring {
      let isTaken = on.isWrongTurn && source.chance(1, in: 3)
      made["accessCode"] = .text(Person.accessCode(of: isTaken ? plan.earlierMembers : on.slot, 0))
    }
    if rules.account.legacy == .refused, source.chance(1, in: 3) {
      made["legacyIdentifier"] = .text("ancien\(number)")
    }
    let hasPassword = rules.account.legacy == .takenOver && !source.chance(1, in: 6)
    if hasPassword || on.isWrongTurn && source.chance(1, in: 8) {
      let legacy = try source.element(of: LegacyPassword.all)
      made["legacyPassword"] = .text(legacy.verifier)
      made.typing.password = legacy.text
    }
    made.typing.person = Person(slot: on.slot, number: number, name: name)
    return made
  }

  /// Draws the e-mail address of an enrolment.
  ///
  /// It is a new address, an address of another member (FM-21), or absent. In wrong turns, it may
  /// be malformed.
  private func emailAtEnrolment(
    _ on: Occasion, _ source: inout ChoiceSource
  ) throws(Rejection) -> String? {
    if on.isWrongTurn, source.chance(1, in: 3) { return "jeanne.durand@example,fr" }
    let kind = try source.element(byWeight: [(12, 0), (6, 1), (2, 2), (2, 3)])
    switch kind {
    case 0: return "membre\(on.slot + 1)@example.fr"
    case 1: return try source.draw(Generator<String>.emailAddress.asOne)
    case 2: return try otherAddress(on, &source)
    default: return nil
    }
  }

  /// Returns the address on file of any person, sometimes in another spelling (edge 23).
  func otherAddress(
    _ on: Occasion, _ source: inout ChoiceSource
  ) throws(Rejection) -> String {
    let other = people[source.integer(in: 0...max(people.count - 1, 0))]
    let email = other?.id.flatMap { world.members[$0]?.emailOnFile }
    let address = address(email) ?? "membre\(on.slot + 1)@example.fr"
    return source.chance(1, in: 4) ? address.uppercased() : address
  }

  /// Returns bank details, in wrong turns with wrong check digits.
  func bankDetails(
    _ on: Occasion, _ source: inout ChoiceSource
  ) throws(Rejection) -> Particulars {
    var iban = try source.draw(Generator<String>.iban.asOne)
    if on.isWrongTurn, source.chance(1, in: 2) { iban += "0" }
    return Particulars(["iban": iban])
  }
}
