import EspaceAdherent

enum PerformCommand {
  static let command = Command(
    name: "perform", synopsis: "[FILE|-] [--yes] [--data DIR] [--json] [--lang fr|en]",
    summary: "performs one JSON action a line, answers one JSON outcome a line, as it goes",
    operands: 0...1, options: ["yes", "data", "json", "lang"]
  ) { context in
    // Without --lang an outcome has no text for the page.
    let language = context.arguments.has("lang") ? context.language : nil
    let input = try InputLines(path: context.arguments.operands.first ?? "-")
    let space = try context.open(for: .writing)
    defer { space.close() }
    var sawInvalid = false
    while let first = try input.next() {
      let lines = try [first] + input.nextRead(atMost: space.linesAtOnce - 1)
      for line in space.prepare(lines.filter { !$0.isBlank }) {
        let answer = space.answer(to: line, in: language)
        try context.console.print(answer.json)
        switch answer.kind {
        case .outcome: break
        case .invalid: sawInvalid = true
        case .unknown: return .ioError
        case .damaged: return .damaged
        }
      }
    }
    return sawInvalid ? .badData : context.end(space)
  }
}
