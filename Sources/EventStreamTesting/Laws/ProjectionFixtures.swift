import Digests
import Membership
import Notation
import Projections

/// The accounts, compared in full.
struct AccountsView: Projection, Equatable {
  var accounts = Accounts()

  mutating func apply(_ fact: RecordedEvent, _ member: Member?) { accounts.apply(fact, member) }

  static func == (left: AccountsView, right: AccountsView) -> Bool {
    let (left, right) = (left.accounts, right.accounts)
    return left.members == right.members && left.order == right.order && left.house == right.house
      && left.position == right.position && left.at == right.at
  }
}

/// The members and the house, which must not depend on the order of the streams.
struct MembersView: Projection, Equatable {
  private var parts = [Accounts()]

  mutating func apply(_ fact: RecordedEvent, _ member: Member?) { parts[0].apply(fact, member) }

  mutating func merge(_ other: MembersView) { parts += other.parts }

  static func == (left: MembersView, right: MembersView) -> Bool {
    left.members == right.members && left.house == right.house
  }

  private var members: [Token: Member] {
    parts.dropFirst().reduce(parts[0].members) { members, part in
      members.merging(part.members) { $1 }
    }
  }

  /// The house; only the part that folded the house's stream contains it.
  private var house: House { parts.map(\.house).first { $0 != House() } ?? House() }
}

/// The list of pending change requests.
struct PendingView: Projection, Equatable {
  private var parts = [PendingRequests()]

  mutating func apply(_ fact: RecordedEvent, _ member: Member?) { parts[0].apply(fact, member) }

  mutating func merge(_ other: PendingView) { parts += other.parts }

  static func == (left: PendingView, right: PendingView) -> Bool { left.open == right.open }

  private var open: [Token: Member] {
    parts.dropFirst().reduce(parts[0].open) { open, part in open.merging(part.open) { $1 } }
  }
}

/// The values that facts erase, and the erasures that they order.
struct ForgettingView: Projection, Equatable {
  var erasures = Erasures()
  private var verifiers: [Token: [Member.Verifier]] = [:]
  private var places: [Erasures.Place] = []

  mutating func apply(_ fact: RecordedEvent, _ member: Member?) {
    let before = member.flatMap { verifiers[$0.id] } ?? []
    erasures.apply(fact, from: before, to: member)
    if let member { verifiers[member.id] = member.verifiers }
    if fact.event.isSealing { places.append(fact.place) }
  }

  static func == (left: ForgettingView, right: ForgettingView) -> Bool {
    left.work == right.work && left.erased == right.erased
      && left.kept == right.kept
  }

  private var kept: Int { erasures.traces(before: .latest) }

  private var work: [ErasureOrder] { erasures.due(at: .latest).orders }

  private var erased: [Int?] { places.map(erasures.fact(erasing:)) }
}

/// The members found by each text.
struct DirectoryView: Projection, Equatable {
  private var parts = [Directory(key: HMACSHA256(key: Array("the key of a law".utf8)))]
  private var texts: Set<DecisionContext.LookUp> = []

  mutating func apply(_ fact: RecordedEvent, _ member: Member?) {
    parts[0].apply(fact)
    texts.formUnion(fact.event.lookUps)
  }

  mutating func merge(_ other: DirectoryView) {
    parts += other.parts
    texts.formUnion(other.texts)
  }

  static func == (left: DirectoryView, right: DirectoryView) -> Bool {
    left.texts == right.texts
      && left.texts.allSatisfy { left.places($0) == right.places($0) }
  }

  private func places(_ text: DecisionContext.LookUp) -> [Int] {
    let places = parts.flatMap { (try? $0.candidates(text))?.map(\.position) ?? [] }
    return parts.count == 1 ? places : places.sorted()
  }
}
