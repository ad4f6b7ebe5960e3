import EspaceAdherent
import EventLog
import EventStreamTesting
import Foundation
import Membership
import Notation
import Testing

/// The journeys of one house, played in memory in the order of their starts.
struct PlayedHouse: Sendable {
  struct Play: Sendable {
    let journey: Journey
    let lines: [JourneyPlayer.Played]
  }

  let house: String
  let storage: MemoryStorage
  let space: MemberSpace
  let clock: JourneyClock
  let plays: [Play]

  /// Plays journeys and calls `look` after each of them.
  init(
    _ house: String, _ journeys: [Journey], segmentBytes: Int = LogStore.segmentBytes,
    afterEach look: (MemberSpace, MemoryStorage, JourneyClock) throws -> Void = { _, _, _ in }
  ) throws {
    let clock = JourneyClock(journeys.first?.starts ?? .earliest)
    let storage = MemoryStorage()
    let space = try MemberSpace.create(
      on: storage, house: house, clock: { clock.now }, hasher: CheapHasher(),
      randomness: SeededGenerator(seed: 11), redaction: .whenAsked, segmentBytes: segmentBytes)
    let player = try JourneyPlayer(space, clock: clock)
    var plays: [Play] = []
    for journey in journeys {
      guard case .played(let lines) = try player.play(journey) else { continue }
      plays.append(Play(journey: journey, lines: lines))
      try look(space, storage, clock)
    }
    try space.redact()
    (self.house, self.storage, self.space, self.clock) = (house, storage, space, clock)
    self.plays = plays
  }

  /// The outcomes of all lines.
  var outcomes: [Outcome] { plays.flatMap(\.lines).compactMap(\.outcome) }
}

/// The files of `docs/journeys`.
enum JourneyFiles {
  /// The folder, relative to this source file.
  static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../../../docs/journeys").standardizedFileURL

  static func texts() throws -> [(name: String, bytes: [UInt8])] {
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
    return try names.filter { $0.hasSuffix(".jsonl") }.sorted().map {
      ($0, Array(try Data(contentsOf: folder.appending(path: $0))))
    }
  }

  /// Returns the journeys of each house, in the order of their starts.
  static func byHouse() throws -> [(house: String, journeys: [Journey])] {
    let all = try texts().map { try Journey($0.bytes, file: $0.name) }
    return HouseRules.presets.map(\.name).compactMap { house in
      let own = all.filter { $0.house == house }.sorted { $0.starts < $1.starts }
      return own.isEmpty ? nil : (house, own)
    }
  }

  /// All houses, played once for the tests that only read.
  static let played = Result { try byHouse().map { try PlayedHouse($0.house, $0.journeys) } }

  /// Returns one house, played.
  static func played(_ house: String) throws -> PlayedHouse {
    try #require(played.get().first { $0.house == house })
  }
}
