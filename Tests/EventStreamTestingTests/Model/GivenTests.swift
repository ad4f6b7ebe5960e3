import Digests
import EspaceAdherent
import EventStreamTesting
import Membership
import Notation
import Projections
import Testing

@Suite("given, when, then")
struct GivenTests {
  private let page = Page(String(repeating: "ab", count: 16))
  private let email = Token("eeeeeeeeeeee") ?? Token(bits: 1)

  private func enrolled() -> Event {
    var event = MemberEnrolled()
    event.number = .open("193592")
    event.name = .open("Anne Roux")
    return .memberEnrolled(event)
  }

  private func onFile() -> Event {
    var event = EmailRecorded()
    event.email = email
    event.address = .open("anne.roux@example.fr")
    return .emailRecorded(event)
  }

  private func requestCode() -> Action {
    var action = RequestCode()
    action.page = page
    return .requestCode(action)
  }

  @Test("an action is accepted with facts, by their names or in full")
  func accepted() throws {
    let decided = Given(enrolled(), onFile(), house: "agents-publics").when(requestCode())
    try decided.then("code.requested")
    var event = CodeRequested()
    event.code = Token(bits: 42)
    event.purpose = .setPassword
    event.to = .email(email)
    event.page = page?.digest
    event.format = "digits6"
    event.expiresAt = Instant.usualStart.advanced(by: 600_000)
    event.maxAttempts = 5
    event.rules = 1
    try decided.then([.codeRequested(event)])
    event.maxAttempts = 6
    #expect(throws: Violation.self) { try decided.then([.codeRequested(event)]) }
    event.maxAttempts = 5
    event.to = .email(Token(bits: 42))
    #expect(throws: Violation.self) { try decided.then([.codeRequested(event)]) }
  }

  @Test("a refusal is one fact, for one reason")
  func refused() throws {
    let nobody = Given(house: "agents-publics").when(requestCode(), member: "999999")
    try nobody.thenRefused(.unknownMember)
    try Given(enrolled(), house: "agents-publics").when(requestCode()).thenRefused(.noChannelKnown)
    #expect(throws: Violation.self) { try nobody.thenRefused(.noChannelKnown) }
    #expect(throws: Violation.self) { try nobody.then("code.requested") }
  }

  @Test("an action already in effect needs no fact; a malformed one names its field")
  func nothing() throws {
    let active = Given(
      enrolled(), onFile(), .passwordSet(.init()), .accountActivated(.init()), house: "mcrn"
    )
    .signedIn()
    try active.when(.signOut(.init())).then("session.ended").thenNames("session.ended")
    try active.when(.closeAccount(.init()), by: .mutuelle).then("account.closed")
    let blocked = active.and([.accessBlocked(.init())])
    try blocked.when(.blockAccess(.init()), by: .adviser("c-1")).thenNothing()
    try blocked.when(.signOut(.init()), by: .member).thenRefused(.sessionEnded)
    try active.when(.verifyCode(.init())).thenInvalid("page")
  }

  @Test("a violation shows the given facts, the action and the actual result")
  func message() throws {
    let decided = Given(enrolled(), onFile(), house: "agents-publics").when(requestCode())
    let violation = #expect(throws: Violation.self) { try decided.thenRefused(.tooSoon) }
    let text = try #require(violation).description
    for part in [
      "given", "enrolled the member", "when requestCode by visitor",
      "then expected: refused for tooSoon", "but came: accepted with", "code.requested",
    ] { #expect(text.contains(part), "\(part) is not in\n\(text)") }
    #expect(!text.contains("193592") && !text.contains("anne.roux"))
  }

  @Test("time and other members are given too")
  func more() throws {
    let other = Token(bits: 77)
    let later = Instant.usualStart.advanced(by: 60_001)
    let given = Given(enrolled(), onFile(), house: "france-mutuelle")
      .and([onFile()], at: later, by: .mutuelle, of: other)
    #expect(given.facts.last?.at == later && given.facts.last?.actor == .mutuelle)
    #expect(given.facts.last?.stream == "member/\(other)")
    try given.when(.requestIdentifier(.init()), at: later).thenRefused(.noChannelKnown)
  }

  /// A wrong projection that counts a repeated fact again.
  struct Counting: Projection, Equatable {
    var codes = 0

    mutating func apply(_ fact: RecordedEvent, _ member: Member?) {
      if case .codeRequested = fact.event { codes += 1 }
    }
  }

  @Test("a projection is fed once, twice, in two halves and from a snapshot")
  func projections() throws {
    let facts = Given(enrolled(), onFile(), .codeRequested(.init()), house: "mcrn")
    let counted = facts.projected(by: Counting.self)
    try counted.then("one code is counted") { $0.codes == 1 }.thenSameInHalves()
    let violation = #expect(throws: Violation.self) { try counted.thenSameTwice() }
    #expect(try #require(violation).description.contains("delivered twice"))
    try counted.thenSameFromSnapshots().thenSameFromSnapshots { Counting(codes: $0.codes) }
    let lossy = #expect(throws: Violation.self) {
      try counted.thenSameFromSnapshots { _ in Counting() }
    }
    #expect(try #require(lossy).description.contains("from a snapshot after 4 facts"))
  }
}

extension Decided {
  /// Expects these names again, to show that expectations chain.
  @discardableResult
  fileprivate func thenNames(_ name: String) throws -> Decided {
    #expect(events.map(\.name) == [name])
    return self
  }
}
