import EspaceAdherent
public import Membership
import Notation
public import Projections

extension LawBook {
  /// Decoding an encoded event gives the same event.
  public static let codec = Law<History>(
    "codec", "decode(encode(e)) = e, sealed or open", source: "edge 50; log format 1"
  ) { history in
    for fact in history.facts {
      let parts = EventCodec.encode(fact.event, clockWasClamped: fact.clockWasClamped)
      let read = parts.data.withUnsafeBufferPointer { data in
        (parts.secret ?? []).withUnsafeBufferPointer { secret in
          try? EventCodec.read(
            type: fact.event.name, schema: fact.event.schema,
            data: data, privatePart: parts.secret == nil ? .none : .open(secret))
        }
      }
      guard let read, read.event == fact.event, read.clockWasClamped == fact.clockWasClamped else {
        throw Violation("\(fact.position), \(fact.event.name), is read as another event")
      }
      guard EventCodec.encode(read.event, clockWasClamped: read.clockWasClamped) == parts else {
        throw Violation("\(fact.position), \(fact.event.name), is written in another form")
      }
    }
  }

  /// Each wire name belongs to one Swift type.
  public static let onePerName = Law<History>(
    "one-per-name", "A wire name belongs to one Swift type, and a type has one wire name",
    source: "edge 50"
  ) { history in
    guard Set(EventTable.entries.map(\.name)).count == EventTable.entries.count,
      Set(EventTable.entries.map(\.swiftType)).count == EventTable.entries.count
    else { throw Violation("the table contains a name or a type twice") }
    for fact in history.facts {
      guard let entry = EventTable.entry(named: fact.event.name),
        let payload = Mirror(reflecting: fact.event).children.first?.value,
        "\(type(of: payload))" == entry.swiftType
      else { throw Violation("\(fact.position), \(fact.event.name), has the type of another name") }
    }
  }
}

extension LawBook {
  /// A projection accepts every fact.
  ///
  /// A projection that traps stops the program, because a law cannot catch a trap. The last printed
  /// line is then the only indication.
  public static func totality<Model: Projection & Equatable>(
    _ type: Model.Type
  ) -> Law<IllegalStream> {
    Law(
      "totality(\(type))", "It folds any stream of valid envelopes without a failure",
      source: "edge 44; domain 4, algebraic properties"
    ) { stream in
      var feeds = [Feed<Model>(), Feed<Model>()]
      for fact in stream.facts { for index in feeds.indices { feeds[index].take(fact) } }
      guard feeds[0].model == feeds[1].model else {
        throw Violation("the same facts give two models")
      }
    }
  }

  /// Every query has an answer, for any stream.
  ///
  /// - Parameter sentence: Returns the sentence that describes a fact.
  public static func totalAnswers(
    _ sentence: @escaping @Sendable (RecordedEvent, Language) -> String = { $0.sentence(in: $1) }
  ) -> Law<IllegalStream> {
    Law(
      "total-answers", "Every state and every sentence can be computed for any stream",
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
