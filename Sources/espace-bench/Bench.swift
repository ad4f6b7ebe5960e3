import EspaceAdherent
import EventLog
import EventStreamTesting
import FoundationEssentials
import Membership
import Notation

/// A benchmark run: its figures so far, and the invariants that failed.
struct Bench {
  let options: Options
  /// The folder of this run.
  let folder: String
  var figures: [Figure] = []
  /// The failed invariants: counts, roots and verifications, but no times.
  var faults: [String] = []
  /// The number of invariants that were checked.
  var checks = 0
  var facts: FactSource
  private var spaces = 0

  init(_ options: Options, folder: String) throws {
    self.options = options
    self.folder = folder
    facts = try FactSource(members: options.isQuick ? 10 : 200)
  }

  /// Checks an invariant that does not depend on time.
  mutating func check(_ holds: Bool, _ what: String) {
    checks += 1
    if !holds { faults.append(what) }
  }

  mutating func add(_ figure: Figure) { figures.append(figure) }

  /// Returns the path of a new folder.
  mutating func newFolder() -> String {
    spaces += 1
    return "\(folder)/\(spaces)"
  }

  /// Creates a space without a domain: a log and its vault.
  mutating func newStore() throws -> (
    store: LogStore, disk: ObservedStorage<DiskStorage>, folder: String
  ) {
    let folder = newFolder()
    let disk = ObservedStorage(DiskStorage(root: folder))
    let id = String(repeating: "b", count: 32)
    guard
      let manifest = SpaceManifest(
        origin: "espace-adherent/bench", id: id, house: FactSource.house, createdAt: .usualStart)
    else { throw BenchFault("a manifest that is none") }
    let store = try LogStore.create(
      on: disk, manifest: manifest, randomness: SeededGenerator(seed: 1))
    _ = disk.takeCounts()
    facts.restart()
    return (store, disk, folder)
  }

  /// Creates a space with its founding fact and generated facts, `count` in total, and closes it.
  mutating func newSpace(facts count: Int) throws -> String {
    let folder = newFolder()
    let disk = DiskStorage(root: folder)
    let space = try MemberSpace.create(
      on: disk, house: FactSource.house, clock: { .usualStart }, hasher: CheapHasher(),
      randomness: SeededGenerator(seed: 1), redaction: .whenAsked)
    space.close()
    let store = try LogStore.open(on: disk, for: .writing, replaying: { _ in })
    facts = try FactSource(members: options.isQuick ? 10 : 200)
    facts.goOnAfterFounding()
    var rest = count - store.durablePosition
    while rest > 0 {
      let size = min(rest, 4_000)
      try store.append(facts.append(of: size))
      rest -= size
    }
    store.close()
    return folder
  }
}

/// The reason for stopping a run.
struct BenchFault: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) { self.description = description }
}
