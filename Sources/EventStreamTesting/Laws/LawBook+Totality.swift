public import Membership
import Notation
public import Projections

extension LawBook {
  /// A projection takes whatever comes.
  ///
  /// What does not stops the program: no law can catch a trap, so the last line printed tells.
  public static func totality<Model: Projection & Equatable>(
    _ type: Model.Type
  ) -> Law<IllegalStream> {
    Law(
      "totality(\(type))", "It takes any stream of valid envelopes without stopping",
      source: "edge 44; domain 4, algebraic properties"
    ) { stream in
      var feeds = [Feed<Model>(), Feed<Model>()]
      for fact in stream.facts { for index in feeds.indices { feeds[index].take(fact) } }
      guard feeds[0].model == feeds[1].model else {
        throw Violation("the same facts gave two models")
      }
    }
  }

  /// Whatever came, every question has an answer.
  ///
  /// - Parameter sentence: What a fact is told as.
  public static func totalAnswers(
    _ sentence: @escaping @Sendable (RecordedEvent, Language) -> String = { $0.sentence(in: $1) }
  ) -> Law<IllegalStream> {
    Law(
      "total-answers", "Whatever the stream, every state and sentence can be asked for",
      source: "edge 44"
    ) { stream in
      var feed = Feed<AccountsView>()
      for fact in stream.facts {
        feed.take(fact)
        guard !sentence(fact, .fr).isEmpty, !sentence(fact, .en).isEmpty else {
          throw Violation("\(fact.event.name) has no sentence")
        }
      }
      let accounts = feed.model.accounts
      for at in [Instant.earliest, .usualStart, .latest] {
        for member in accounts.members.values {
          _ = member.requiredActions(of: accounts.house, at: at)
          _ = member.pendingItems(at: at)
          _ = member.standing(at: at)
          _ = member.ends(at: at)
          _ = member.verifiers
        }
      }
    }
  }
}
