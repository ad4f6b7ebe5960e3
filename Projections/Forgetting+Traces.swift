package import Membership

extension Forgetting {
  /// The attempts in which a text that names a member was typed, in any stream but a member's.
  ///
  /// - Parameters:
  ///   - names: What names the member: every number, identifier and address they were ever given.
  ///   - open: The event at a position, its private part open.
  /// - Complexity: O(traces kept).
  package func traces(
    naming names: Set<Knowledge.LookUp>, open: (Int) -> Event?
  ) -> [Int] {
    traces.lazy.filter { $0.member == nil }.map(\.position).filter { position in
      guard case .actionRefused(let refusal)? = open(position), let typed = refusal.typed.value
      else { return false }
      return !names.isDisjoint(with: Knowledge.LookUp.named(by: typed))
    }
  }
}
