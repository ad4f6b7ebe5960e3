import Dispatch
import Membership
import Projections
import Synchronization

/// A replay of facts one by one, with checkpoints of the projection after some prefixes.
struct CheckpointedReplay<Model: Projection & Equatable> {
  /// A checkpoint: the feed after a number of facts.
  struct Checkpoint {
    let cut: Int
    let feed: Feed<Model>
  }

  let facts: [RecordedEvent]
  /// The checkpoints after every prefix of a short history, or after about ten prefixes of a longer
  /// one.
  ///
  /// The last checkpoint is after all facts.
  let checkpoints: [Checkpoint]

  init(_ facts: [RecordedEvent]) {
    let step = max(facts.count / 8, 1)
    var checkpoints: [Checkpoint] = []
    var feed = Feed<Model>()
    for (index, fact) in facts.enumerated() {
      if index % step == 0 || index == facts.count - 1 {
        checkpoints.append(Checkpoint(cut: index, feed: feed))
      }
      feed.take(fact)
    }
    self.facts = facts
    self.checkpoints = checkpoints + [Checkpoint(cut: facts.count, feed: feed)]
  }

  /// The model after all facts.
  var whole: Model { checkpoints[checkpoints.count - 1].feed.model }

  /// Returns whether folding a prefix from scratch gives another model than its checkpoint.
  func isChanged(_ checkpoint: Checkpoint) -> Bool {
    Feed<Model>(facts[..<checkpoint.cut]).model != checkpoint.feed.model
  }
}

/// Facts grouped by stream, in the order of each stream.
struct Streams {
  private var streams: [[RecordedEvent]] = []

  init(_ facts: some Sequence<RecordedEvent>) {
    var places: [String: Int] = [:]
    for fact in facts {
      if let place = places[fact.stream] {
        streams[place].append(fact)
      } else {
        places[fact.stream] = streams.count
        streams.append([fact])
      }
    }
  }

  /// Orders of all facts that keep the order within each stream.
  var orders: [(name: String, facts: [RecordedEvent])] {
    let longest = streams.map(\.count).max() ?? 0
    let dealt = (0..<longest).flatMap { row in
      streams.compactMap { $0.count > row ? $0[row] : nil }
    }
    return [
      ("one after the other", streams.flatMap { $0 }),
      ("the last first", streams.reversed().flatMap { $0 }), ("dealt in turn", dealt),
    ]
  }

  /// Folds the streams in parallel, each into a model, on as many threads as the machine has.
  func foldedAtOnce<Model: Projection>(by type: Model.Type) -> [Model] {
    let models = Mutex([Model](repeating: Model(), count: streams.count))
    DispatchQueue.concurrentPerform(iterations: streams.count) { place in
      let model = Feed<Model>(streams[place]).model
      models.withLock { $0[place] = model }
    }
    return models.withLock { $0 }
  }
}
