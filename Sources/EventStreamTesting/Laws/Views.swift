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

/// The members and the house alone: what no order of the streams may change.
struct MembersView: Projection, Equatable {
  var accounts = Accounts()

  mutating func apply(_ fact: RecordedEvent, _ member: Member?) { accounts.apply(fact, member) }

  static func == (left: MembersView, right: MembersView) -> Bool {
    left.accounts.members == right.accounts.members && left.accounts.house == right.accounts.house
  }
}

/// The list of what is pending.
struct PendingView: Projection, Equatable {
  var pending = PendingRequests()

  mutating func apply(_ fact: RecordedEvent, _ member: Member?) { pending.apply(fact, member) }

  static func == (left: PendingView, right: PendingView) -> Bool {
    left.pending.open == right.pending.open
  }
}

/// What facts have erased, and the work that they order.
struct ForgettingView: Projection, Equatable {
  var forgetting = Forgetting()
  private var members: [Token: Member] = [:]
  private var places: [Forgetting.Place] = []

  mutating func apply(_ fact: RecordedEvent, _ member: Member?) {
    forgetting.apply(fact, from: member.flatMap { members[$0.id] }, to: member)
    if let member { members[member.id] = member }
    if fact.event.isSealing { places.append(fact.place) }
  }

  static func == (left: ForgettingView, right: ForgettingView) -> Bool {
    left.work == right.work && left.erased == right.erased
      && left.kept == right.kept
  }

  private var kept: Int { forgetting.traces(before: .latest) }

  private var work: [ErasureOrder] { forgetting.due(at: .latest).orders }

  private var erased: [Int?] { places.map(forgetting.fact(erasing:)) }
}

/// Who is found by which text.
struct DirectoryView: Projection, Equatable {
  var directory = Directory(key: HMACSHA256(key: Array("the key of a law".utf8)))
  private var texts: Set<Knowledge.LookUp> = []

  mutating func apply(_ fact: RecordedEvent, _ member: Member?) {
    directory.apply(fact)
    texts.formUnion(fact.event.lookUps)
  }

  static func == (left: DirectoryView, right: DirectoryView) -> Bool {
    left.texts == right.texts
      && left.texts.allSatisfy { left.places($0) == right.places($0) }
  }

  private func places(_ text: Knowledge.LookUp) -> [Int] {
    (try? directory.candidates(text))?.map(\.position) ?? []
  }
}
