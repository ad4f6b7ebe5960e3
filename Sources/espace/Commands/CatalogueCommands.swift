import EspaceAdherent

enum CatalogueCommands {
  static let actions = Command(
    name: "actions", synopsis: "[--json]",
    summary: "lists the actions: who may do them, their fields, their refusals",
    operands: 0...0, options: ["json"]
  ) { context in
    for entry in Catalogue.actions {
      guard !context.isJSON else {
        try context.console.print(entry.json)
        continue
      }
      let star = entry.isUniform ? " ★" : ""
      let actors = entry.actors.map(\.rawValue).joined(separator: ", ")
      try context.console.print(context.console.bold(entry.name.rawValue + star) + "  (\(actors))")
      for field in entry.fields { try context.console.print("  " + CatalogueCommands.line(field)) }
      guard !entry.refusals.isEmpty else { continue }
      let refusals = entry.refusals.map(\.rawValue).joined(separator: ", ")
      try context.console.print(context.console.dim("  refused: \(refusals)"))
    }
    guard !context.isJSON else { return .success }
    try context.console.print(context.console.bold("fields of every action"))
    for field in Catalogue.commonFields {
      try context.console.print("  " + CatalogueCommands.line(field))
    }
    let shared = Catalogue.sharedRefusals.map(\.rawValue).joined(separator: ", ")
    try context.console.print(context.console.dim("  refused: \(shared)"))
    try context.console.print("★ = a visitor is told the same whatever happened")
    return .success
  }

  static let events = Command(
    name: "events", synopsis: "[--json]",
    summary: "lists the events with their fields, classes and the rules they serve",
    operands: 0...0, options: ["json"]
  ) { context in
    for entry in Catalogue.events {
      guard !context.isJSON else {
        try context.console.print(entry.json)
        continue
      }
      let classes = entry.privateClasses.map(\.rawValue).joined(separator: " or ")
      let seals = classes.isEmpty ? "" : ", seals \(classes)"
      try context.console.print(
        context.console.bold(entry.name)
          + "  schema \(entry.schema), \(entry.keeping.rawValue)\(seals)"
      )
      for field in entry.fields { try context.console.print("  " + CatalogueCommands.line(field)) }
      try context.console.print(context.console.dim("  serves \(entry.serves)"))
    }
    return .success
  }

  private static func line(_ field: FieldDescription) -> String {
    let name = field.name + (field.isOptional ? "?" : "")
    return "\(name.padded(to: 20)) \(field.dataClass.rawValue)  \(field.kind)"
  }
}
