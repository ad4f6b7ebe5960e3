import EspaceAdherent

enum RulesCommand {
  static let command = Command(
    name: "rules", synopsis: "[--as-of WHEN] [--data DIR] [--json] [--lang fr|en]",
    summary: "prints the rules of the house in force, the texts of its questions among them",
    operands: 0...0, options: ["as-of", "data", "json", "lang"]
  ) { context in
    let space = try context.open()
    defer { space.close() }
    let setting = try space.rules(asOf: context.moment)
    try context.console.print(
      context.isJSON ? [setting.json] : lines(setting, context.language, context.console))
    return context.end(space)
  }

  private static func lines(
    _ setting: House.Setting, _ language: Language, _ console: Console
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
      lines += group.rules.flatMap { Self.lines($0, width, language) }
    }
    return lines
  }

  /// A rule on one line; the texts of questions on lines of their own, each with its number.
  private static func lines(
    _ rule: RuleListing.Rule, _ width: Int, _ language: Language
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
