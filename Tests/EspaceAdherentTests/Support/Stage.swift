import EspaceAdherent
import EventLog
import EventStreamTesting
import FoundationEssentials
import Membership
import Notation
import Testing

/// A space in memory, with the storage under it and the clock beside it.
struct Stage {
  let storage: MemoryStorage
  let clock: ManualClock
  let space: MemberSpace

  /// Takes a space that was made otherwise.
  init(storage: MemoryStorage, clock: ManualClock, space: MemberSpace) {
    (self.storage, self.clock, self.space) = (storage, clock, space)
  }

  /// Founds a space, by default on Monday 2 March 2026 at nine in the morning.
  init(_ house: String, at start: String = "2026-03-02T09:00:00Z", seed: UInt64 = 0) throws {
    storage = MemoryStorage()
    clock = ManualClock(try #require(Instant(start)))
    space = try .forTesting(house: house, on: storage, clock: clock, seed: seed)
  }

  /// Opens what another storage holds.
  init(
    opening storage: MemoryStorage, for access: MemberSpace.Access = .writing, clock: ManualClock
  ) throws {
    self.storage = storage
    self.clock = clock
    space = try .reopenForTesting(storage, for: access, clock: clock)
  }

  /// Performs the action that one line of JSON asks for.
  @discardableResult
  func act(_ line: String) throws -> Outcome { try space.perform(request(line)) }

  /// Reads the action of one line of JSON; one that names no id gets one of its own.
  func request(_ line: String) throws -> ActionRequest { try readRequest(line) }

  /// Lets time pass, in seconds.
  func wait(_ seconds: Int64) { clock.advance(milliseconds: seconds * 1000) }

  /// The same space, opened again from a copy of its files, as after a kill.
  func reopened(for access: MemberSpace.Access = .writing) throws -> Stage {
    try Stage(opening: storage.copy(), for: access, clock: ManualClock(clock.now))
  }

  /// All facts of the log, in order, private parts sealed.
  func facts() throws -> [RecordedEvent] { try space.project(AllFacts.self).facts }
}

/// Every fact as it came.
struct AllFacts: Projection {
  private(set) var facts: [RecordedEvent] = []

  mutating func apply(_ fact: RecordedEvent, _ member: Member?) { facts.append(fact) }
}

/// Reads the action of one line of JSON.
func readRequest(_ line: String) throws -> ActionRequest {
  try Array(line.utf8).withUnsafeBufferPointer { (bytes) throws(JSONFault) in
    try ActionRequest(json: bytes) { .init() }
  }
}

/// The line of an action that enrols a member, under an id of a test's.
func enrol(_ number: String, id: Int) -> String {
  #"{"do":"enrolMember","id":"\#(actionID(id))","number":"\#(number)","name":"Anne Thibaud"}"#
}

/// The id of a test's action, by its number.
func actionID(_ number: Int) -> String {
  let digits = String(number)
  let zeros = String(repeating: "0", count: 12 - digits.count)
  return "00000000-0000-4000-8000-\(zeros)\(digits)"
}

/// The numbers of two pages.
let pageA = String(repeating: "a", count: 32)
let pageB = String(repeating: "b", count: 32)
