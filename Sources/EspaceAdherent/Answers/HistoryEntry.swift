import Digests
import EventLog
public import Membership
public import Projections

/// For whose eyes a history is told (edge 47).
public enum HistoryView: String, Sendable, CaseIterable {
  /// The member's own: with the member's values, without what is internal to the house.
  case member
  /// The auditor's: with all that is in clear, and personal values for a purpose only.
  case auditor
}

/// One fact of a history.
public struct HistoryEntry: Sendable {
  /// The fact, its private part sealed.
  public let fact: RecordedEvent
  /// For whose eyes it is told.
  public let view: HistoryView
  /// The record's leaf hash, in hexadecimal: what a proof of inclusion proves.
  public let hash: String
  /// The fields of the clear part that the view shows, in the order in which they were written.
  public let clear: [FactField]
  /// The fields of the private part that the view shows, as far as they may be opened.
  public let values: [FactField]
  /// Whether the record seals a private part.
  public let isSealed: Bool

  /// The clear part that the view shows, as JSON; for an auditor as it stands in the log.
  public var data: String {
    let members = clear.map { field in
      if case .json(let json) = field.content { "\"\(field.name)\":\(json)" } else { "" }
    }
    return "{\(members.joined(separator: ","))}"
  }

  /// The fact in one sentence.
  public func sentence(in language: Language) -> String {
    fact.sentence(in: language, for: view == .member ? .member : .staff)
  }
}

extension HistoryEntry {
  init(_ record: Record, _ view: HistoryView, clear: [FactField], _ values: [FactField]) {
    let hidden = view == .member ? EventTable.internalFields(of: record.type) : []
    fact = RecordedEvent(record)
    self.view = view
    hash = record.hash.hex
    self.clear = clear.filter { !hidden.contains($0.name) }
    self.values = values.filter { !hidden.contains($0.name) }
    isSealed = record.sealed != nil
  }
}

extension HistoryEntry: CustomStringConvertible {
  /// Position, time, actor and an English sentence.
  public var description: String {
    "\(fact.position) \(fact.at) \(actor): \(sentence(in: .en))"
  }

  /// Who acted, without a pseudonym where the member reads.
  var actor: String { view == .member ? fact.actor.role.rawValue : fact.actor.description }
}
