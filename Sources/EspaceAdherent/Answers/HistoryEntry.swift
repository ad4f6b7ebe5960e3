public import Membership
public import Projections

/// One fact of a history, as an auditor reads it.
public struct HistoryEntry: Sendable {
  /// The fact, its private part sealed.
  public let fact: RecordedEvent
  /// The record's leaf hash, in hexadecimal: what a proof of inclusion proves.
  public let hash: String
  /// The clear part, as it stands in the log.
  public let data: String
  /// Whether the record seals a private part.
  public let isSealed: Bool

  /// The fact in one sentence.
  public func sentence(in language: Language) -> String { fact.sentence(in: language) }
}

extension HistoryEntry: CustomStringConvertible {
  /// Position, time, actor and an English sentence.
  public var description: String {
    "\(fact.position) \(fact.at) \(fact.actor): \(sentence(in: .en))"
  }
}
