import EspaceAdherent
import EventStreamTesting
import Membership
import Notation
import Testing

@Suite("The information that a visitor may learn")
struct UniformOutcomeTests {
  /// A house with one member, on a storage and a hasher that count their work.
  private struct Watched {
    let storage = ObservedStorage()
    let hasher = CountingHasher()
    let space: MemberSpace

    init(_ house: String) throws {
      let clock = ManualClock(try #require(Instant("2026-03-02T09:00:00Z")))
      let (storage, hasher) = (storage, hasher)
      space = try .create(
        on: storage, house: house, clock: { clock.now }, hasher: hasher,
        randomness: SeededGenerator(seed: 5))
      try enrol()
      clock.advance(milliseconds: 7_200_000)
    }

    @discardableResult
    private func act(_ line: String) throws -> Outcome { try space.perform(readRequest(line)) }

    private func enrol() throws {
      let isRegistered = space.house == "unimutuelles"
      let code = isRegistered ? #","accessCode":"\#(Stage.accessCode)""# : ""
      let contacts =
        #","phone":"06 39 98 14 27","postalAddress":{"street":"1 rue du Port","postalCode":"29680","city":"Roscoff"}"#
      let email = isRegistered ? "" : #","email":"\#(Stage.email)"\#(contacts)"#
      try act(
        #"{"do":"enrolMember","number":"193592","name":"Régine Thibaud"\#(email)\#(code)}"#)
      guard isRegistered else { return }
      try act(Line.publishCGU("1"))
      try act(Line.startRegistration(on: pageB))
      try act(Line.fillRegistration(on: pageB))
      let accepted = try act(Line.acceptCGU("1", on: pageB))
      let link = try #require(accepted.deliveries.first?.secret?.text)
      try act(#"{"do":"confirmEmail","by":"visitor","link":"\#(link)"}"#)
    }

    /// Performs an action and returns its outcome and its cost.
    func cost(of line: String) throws -> (outcome: Outcome, syncs: [Int], hashes: Int) {
      let hashes = hasher.hashes.value
      var outcome: Outcome?
      let counts = try storage.counts { outcome = try act(line) }
      return (
        try #require(outcome), [counts.logSyncs, counts.vaultSyncs], hasher.hashes.value - hashes
      )
    }
  }

  @Test(
    "edge 49: refused, a number on file and an unknown one get the same answer at the same cost",
    arguments: UniformAction.refused)
  func refusals(_ action: UniformAction) throws {
    let watched = try Watched(action.house)
    let known = try watched.cost(of: action.line(for: action.known))
    let unknown = try watched.cost(of: action.line(for: action.unknown))
    guard case .refused = known.outcome.result else {
      Issue.record("not refused")
      return
    }
    #expect(known.outcome.member != nil && unknown.outcome.member == nil)
    #expect(known.outcome.publicOutcome == unknown.outcome.publicOutcome)
    #expect(known.outcome.deliveries.isEmpty)
    #expect(known.syncs == [1, 1] && unknown.syncs == [1, 1])
    #expect(known.hashes == unknown.hashes)
    let hashes = ["signIn", "answerQuestion"].contains(action.name) ? 1 : 0
    #expect(known.hashes == hashes)
  }

  @Test(
    "edge 49: accepted, the member gets the answer and the cost of an unknown number",
    arguments: UniformAction.accepted)
  func acceptances(_ action: UniformAction) throws {
    let watched = try Watched(action.house)
    let known = try watched.cost(of: action.line(for: action.known))
    let unknown = try watched.cost(of: action.line(for: action.unknown))
    #expect(known.outcome.result == .accepted)
    #expect(unknown.outcome.result == .refused(.unknownMember))
    #expect(known.outcome.publicOutcome.say == unknown.outcome.publicOutcome.say)
    // If a mask shows the first character, an unknown number gets a decoy's.
    let (mask, decoy) = (
      known.outcome.publicOutcome.mask, unknown.outcome.publicOutcome.mask
    )
    #expect((mask == nil) == (decoy == nil))
    if action.house != "mcrn-renewal" { #expect(mask?.count == decoy?.count) }
    #expect(known.syncs == [1, 1] && unknown.syncs == [1, 1])
    #expect(known.hashes == unknown.hashes)
    // Repeated at once, the action is refused for the member. The public answer does not show it.
    let again = try watched.cost(of: action.line(for: action.known))
    #expect(again.outcome.result != .accepted)
    #expect(again.outcome.publicOutcome == known.outcome.publicOutcome)
    #expect(again.syncs == [1, 1])
  }

  @Test(
    "a missing field is reported in the same way for members and unknown numbers",
    arguments: UniformAction.refused.filter { $0.fields.contains("page") })
  func invalid(_ action: UniformAction) throws {
    let watched = try Watched(action.house)
    let bare = UniformAction(
      house: action.house, name: action.name,
      fields: action.fields.replacing(#","page":"\#(pageA)""#, with: ""), naming: action.naming)
    let known = watched.space.perform(json: bare.line(for: action.known))
    let unknown = watched.space.perform(json: bare.line(for: action.unknown))
    let isInvalid = known.contains(#""outcome":"invalid""#)
    #expect(isInvalid == unknown.contains(#""outcome":"invalid""#))
    if isInvalid { #expect(known == unknown) }
  }

  @Test("a flood of refusals that leave no fact costs the same as one that does")
  func flood() throws {
    let watched = try Watched("unimutuelles")
    let guess = try #require(UniformAction.refused.first { $0.known == Stage.accessCode })
    for _ in 0..<7 { _ = try watched.cost(of: guess.line(for: guess.known)) }
    let locked = try watched.cost(of: guess.line(for: guess.known))
    #expect(locked.outcome.result == .refused(.locked) && locked.outcome.events.isEmpty)
    #expect(locked.syncs == [1, 1] && locked.hashes == 1)
    for _ in 0..<61 { _ = try watched.cost(of: guess.line(for: guess.unknown)) }
    let unrecorded = try watched.cost(of: guess.line(for: guess.unknown))
    #expect(unrecorded.outcome.events.isEmpty)
    #expect(unrecorded.syncs == [1, 1] && unrecorded.hashes == 1)
    #expect(unrecorded.outcome.publicOutcome == locked.outcome.publicOutcome)
  }

  @Test("a repetition of a ★ action costs the same as the first attempt")
  func repetition() throws {
    let watched = try Watched("mcrn")
    let line = UniformAction.accepted[0].line(for: "193592").replacing(
      #"{"do""#, with: #"{"id":"\#(actionID(1))","do""#)
    #expect(try watched.cost(of: line).syncs == [1, 1])
    let again = try watched.cost(of: line)
    #expect(again.outcome.isRepetition && again.syncs == [1, 1])
  }
}
