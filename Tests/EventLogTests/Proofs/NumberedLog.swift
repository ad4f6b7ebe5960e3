import Digests
import EventLog

/// A log of small records, as many as a test wants, and what its tree must be.
struct NumberedLog {
  let storage: any Storage
  let store: LogStore
  private(set) var count = 0

  init(on storage: any Storage = MemoryStorage(), maximumSegmentBytes: Int = 1 << 20) throws {
    self.storage = storage
    store = try Fixture.store(on: storage, maximumSegmentBytes: maximumSegmentBytes)
  }

  /// Appends records up to a number of them.
  mutating func grow(to size: Int) throws {
    while count < size {
      let batch = min(size - count, 1000)
      let drafts = (0..<batch).map { Fixture.draft("s", count + $0, data: "{}") }
      try store.append(Append(expected: ["s": count], drafts: drafts))
      count += batch
    }
  }

  /// The hashes of all records of a log.
  static func leaves(_ store: LogStore) throws -> [Digest] {
    var leaves: [Digest] = []
    try store.scan(1...(.max - 1)) { (view) throws(LogError) in
      leaves.append(view.hash)
      return true
    }
    return leaves
  }

  /// The roots after every number of records, 0 first, without any node that was kept.
  static func roots(_ store: LogStore) throws -> [Digest] {
    var frontier = MerkleFrontier()
    return try [frontier.root]
      + leaves(store).map { leaf in
        frontier.append(leaf)
        return frontier.root
      }
  }

  /// The path of the file that keeps the tree's nodes.
  static let nodes = "Projections/merkle.nodes"
}
