import EspaceAdherent
import EventLog
import EventStreamTesting
import Foundation
import Testing

/// A space on the real disk with a number of enrolled members.
///
/// It is removed with the test.
final class AuditedSpace {
  let folder: String
  private let clock = ManualClock(Instant(milliseconds: 1_772_442_000_000))
  private var members = 0

  /// Makes a space with enrolled members.
  ///
  /// - Parameter seed: The seed of the space's id.
  init(members: Int = 0, seed: UInt64 = 1) throws {
    let url = FileManager.default.temporaryDirectory
      .appendingPathComponent("proof-tests-\(UUID().uuidString)")
    folder = url.path
    try MemberSpace.forTesting(house: "mcrn", on: storage, clock: clock, seed: seed).close()
    try enrol(members)
  }

  deinit { try? FileManager.default.removeItem(atPath: folder) }

  var storage: DiskStorage { DiskStorage(root: folder) }

  /// Enrols members, with one append of several facts each.
  func enrol(_ count: Int) throws {
    let space = try MemberSpace.reopenForTesting(storage, clock: clock, seed: UInt64(members + 7))
    defer { space.close() }
    for _ in 0..<count {
      members += 1
      clock.advance(milliseconds: 60_000)
      let outcome = space.perform(
        json: """
          {"do":"enrolMember","by":"mutuelle","number":"\(2_800_000 + members)","name":"Zoé \(members)",\
          "email":"member\(members)@example.org"}
          """)
      try #require(outcome.contains(#""outcome":"accepted""#), "\(outcome)")
    }
  }

  func open() throws -> MemberSpace {
    try MemberSpace.reopenForTesting(storage, for: .reading, clock: clock)
  }

  func log() throws -> SpaceLog { try SpaceLog.open(folder) }

  /// The path of the only segment of the log.
  var segment: String { folder + "/EventLog/00000000000000000001.jsonl" }

  /// Copies the files to another folder, as a backup does.
  func copy() throws -> AuditedSpace {
    let copy = try AuditedSpace()
    try FileManager.default.removeItem(atPath: copy.folder)
    try FileManager.default.copyItem(atPath: folder, toPath: copy.folder)
    copy.members = members
    return copy
  }

  /// Writes a file beside the space's files and returns its path.
  func write(_ text: String, to name: String) throws -> String {
    let path = folder + "/" + name
    try Data(text.utf8).write(to: URL(fileURLWithPath: path))
    return path
  }
}
