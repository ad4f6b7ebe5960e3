import Dispatch
import Membership
import Projections
import Synchronization

/// Facts that a projection followed along one by one, with where it stood after some prefixes.
struct CheckpointedReplay<Model: Projection & Equatable> {
  /// Where it stood after so many facts.
  struct Stand {
    let cut: Int
    let feed: Feed<Model>
  }

  let facts: [RecordedEvent]
  /// After every prefix of a short history, after some ten of a longer one; the last is that
  /// of all facts.
  let stands: [Stand]

  init(_ facts: [RecordedEvent]) {
    let step = max(facts.count / 8, 1)
    var stands: [Stand] = []
    var feed = Feed<Model>()
    for (index, fact) in facts.enumerated() {
      if index % step == 0 || index == facts.count - 1 {
        stands.append(Stand(cut: index, feed: feed))
      }
      feed.take(fact)
    }
    self.facts = facts
    self.stands = stands + [Stand(cut: facts.count, feed: feed)]
  }

  /// The model of all facts.
  var whole: Model { stands[stands.count - 1].feed.model }

  /// Whether folding a prefix from nothing gives another model than it stood at.
  func isChanged(_ stand: Stand) -> Bool {
    Feed<Model>(facts[..<stand.cut]).model != stand.feed.model
  }
}

/// Facts by stream: each keeps its own order.
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

  /// Orders of all facts in which each stream keeps its own.
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

  /// The models of the streams, dealt out to as many threads as the machine gives.
  func foldedAtOnce<Model: Projection>(by type: Model.Type) -> [Model] {
    let models = Mutex([Model](repeating: Model(), count: streams.count))
    DispatchQueue.concurrentPerform(iterations: streams.count) { place in
      let model = Feed<Model>(streams[place]).model
      models.withLock { $0[place] = model }
    }
    return models.withLock { $0 }
  }
}
