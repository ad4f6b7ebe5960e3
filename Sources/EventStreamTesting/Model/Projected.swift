public import Membership
public import Projections

extension Given {
  /// Folds a projection over the given facts.
  public func projected<Model: Projection & Equatable>(
    by type: Model.Type = Model.self
  ) -> Projected<Model> {
    Projected(facts)
  }
}

/// A projection folded over facts, with functions that check the model.
public struct Projected<Model: Projection & Equatable>: Sendable {
  /// The facts, in order.
  public let facts: [RecordedEvent]
  /// The model after all facts.
  public let model: Model

  /// Folds facts; each fact comes with its member's state after it, as in a space.
  public init(_ facts: [RecordedEvent]) {
    self.facts = facts
    model = Feed<Model>(facts).model
  }

  /// Expects a model.
  ///
  /// - Throws: `Violation`, with the facts in words and the actual model.
  @discardableResult
  public func then(_ expected: Model) throws(Violation) -> Projected {
    guard model == expected else { throw violation("\(expected)", "\(model)") }
    return self
  }

  /// Expects the model to meet a condition.
  ///
  /// - Parameters:
  ///   - expectation: The condition in words.
  ///   - isMet: The condition.
  /// - Throws: `Violation`, with the facts in words and the actual model.
  @discardableResult
  public func then(
    _ expectation: String, _ isMet: (Model) -> Bool
  ) throws(Violation) -> Projected {
    guard isMet(model) else { throw violation(expectation, "\(model)") }
    return self
  }

  /// Expects the same model when each fact is delivered twice.
  ///
  /// - Throws: `Violation`, with the facts in words and both models.
  @discardableResult
  public func thenSameTwice() throws(Violation) -> Projected {
    var feed = Feed<Model>()
    for fact in facts {
      feed.take(fact)
      feed.take(fact)
    }
    guard feed.model == model else {
      throw violation("the same when each fact is delivered twice: \(model)", "\(feed.model)")
    }
    return self
  }

  /// Expects the same model when the facts are folded in two halves, for every cut.
  ///
  /// The second half is folded from a copy of the first model. The first model must not change.
  ///
  /// - Throws: `Violation`, with the facts in words and both models.
  /// - Complexity: O(*n*²) in the number of facts.
  @discardableResult
  public func thenSameInHalves() throws(Violation) -> Projected {
    var first = Feed<Model>()
    for (cut, fact) in facts.enumerated() {
      let kept = first.model
      var second = first
      for fact in facts[cut...] { second.take(fact) }
      guard second.model == model, first.model == kept else {
        throw violation("the same when cut after \(cut) facts: \(model)", "\(second.model)")
      }
      first.take(fact)
    }
    return self
  }

  /// Expects the same model from every snapshot, followed by the facts after it.
  ///
  /// All snapshots are taken first. Later facts are folded while a snapshot waits, as with stored
  /// snapshots.
  ///
  /// - Parameter stored: Writes a model as a snapshot and reads it again; by default returns a copy
  ///   in memory.
  /// - Throws: `Violation`, with the facts in words and both models, or the error of `stored`.
  /// - Complexity: O(*n*²) in the number of facts.
  @discardableResult
  public func thenSameFromSnapshots(
    _ stored: (Model) throws -> Model = { $0 }
  ) throws(Violation) -> Projected {
    var following = Feed<Model>()
    var snapshots: [Feed<Model>] = []
    for cut in 0...facts.count {
      do { snapshots.append(try following.kept(by: stored)) } catch {
        throw violation("a snapshot after \(cut) facts, read again", "\(error)")
      }
      if cut < facts.count { following.take(facts[cut]) }
    }
    for (cut, snapshot) in snapshots.enumerated() {
      var feed = snapshot
      for fact in facts[cut...] { feed.take(fact) }
      guard feed.model == model else {
        throw violation("the same from a snapshot after \(cut) facts: \(model)", "\(feed.model)")
      }
    }
    return self
  }

  private func violation(_ expected: String, _ came: String) -> Violation {
    Violation(
      """
      given
      \(FactTable(facts).text)
      projected by \(Model.self)
      expected: \(expected)
      but came: \(came)
      """)
  }
}

/// A model, with the accounts that supply its members' states.
struct Feed<Model: Projection>: Sendable {
  private(set) var model = Model()
  private var accounts = Accounts()

  init() {}

  init(_ facts: some Sequence<RecordedEvent>) { for fact in facts { take(fact) } }

  /// Returns the same feed with a model that was stored and read again.
  func kept(by stored: (Model) throws -> Model) rethrows -> Feed {
    var feed = self
    feed.model = try stored(model)
    return feed
  }

  mutating func take(_ fact: RecordedEvent) {
    let member = accounts.member(after: fact)
    accounts.apply(fact, member)
    model.apply(fact, member)
  }
}
