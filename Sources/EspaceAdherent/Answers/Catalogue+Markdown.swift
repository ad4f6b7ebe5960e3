import Membership

extension Catalogue {
  /// The catalogue as a page of Markdown: what `docs/catalogue.md` must be.
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

    ★ = a visitor is told the same whatever happened. Where one actor only is possible, `by` may be absent.

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
