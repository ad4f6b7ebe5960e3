public import Membership
import Notation

/// The catalogue of events and actions, made from the code.
public enum Catalogue {
  /// One kind of action.
  public struct ActionEntry: Sendable {
    /// The name, as the field `do` contains it.
    public let name: ActionName
    /// The actors that may do it.
    public let actors: [ActorID.Role]
    /// Its own fields, beside those of every action.
    public let fields: [FieldDescription]
    /// The reasons for which it may be refused, beside those that every action shares.
    public let refusals: [RefusalReason]
    /// Whether a visitor gets the same answer in every case.
    public var isUniform: Bool { name.isUniform }
  }

  /// One type of event.
  public struct EventEntry: Sendable {
    /// The wire name.
    public let name: String
    /// The highest schema version that this code reads.
    public let schema: Int
    /// The retention of its private part: as a fact, or as a security trace.
    public let keeping: Keeping
    /// The classes of its private part, one of them per fact; empty when it seals nothing.
    public let privateClasses: [PrivateClass]
    /// The rules and edge cases that it serves.
    public let serves: String
    /// Its fields, in the order in which they are written; those of P2, P3 and S are sealed.
    public let fields: [FieldDescription]
  }

  /// The actions, in the order of the catalogue.
  public static var actions: [ActionEntry] {
    ActionName.allCases.map {
      let entry = ActionTable.entry($0)
      return ActionEntry(
        name: $0, actors: entry.actors, fields: entry.listing,
        refusals: ActionTable.entry($0).refusals)
    }
  }

  /// The fields that every action has.
  public static var commonFields: [FieldDescription] { ActionRequest.commonListing }

  /// The reasons for which every action may be refused.
  public static var sharedRefusals: [RefusalReason] { ActionTable.sharedRefusals }

  /// The events, in the order of the catalogue.
  public static var events: [EventEntry] {
    EventTable.entries.map {
      EventEntry(
        name: $0.name, schema: $0.schema, keeping: $0.keeping, privateClasses: $0.privateClasses,
        serves: $0.serves, fields: $0.listing)
    }
  }
}

extension Catalogue.ActionEntry: JSONAnswer {
  /// The entry as one line of JSON.
  public var json: String { jsonText }

  package func describe(_ fields: inout JSONWriter) {
    fields("do", name)
    fields("by", actors)
    fields("uniform", isUniform)
    fields("fields", self.fields)
    fields("refusals", refusals)
  }
}

extension Catalogue.EventEntry: JSONAnswer {
  /// The entry as one line of JSON.
  public var json: String { jsonText }

  package func describe(_ fields: inout JSONWriter) {
    fields("type", name)
    fields("schema", schema)
    fields("keeps", keeping.rawValue)
    fields("seals", privateClasses.map(\.rawValue))
    fields("serves", serves)
    fields("fields", self.fields)
  }
}

extension FieldDescription: JSONAnswer {
  package func describe(_ fields: inout JSONWriter) {
    fields("name", name)
    fields("kind", kind)
    fields("class", dataClass.rawValue)
    fields("optional", isOptional)
  }
}

extension Catalogue {
  /// The catalogue as a page of Markdown, the required content of `docs/catalogue.md`.
  package static var markdown: String {
    """
    # The catalogue

    Made from the code (`Catalogue.markdown`); a test compares. The command line tells the same: `espace events` and
    `espace actions`, for a machine with `--json`. What each rule and edge case is: [rules.md](rules.md).

    Classes: P0 nothing personal (not written here), P1 a pseudonymous id or date, P2 identifying, P3 financial, family or
    health, S the verifier of a secret. P2, P3 and S of an event stand in the vault, of an action they come from outside and
    are never shown. `?` = may be absent.

    ## \(events.count) events

    Keeps: fact = with the account, trace = a security trace, for a shorter term. Seals: the class of the private part.

    | event | fields | keeps | seals | serves |
    | --- | --- | --- | --- | --- |
    \(events.map(\.markdownRow).joined(separator: "\n"))

    ## \(actions.count) actions

    ★ = a visitor gets the same answer in every case. Where one actor only is possible, `by` may be absent.

    | action | by | fields | refused because |
    | --- | --- | --- | --- |
    | every action | | \(commonFields.markdown) | \(sharedRefusals.markdown) |
    \(actions.map(\.markdownRow).joined(separator: "\n"))

    """
  }
}

extension Catalogue.EventEntry {
  fileprivate var markdownRow: String {
    let classes = privateClasses.map(\.rawValue).joined(separator: " or ")
    let name = schema == 1 ? "`\(name)`" : "`\(name)`, schema \(schema)"
    return "| \(name) | \(fields.markdown) | \(keeping) | \(classes) | \(serves) |"
  }
}

extension Catalogue.ActionEntry {
  fileprivate var markdownRow: String {
    let actors = actors.map(\.rawValue).joined(separator: ", ")
    let title = "`\(name.rawValue)`\(isUniform ? " ★" : "")"
    return "| \(title) | \(actors) | \(fields.markdown) | \(refusals.markdown) |"
  }
}

extension [RefusalReason] {
  fileprivate var markdown: String {
    isEmpty ? "–" : map { "`\($0.rawValue)`" }.joined(separator: " ")
  }
}

extension [FieldDescription] {
  fileprivate var markdown: String {
    guard !isEmpty else { return "–" }
    return map { field in
      let dataClass = field.dataClass == .plain ? "" : " \(field.dataClass.rawValue)"
      return "`\(field.name)\(field.isOptional ? "?" : "")` \(field.kind)\(dataClass)"
    }.joined(separator: ", ")
  }
}
