import EspaceAdherent

enum RulesCommand {
  static let command = Command(
    name: "rules", synopsis: "[--as-of WHEN] [--data DIR] [--json] [--lang fr|en]",
    summary: "prints the rules of the house in force, with the texts of its questions",
    operands: 0...0, options: ["as-of", "data", "json", "lang"]
  ) { context in
    let space = try context.open()
    defer { space.close() }
    let setting = try space.rules(asOf: context.moment)
    try context.console.print(
      context.isJSON
        ? [setting.json] : lines(setting, in: context.language, console: context.console))
    return context.end(space)
  }

  private static func lines(
    _ setting: House.Setting, in language: Language, console: Console
  ) -> [String] {
    let listings = Listings(language: language)
    let isOwn = setting.preset == "own"
    let preset = isOwn ? listings.say("propre", "own") : setting.preset.visible
    let since = setting.effectiveFrom.text(in: language)
    var lines = [
      console.bold(listings.say("Règles de la mutuelle", "Rules of the mutuelle"))
        + console.dim(
          listings.say(
            "  modèle \(preset), version \(setting.version), depuis le \(since), "
              + "position \(setting.position)",
            "  preset \(preset), version \(setting.version), since \(since), "
              + "position \(setting.position)"))
    ]
    let groups = RuleListing(setting.rules, in: language).groups
    let width = groups.flatMap(\.rules).map(\.name.count).max() ?? 0
    for group in groups {
      lines += ["", console.bold(group.title)]
      lines += group.rules.flatMap { Self.lines($0, width: width, in: language) }
    }
    return lines
  }

  /// Returns a rule on one line.
  ///
  /// The texts of questions are on separate numbered lines.
  private static func lines(
    _ rule: RuleListing.Rule, width: Int, in language: Language
  ) -> [String] {
    let name = "  " + rule.name.padded(to: width) + "  "
    let values = rule.values.map(\.visible)
    guard rule.isNumbered, !values.isEmpty else {
      let mark = values.contains { $0.contains(", ") } ? semicolon(language) : ", "
      return [name + (values.isEmpty ? "–" : values.joined(separator: mark))]
    }
    let margin = String(repeating: " ", count: name.count)
    return values.enumerated().map { index, text in
      (index == 0 ? name : margin) + "\(index + 1). \(text)"
    }
  }

  private static func semicolon(_ language: Language) -> String {
    language == .fr ? "\u{202f}; " : "; "
  }
}

enum CatalogueCommands {
  static let actions = Command(
    name: "actions", synopsis: "[--json]",
    summary: "lists the actions: their actors, fields and refusals",
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
    try context.console.print("★ = a visitor gets the same answer in every case")
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
