import Membership
import Notation
public import Projections

extension LawBook {
  /// Returns the laws of a projection.
  ///
  /// The model is the same after a rebuild, from a snapshot with the tail after it, and if each
  /// fact is delivered twice.
  ///
  /// - Parameters:
  ///   - type: The projection.
  ///   - stored: Writes a model as a snapshot and reads it again; by default returns a copy in
  ///     memory.
  public static func folding<Model: Projection & Equatable>(
    _ type: Model.Type, stored: @escaping @Sendable (Model) throws -> Model = { $0 }
  ) -> [Law<History>] {
    [sameRebuilt(type), sameInHalves(type, stored: stored), sameTwice(type)]
  }

  /// Returns the laws of a projection that can merge the models of different streams.
  ///
  /// The model is the same for any order of the streams, and when the streams are folded in
  /// parallel.
  ///
  /// - Parameters:
  ///   - type: The projection, which must not depend on the order of the log.
  ///   - merge: Merges the model of other streams into a model.
  public static func partitioned<Model: Projection & Equatable>(
    _ type: Model.Type, merge: @escaping @Sendable (inout Model, Model) -> Void
  ) -> [Law<History>] {
    [sameInterleaved(type), sameInParallel(type, merge: merge)]
  }

  /// A projection rebuilt from scratch equals the projection that was updated fact by fact.
  public static func sameRebuilt<Model: Projection & Equatable>(
    _ type: Model.Type
  ) -> Law<History> {
    law(
      "same-rebuilt", of: type, "A rebuild over any prefix gives the model of that time",
      source: "design 7; edge 14"
    ) { followed in
      followed.checkpoints.first(where: followed.isChanged).map { "rebuilt over \($0.cut) facts" }
    }
  }

  /// Folding continues from a snapshot: `fold(a ++ b) = fold(fold(a), b)`.
  ///
  /// The snapshot itself does not change.
  ///
  /// - Parameters:
  ///   - type: The projection.
  ///   - stored: Writes a model as a snapshot and reads it again.
  public static func sameInHalves<Model: Projection & Equatable>(
    _ type: Model.Type, stored: @escaping @Sendable (Model) throws -> Model = { $0 }
  ) -> Law<History> {
    law(
      "same-in-halves", of: type, "Folding on from a snapshot gives the model of one fold"
    ) { followed in
      var tails = try followed.checkpoints.map { try $0.feed.kept(by: stored) }
      for (index, fact) in followed.facts.enumerated() {
        // All feeds continue in turn, so that each would show a change made by another.
        for place in tails.indices where followed.checkpoints[place].cut <= index {
          tails[place].take(fact)
        }
      }
      if let place = tails.firstIndex(where: { $0.model != followed.whole }) {
        return "cut after \(followed.checkpoints[place].cut) facts"
      }
      // `sameRebuilt` checks all checkpoints. One is enough here: shared state would change all of
      // them.
      let middle = followed.checkpoints[followed.checkpoints.count / 2]
      return followed.isChanged(middle)
        ? "kept after \(middle.cut) facts while others followed" : nil
    }
  }

  /// A fact that is delivered twice changes the model once.
  public static func sameTwice<Model: Projection & Equatable>(
    _ type: Model.Type
  ) -> Law<History> {
    law("same-twice", of: type, twice) { firstCountedTwice(type, $0.facts) }
  }

  /// A fact that is delivered twice changes the model once, also in illegal streams.
  public static func twiceInAnyOrder<Model: Projection & Equatable>(
    _ type: Model.Type
  ) -> Law<IllegalStream> {
    Law("same-twice-in-any-order(\(type))", twice, source: algebra) { stream in
      try differing(firstCountedTwice(type, stream.facts))
    }
  }

  /// The relative order of the members' streams does not change the model.
  ///
  /// Therefore members may be folded separately. This law is for projections that do not depend on
  /// the order of the log.
  public static func sameInterleaved<Model: Projection & Equatable>(
    _ type: Model.Type
  ) -> Law<History> {
    law("same-interleaved", of: type, "Streams of different members can be folded in any order") {
      followed in
      Streams(followed.facts).orders.first { Feed<Model>($0.facts).model != followed.whole }
        .map { "with the streams \($0.name)" }
    }
  }

  /// Models of streams folded in parallel and then merged equal the model of all facts.
  ///
  /// - Parameters:
  ///   - type: The projection.
  ///   - merge: Merges the model of other streams into a model.
  public static func sameInParallel<Model: Projection & Equatable>(
    _ type: Model.Type, merge: @escaping @Sendable (inout Model, Model) -> Void
  ) -> Law<History> {
    law(
      "same-in-parallel", of: type,
      "Folding the streams in parallel gives the model of the log's order",
      source: "\(algebra); issue 6"
    ) { followed in
      followed.checkpoints.reversed().enumerated().first { place, checkpoint in
        guard place % 3 == 0 else { return false }
        let models = Streams(followed.facts[..<checkpoint.cut]).foldedAtOnce(by: type)
        return [models, models.reversed()].contains { models in
          var merged = Model()
          for model in models { merge(&merged, model) }
          return merged != checkpoint.feed.model
        }
      }.map { "folded at once over \($0.element.cut) facts" }
    }
  }

  private static let algebra = "domain 4, algebraic properties"
  private static let twice = "A fact delivered twice gives the model of a fact delivered once"

  /// Returns a law of a projection.
  ///
  /// - Parameter difference: Returns the place where a model differs from the replayed one, in
  ///   words.
  private static func law<Model: Projection & Equatable>(
    _ name: String, of type: Model.Type, _ sentence: String, source: String = algebra,
    difference: @escaping @Sendable (CheckpointedReplay<Model>) throws -> String?
  ) -> Law<History> {
    Law("\(name)(\(type))", sentence, source: source) { history in
      try differing(try difference(CheckpointedReplay(history.facts)))
    }
  }

  private static func differing(_ place: String?) throws(Violation) {
    if let place { throw Violation("\(place), it differs") }
  }

  private static func firstCountedTwice<Model: Projection & Equatable>(
    _ type: Model.Type, _ facts: [RecordedEvent]
  ) -> String? {
    var once = Feed<Model>()
    var twice = Feed<Model>()
    for fact in facts {
      once.take(fact)
      twice.take(fact)
      twice.take(fact)
      if once.model != twice.model {
        return "fact \(fact.position), \(fact.event.name), delivered twice"
      }
    }
    return nil
  }
}
