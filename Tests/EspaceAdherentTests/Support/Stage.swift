import EspaceAdherent
import EventLog
import EventStreamTesting
import FoundationEssentials
import Membership
import Notation
@_exported public import TestSupport
import Testing

/// A space in memory, with its storage and its clock.
struct Stage {
  let storage: MemoryStorage
  let clock: ManualClock
  let space: MemberSpace

  /// Wraps an existing space.
  init(storage: MemoryStorage, clock: ManualClock, space: MemberSpace) {
    (self.storage, self.clock, self.space) = (storage, clock, space)
  }

  /// Makes a space, by default at 09:00 UTC on Monday 2 March 2026.
  init(_ house: String, at start: String = "2026-03-02T09:00:00Z", seed: UInt64 = 0) throws {
    storage = MemoryStorage()
    clock = ManualClock(try #require(Instant(start)))
    space = try .forTesting(house: house, on: storage, clock: clock, seed: seed)
  }

  /// Opens the space in another storage.
  init(
    opening storage: MemoryStorage, for access: MemberSpace.Access = .writing, clock: ManualClock
  ) throws {
    self.storage = storage
    self.clock = clock
    space = try .reopenForTesting(storage, for: access, clock: clock)
  }

  /// Performs the action of one line of JSON.
  @discardableResult
  func act(_ line: String) throws -> Outcome { try space.perform(request(line)) }

  /// Reads the action of one line of JSON.
  ///
  /// A line without an id gets a new id.
  func request(_ line: String) throws -> ActionRequest { try readRequest(line) }

  /// Advances the clock by a number of seconds.
  func wait(_ seconds: Int64) { clock.advance(milliseconds: seconds * 1000) }

  /// Opens a copy of the space's files, as after a kill.
  func reopened(for access: MemberSpace.Access = .writing) throws -> Stage {
    try Stage(opening: storage.copy(), for: access, clock: ManualClock(clock.now))
  }

  /// Returns all facts of the log in order, with sealed private parts.
  func facts() throws -> [RecordedEvent] { try space.project(AllFacts.self).facts }
}

/// A projection that keeps every fact.
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

/// Returns the id of a test's action from its number.
func actionID(_ number: Int) -> String {
  let digits = String(number)
  let zeros = String(repeating: "0", count: 12 - digits.count)
  return "00000000-0000-4000-8000-\(zeros)\(digits)"
}

/// The numbers of two pages.
let pageA = String(repeating: "a", count: 32)
let pageB = String(repeating: "b", count: 32)
