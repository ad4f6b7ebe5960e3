import EspaceAdherent
import EventLog
import EventStreamTesting
import Membership
import Notation
import Testing

@Suite("The bytes of uniform answers")
struct FillerTests {
  private typealias Watched = (
    storage: ObservedStorage<MemoryStorage>, clock: ManualClock, space: MemberSpace
  )

  private func watched(_ house: String) throws -> Watched {
    let storage = ObservedStorage()
    let clock = ManualClock(try #require(Instant("2026-03-02T09:00:00Z")))
    let space = try MemberSpace.forTesting(house: house, on: storage, clock: clock)
    let code = house == "unimutuelles" ? #","accessCode":"\#(Stage.accessCode)""# : ""
    _ = try space.perform(
      readRequest(
        #"{"do":"enrolMember","number":"193592","name":"Anne","email":"\#(Stage.email)"\#(code)}"#))
    return (storage, clock, space)
  }

  /// Returns the syncs and bytes that one action costs by folder, and whether it recorded a fact.
  private func cost(of line: String, in watched: Watched) throws -> (cost: [Int], isRecorded: Bool)
  {
    var isRecorded = false
    let counts = try watched.storage.counts {
      isRecorded = try !watched.space.perform(readRequest(line)).events.isEmpty
    }
    return (
      [counts.logSyncs, counts.vaultSyncs, counts.logBytes, counts.vaultBytes], isRecorded
    )
  }

  private static let cost = [1, 1, 2_048, 1_024]

  @Test(
    "edge 49: in a flood an answer without a fact costs the syncs and bytes of one with a fact",
    arguments: [
      ("mcrn", #""do":"requestCode","channel":"email","page":"\#(pageA)","member":"#),
      ("mcrn", #""do":"requestLetter","page":"\#(pageA)","member":"#),
      ("mcrn", #""do":"verifyCode","page":"\#(pageA)","code":"000000","member":"#),
      (
        "mcrn",
        #""do":"setPassword","page":"\#(pageA)","password":"x","confirmation":"x","antiRobot":"passed","member":"#
      ),
      ("mcrn", #""do":"signIn","password":"faux","antiRobot":"passed","identifier":"#),
      ("france-mutuelle", #""do":"requestIdentifier","antiRobot":"passed","member":"#),
      (
        "unimutuelles",
        #""do":"startRegistration","page":"\#(pageA)","accessCode":"XXXXXXXX","member":"#
      ),
    ])
  func flood(house: String, fields: String) throws {
    let watched = try watched(house)
    var recorded = 0
    for number in 0..<70 {
      let line = #"{"by":"visitor",\#(fields)"\#(900_000 + number)"}"#
      let (cost, isRecorded) = try cost(of: line, in: watched)
      #expect(cost == Self.cost, "\(number) \(isRecorded)")
      recorded += isRecorded ? 1 : 0
    }
    #expect(recorded == 60)
    // The cost for a member is the same in every state of the meters: accepted, too soon, too many,
    // locked.
    for _ in 0..<12 {
      let line = #"{"by":"visitor",\#(fields)"193592"}"#
      #expect(try cost(of: line, in: watched).cost == Self.cost)
    }
  }

  @Test("edge 49: locked, a sign-in without a fact costs as much as one with a fact")
  func locked() throws {
    let watched = try watched("mcrn")
    let code = Line.requestCode()
    let secret = try #require(
      try watched.space.perform(readRequest(code)).deliveries.first?.secret?.text)
    for line in [
      Line.verify(secret),
      Line.setPassword(),
    ] { #expect(try watched.space.perform(readRequest(line)).result == .accepted) }
    var isRecorded: Set<Bool> = []
    for _ in 0..<9 {
      let line = Line.signIn(Stage.number, "faux")
      let found = try cost(of: line, in: watched)
      #expect(found.cost == Self.cost)
      isRecorded.insert(found.isRecorded)
    }
    #expect(isRecorded == [true, false])
  }

  @Test("the padding of an answer has no file name and damages no file")
  func gone() throws {
    let watched = try watched("mcrn")
    let names = watched.storage.files.paths
    let line = Line.signIn("999999", "faux")
    for _ in 0..<600 { _ = try cost(of: line, in: watched) }
    #expect(watched.storage.files.paths == names)
    #expect(try watched.space.verify().isIntact)
  }
}
