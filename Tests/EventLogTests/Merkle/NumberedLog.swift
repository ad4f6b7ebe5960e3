import Digests
import EventLog

/// A log of a chosen number of small records, for tests of the tree.
struct NumberedLog {
  let storage: any Storage
  let store: LogStore
  private(set) var count = 0

  init(on storage: any Storage = MemoryStorage(), maximumSegmentBytes: Int = 1 << 20) throws {
    self.storage = storage
    store = try Fixture.store(on: storage, maximumSegmentBytes: maximumSegmentBytes)
  }

  /// Appends records until the log has the given size.
  mutating func grow(to size: Int) throws {
    while count < size {
      let batch = min(size - count, 1000)
      let drafts = (0..<batch).map { Fixture.draft("s", count + $0, data: "{}") }
      try store.append(Append(expected: ["s": count], drafts: drafts))
      count += batch
    }
  }

  /// Returns the hashes of all records of a log.
  static func leaves(_ store: LogStore) throws -> [Digest] {
    var leaves: [Digest] = []
    try store.scan(1...(.max - 1)) { (view) throws(LogError) in
      leaves.append(view.hash)
      return true
    }
    return leaves
  }

  /// Returns the root for each number of records from 0, without stored nodes.
  static func roots(_ store: LogStore) throws -> [Digest] {
    var frontier = MerkleFrontier()
    return try [frontier.root]
      + leaves(store).map { leaf in
        frontier.append(leaf)
        return frontier.root
      }
  }

  /// The path of the file that stores the tree's nodes.
  static let nodes = "Projections/merkle.nodes"
}
