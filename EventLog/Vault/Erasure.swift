/// An order to erase the private part of one record, given by a durable fact.
package struct Erasure: Sendable, Hashable {
  /// The record whose private part is to go.
  package let position: Int
  /// The fact that orders it, or supersedes the value.
  package let fact: Int

  package init(position: Int, fact: Int) {
    self.position = position
    self.fact = fact
  }
}

extension [Erasure] {
  /// In order of position, and for each position of its facts.
  func inOrder() -> [Erasure] { sorted { ($0.position, $0.fact) < ($1.position, $1.fact) } }
}
