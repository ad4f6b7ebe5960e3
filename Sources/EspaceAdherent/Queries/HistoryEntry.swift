import Digests
import EventLog
public import Membership
import Notation
public import Projections

/// The readers for which a history is made (edge 47).
public enum HistoryView: String, Sendable, CaseIterable {
  /// The member: with the member's values, without anything internal to the house.
  case member
  /// The auditor: with everything in clear, and with personal values for a purpose only.
  case auditor
}

/// One fact of a history.
public struct HistoryEntry: Sendable {
  /// The fact, with its private part sealed.
  public let fact: RecordedEvent
  /// The reader for which the entry is made.
  public let view: HistoryView
  /// The clear part as it is in the record.
  private let written: [UInt8]
  private let leaf: Digest
  /// The fields of the private part, where it is open.
  private let opened: [FactField]?
  /// The state of the private part, if it is not open.
  private let secret: SealedPayload
  /// Whether the record seals a private part.
  public let isSealed: Bool
  /// The details of the sentence that come from other facts.
  var context = SentenceContext()

  /// The record's leaf hash in hexadecimal, the subject of an inclusion proof.
  public var hash: String { leaf.hex }

  /// The fields of the clear part that the view shows, in the order in which they were written.
  ///
  /// - Complexity: O(bytes) at each access.
  public var clear: [FactField] {
    FactField.clear(of: fact.event.name, written).filter { !isHidden($0) }
  }

  /// The fields of the private part that the view shows, as far as they may be opened.
  public var values: [FactField] {
    (opened ?? FactField.sealed(of: fact.event, secret)).filter { !isHidden($0) }
  }

  /// The clear part that the view shows, as JSON; for an auditor, as it is in the log.
  public var data: String {
    let members = clear.map { field in
      if case .json(let json) = field.content { "\"\(field.name)\":\(json)" } else { "" }
    }
    return "{\(members.joined(separator: ","))}"
  }

  /// Returns the fact in one sentence.
  public func sentence(in language: Language) -> String {
    fact.sentence(in: language, for: view == .member ? .member : .staff, context: context)
  }
}

extension HistoryEntry {
  /// Makes the entry of a record.
  ///
  /// - Parameters:
  ///   - record: The record, read in place.
  ///   - fact: The fact in the record.
  ///   - view: The reader for which the entry is made.
  ///   - secret: Its private part, as far as it may be opened.
  init(_ record: RecordView, fact: RecordedEvent, view: HistoryView, secret: SealedPayload) {
    self.fact = fact
    self.view = view
    written = Array(record.data)
    leaf = record.hash
    isSealed = record.sealed != nil
    if case .value = secret {
      // The open bytes are not kept, because `dump` would show them.
      opened = FactField.sealed(of: fact.event, secret)
      self.secret = .unavailable
    } else {
      opened = nil
      self.secret = secret
    }
  }

  private func isHidden(_ field: FactField) -> Bool {
    view == .member
      && EventTable.entry(named: fact.event.name)?.internalFields.contains(field.name) ?? false
  }
}

extension HistoryEntry: CustomStringConvertible {
  /// Position, time, actor and an English sentence.
  public var description: String {
    "\(fact.position) \(fact.at) \(actor): \(sentence(in: .en))"
  }

  /// The actor, without a pseudonym if the member is the reader.
  var actor: String { view == .member ? fact.actor.role.rawValue : fact.actor.description }
}

extension HistoryEntry: JSONAnswer {
  /// The fact as one line of JSON, with stable names and both sentences.
  public var json: String { jsonText }

  package func describe(_ fields: inout JSONWriter) {
    fields("position", fact.position)
    fields("sequence", fact.sequence)
    fields("stream", fact.stream)
    fields("type", fact.event.name)
    fields("at", fact.at)
    fields("actor", actor)
    fields("action", fact.action)
    fields("correlation", fact.correlation)
    fields("cause", fact.cause)
    fields.key("data")
    fields.raw(Array(data.utf8))
    fields("sealed", isSealed)
    if values.contains(where: \.isShown) { fields("values", values) }
    fields("hash", hash)
    fields("sentence") { fields in
      fields("fr", sentence(in: .fr))
      fields("en", sentence(in: .en))
    }
  }
}
