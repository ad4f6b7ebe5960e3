import Digests
import EventLog
public import Membership
public import Notation
import Projections

/// All data held about one person, fact by fact (RGPD 15 and 20).
public struct Export: Sendable {
  /// One fact.
  public struct Fact: Sendable {
    /// Its position in the log.
    public let position: Int
    /// The stream that it is in: the member's, or the visitors' stream for an attempt that names
    /// the member.
    public let stream: String
    /// The time at which it was recorded.
    public let at: Instant
    /// The wire name of the event.
    public let type: String
    /// The role of the actor, without the pseudonym of staff.
    public let actor: ActorID.Role
    /// The class of its private part; `nil` if it seals nothing.
    public let privateClass: PrivateClass?
    /// The retention of its private part.
    public let keeping: Keeping
    /// Its fields, clear fields first.
    public let fields: [FactField]
  }

  /// The member.
  public let member: Token
  /// The name of the house's preset.
  public let house: String
  /// The instant of the export.
  public let asOf: Instant
  /// The facts, in order.
  public let facts: [Fact]
}

extension MemberSpace {
  /// Returns all data held about a member: the member's facts, and the attempts of visitors that
  /// name the member.
  ///
  /// Verifiers of secrets are named and withheld, because a verifier can be used to guess the
  /// secret.
  ///
  /// - Parameters:
  ///   - member: A member number, an identifier, or a member id.
  ///   - purpose: The purpose of the consultation, if any; it is recorded first.
  /// - Throws: `SpaceError` of kind `.notFound`, `.damaged`, `.storage`; `.readOnly` when the
  ///   purpose cannot be recorded, `.invalid` when it is blank.
  /// - Complexity: O(the member's facts + the traces kept).
  public func export(
    _ member: String, for purpose: Purpose? = nil
  ) throws(SpaceError) -> Export {
    let id = try self.member(member)
    let asOf = try asOf(at: .now)
    let values = try values(of: .export, id, for: purpose)
    return try export(of: id, asOf, values)
  }

  func export(
    of id: Token, _ asOf: AsOf, _ values: VaultReader
  ) throws(SpaceError) -> Export {
    let member = try state(of: id, .now, asOf)
    var records = try records(of: .member(id), until: asOf)
    let reading = ReadingFaults()
    let traces = values.traces(naming: member, noting: reading)
    try reading.checkDisk()
    for position in traces {
      if let record = try record(at: position) { records.append(record) }
    }
    var facts: [Export.Fact] = []
    for record in records {
      let fact = RecordedEvent(record)
      facts.append(
        Export.Fact(
          position: fact.position, stream: fact.stream, at: fact.at, type: record.type,
          actor: fact.actor.role,
          privateClass: record.sealed == nil ? nil : fact.event.privateClass,
          keeping: EventTable.entry(named: record.type)?.keeping ?? .fact,
          fields: FactField.clear(of: record.type, record.data)
            + (try secrets(of: fact, record.sealed, values))))
    }
    return Export(member: id, house: house, asOf: asOf.now, facts: facts)
  }

  /// Returns the fields of a fact's private part, as far as the reader may open them.
  private func secrets(
    of fact: RecordedEvent, _ commitment: Digest?, _ values: VaultReader
  ) throws(SpaceError) -> [FactField] {
    do {
      return FactField.sealed(of: fact.event, try values.secret(of: fact, commitment))
    } catch {
      throw SpaceError(error)
    }
  }
}

extension PrivateClass {
  /// The legal ground on which values of the class are held, for the host to confirm.
  public var legalGround: String {
    switch self {
    case .identity, .contact, .bank, .question, .device, .freeText: "RGPD 6(1)(b)"
    case .health: "RGPD 9(2)(h)"
    case .verifier: "RGPD 6(1)(b), 32"
    case .trace: "RGPD 6(1)(f)"
    }
  }
}

extension Export {
  /// The export as readable JSON: one object, with one fact per line.
  public var json: String {
    let head = JSONWriter.object { fields in
      fields("member", member)
      fields("house", house)
      fields("asOf", asOf)
      fields("facts", facts.count)
    }
    let lines = facts.map(\.jsonText).joined(separator: ",\n")
    return "{\"export\":\(head),\n\"facts\":[\n\(lines)\n]}"
  }
}

extension Export.Fact: JSONAnswer {
  package func describe(_ fields: inout JSONWriter) {
    fields("position", position)
    fields("stream", stream)
    fields("at", at)
    fields("type", type)
    fields("by", actor)
    fields("fields", each: self.fields) { field, fields in
      let ground = field.dataClass.isSealed ? privateClass?.legalGround : nil
      let about = field.isAboutBank ? .bank : privateClass
      field.describe(
        &fields, about: field.dataClass.isSealed ? about?.rawValue : nil,
        ground: ground ?? (keeping == .trace ? "RGPD 6(1)(f)" : "RGPD 6(1)(b)"))
    }
  }
}
