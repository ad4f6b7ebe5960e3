import EspaceAdherent
import Membership
import Notation

/// The situation of one member, as far as it matters for the member's next action.
struct Situation {
  let person: Person
  let member: Member
  let house: House
  let now: Instant
  /// The items handed out about the member, the latest last.
  let items: [HandedOut.Item]
  let rules: HouseRules
  let password: Member.PasswordStanding
  let required: [RequiredAction]
  /// The registration that can still be completed.
  let registration: Member.Registration?
  /// The live codes, links and temporary passwords.
  let liveCodes: [Member.Code]
  /// The latest live session, as a step handed it out.
  let session: HandedOut.Item?
  /// The latest grant that can be used.
  let grant: Member.Grant?
  /// Whether the telephone on file receives text messages.
  let receivesText: Bool

  init(
    person: Person, member: Member, house: House, now: Instant,
    items: [HandedOut.Item], receivesText: Bool
  ) {
    self.receivesText = receivesText
    (self.person, self.member, self.house, self.now) = (person, member, house, now)
    self.items = items
    rules = house.rules(at: now)
    password = member.passwordStanding(of: house, at: now)
    required = member.requiredActions(of: house, at: now)
    registration = member.liveRegistration(at: now)
    liveCodes = member.codes.filter { $0.standing(at: now) == .live }
    grant = member.grants.last { !$0.isSpent && !Deadline.isPassed($0.expiresAt, now: now) }
    let open = member.sessions.filter { $0.isLive(at: now) }.map(\.mark.position)
    session = items.last { $0.placeholder.kind == .session && open.contains($0.position) }
  }

  var isActive: Bool { member.activation != nil }

  /// Whether signing in or proving an identity is locked.
  var isLocked: Bool {
    member.meters.signIn.isLocked(at: now) || member.meters.identity.isLocked(at: now)
  }

  func live(_ artefact: Artefact, for purposes: CodePurpose...) -> [Member.Code] {
    liveCodes.filter {
      $0.artefact == artefact && (purposes.isEmpty || purposes.contains($0.purpose))
    }
  }

  /// Whether the member is in the middle of a task that expires within days.
  var isBusy: Bool {
    grant != nil || registration != nil || liveCodes.contains { $0.artefact == .code }
      || !live(.link, for: .setPassword).isEmpty
  }

  /// Whether the member is in session without required actions, except giving an e-mail address.
  var isAtHome: Bool { session != nil && required.allSatisfy { $0 == .giveEmail } }

  /// Returns the change requests in some states.
  func requests(_ states: Member.ChangeRequest.State...) -> [Member.ChangeRequest] {
    member.changeRequests.filter { states.contains($0.state(at: now)) }
  }

  /// Returns the items of a kind.
  func items(_ kind: Placeholder.Kind) -> [HandedOut.Item] {
    items.filter { $0.placeholder.kind == kind }
  }

  /// Returns the latest item of a kind with an id.
  func item(_ kind: Placeholder.Kind, _ id: Token) -> HandedOut.Item? {
    items.last { $0.placeholder.kind == kind && $0.id == id }
  }

  /// The deliveries without a reported outcome.
  var unreported: [HandedOut.Item] {
    items(.delivery).filter { item in
      member.deliveries.contains { $0.id == item.id && $0.outcome == nil }
    }
  }
}

/// A member of a scenario as a person, with the values that the person types.
struct Person: Sendable {
  /// The number of the person in the house, from 0.
  let slot: Int
  let number: String
  let name: String
  /// The member's id after enrolment.
  var id: Token?
  /// The index of the step that enrolled the member.
  var enrolment: Int?

  /// Returns the number on the person's card; two persons of a scenario never share a number.
  static func number(of slot: Int, _ rules: HouseRules) -> String {
    let digits = String(100_001 + slot)
    let missing = rules.identifiers.shortestNumber - digits.count
    return String(repeating: "0", count: max(missing, 0)) + digits
  }

  /// Returns a printed access code of a person; `count` selects one of 64 codes.
  static func accessCode(of slot: Int, _ count: Int) -> String {
    let alphabet = Array("ABCDEFGHJKMNPQRSTUVWXYZ23456789")
    var rest = slot * 64 + count % 64
    var text = ""
    for _ in 0..<7 {
      text.append(alphabet[rest % alphabet.count])
      rest /= alphabet.count
    }
    return "K" + text
  }
}
