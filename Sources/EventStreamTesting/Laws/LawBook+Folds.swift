import Membership
import Notation
public import Projections

extension LawBook {
  /// The laws of a projection: the same rebuilt, in two halves, and delivered twice.
  public static func folding<Model: Projection & Equatable>(
    _ type: Model.Type
  ) -> [Law<History>] {
    [sameRebuilt(type), sameInHalves(type), sameTwice(type)]
  }

  /// Rebuilt from nothing, a projection is what it was when it followed along.
  public static func sameRebuilt<Model: Projection & Equatable>(
    _ type: Model.Type
  ) -> Law<History> {
    Law(
      "same-rebuilt(\(type))", "Rebuilt over any prefix, it is what it was by then",
      source: "design 7; edge 14"
    ) { history in
      let cuts = cuts(of: history.facts)
      var following = Feed<Model>()
      for (index, fact) in history.facts.enumerated() {
        following.take(fact)
        guard cuts.contains(index) else { continue }
        var rebuilt = Feed<Model>()
        for fact in history.facts[...index] { rebuilt.take(fact) }
        guard rebuilt.model == following.model else {
          throw Violation("rebuilt over \(index + 1) facts, it differs")
        }
      }
    }
  }

  /// Folding goes on from a copy: `fold(a ++ b) = fold(fold(a), b)`, and the copy is left alone.
  public static func sameInHalves<Model: Projection & Equatable>(
    _ type: Model.Type
  ) -> Law<History> {
    Law(
      "same-in-halves(\(type))", "Folded on from a copy, it is what it is folded at once",
      source: "domain 4, algebraic properties"
    ) { history in
      let cuts = cuts(of: history.facts)
      var first = Feed<Model>()
      var copies: [Feed<Model>] = []
      var kept: [Model] = []
      for (index, fact) in history.facts.enumerated() {
        if cuts.contains(index) {
          copies.append(first)
          kept.append(first.model)
        }
        first.take(fact)
        // Every copy is folded on in turn, so that each would see what another does to it.
        for index in copies.indices { copies[index].take(fact) }
      }
      for (cut, copy) in zip(cuts.sorted(), copies) where copy.model != first.model {
        throw Violation("cut after \(cut) facts, it differs")
      }
      for (cut, model) in zip(cuts.sorted(), kept) {
        var again = Feed<Model>()
        for fact in history.facts[..<cut] { again.take(fact) }
        guard again.model == model else {
          throw Violation("what followed changed the copy kept after \(cut) facts")
        }
      }
    }
  }

  /// A fact that is delivered twice changes nothing.
  public static func sameTwice<Model: Projection & Equatable>(
    _ type: Model.Type
  ) -> Law<History> {
    Law(
      "same-twice(\(type))", "Each fact delivered twice gives what each gives once",
      source: "domain 4, algebraic properties"
    ) { history in
      try compareTwice(type, history.facts)
    }
  }

  /// The same of streams that no core would have written.
  public static func twiceInAnyOrder<Model: Projection & Equatable>(
    _ type: Model.Type
  ) -> Law<IllegalStream> {
    Law(
      "same-twice-in-any-order(\(type))", "Each fact delivered twice gives what each gives once",
      source: "domain 4, algebraic properties"
    ) { stream in
      try compareTwice(type, stream.facts)
    }
  }

  private static func compareTwice<Model: Projection & Equatable>(
    _ type: Model.Type, _ facts: [RecordedEvent]
  ) throws(Violation) {
    var once = Feed<Model>()
    var twice = Feed<Model>()
    for fact in facts {
      once.take(fact)
      twice.take(fact)
      twice.take(fact)
      guard once.model == twice.model else {
        throw Violation("fact \(fact.position), \(fact.event.name), counts twice")
      }
    }
  }

  /// The members' streams in any order of one among the other give the same, so that members may be
  /// folded in parallel.
  ///
  /// For projections that say nothing of the order of the log.
  public static func sameInterleaved<Model: Projection & Equatable>(
    _ type: Model.Type
  ) -> Law<History> {
    Law(
      "same-interleaved(\(type))", "Streams of different members commute",
      source: "domain 4, algebraic properties"
    ) { history in
      let model = folded(type, history.facts)
      for (name, facts) in orders(of: history.facts) where folded(type, facts) != model {
        throw Violation("with the streams \(name), it differs")
      }
    }
  }

  private static func folded<Model: Projection>(
    _ type: Model.Type, _ facts: [RecordedEvent]
  ) -> Model {
    var feed = Feed<Model>()
    for fact in facts { feed.take(fact) }
    return feed.model
  }

  /// Orders of the facts in which each stream keeps its own.
  private static func orders(
    of facts: [RecordedEvent]
  ) -> [(name: String, facts: [RecordedEvent])] {
    var streams: [[RecordedEvent]] = []
    var places: [String: Int] = [:]
    for fact in facts {
      if let place = places[fact.stream] {
        streams[place].append(fact)
      } else {
        places[fact.stream] = streams.count
        streams.append([fact])
      }
    }
    let longest = streams.map(\.count).max() ?? 0
    let dealt = (0..<longest).flatMap { row in
      streams.compactMap { $0.count > row ? $0[row] : nil }
    }
    return [
      ("one after the other", streams.flatMap { $0 }),
      ("the last first", streams.reversed().flatMap { $0 }), ("dealt in turn", dealt),
    ]
  }

  /// Where facts are cut: everywhere in a short history, at some two dozen places in a longer one.
  private static func cuts(of facts: [RecordedEvent]) -> Set<Int> {
    let step = max(facts.count / 16, 1)
    return Set(stride(from: 0, to: facts.count, by: step)).union(
      facts.isEmpty ? [] : [facts.count - 1])
  }
}
