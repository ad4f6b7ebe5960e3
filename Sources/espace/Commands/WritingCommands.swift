import EspaceAdherent

enum InitCommand {
  static let command = Command(
    name: "init", synopsis: "--house NAME [--data DIR] [--json]",
    summary: "makes a space for a house: \(HouseRules.presets.map(\.name).joined(separator: ", "))",
    operands: 0...0, options: ["house", "data", "json"]
  ) { context in
    guard let house = context.arguments.value("house") else {
      let names = HouseRules.presets.map(\.name).joined(separator: ", ")
      throw Failure(.usage, "Which house? --house takes one of: \(names).")
    }
    let folder = context.folder.visible
    let space: MemberSpace
    do throws(SpaceError) {
      space = try MemberSpace.create(at: context.folder, house: house)
    } catch {
      switch error.kind {
      case .exists:
        throw Failure(.cannotCreate, "There is a space in \(folder) already; nothing was changed.")
      case .storage: throw Failure(.cannotCreate, "No space was made in \(folder): \(error)")
      default: throw error
      }
    }
    space.close()
    try context.console.print(
      context.isJSON
        ? #"{"created":"\#(space.house)","position":\#(space.position)}"#
        : "A space for \(space.house) is in \(folder).")
    return .success
  }
}

enum PerformCommand {
  static let command = Command(
    name: "perform", synopsis: "[FILE|-] [--yes] [--data DIR] [--json] [--lang fr|en]",
    summary: "performs one JSON action per line, and writes one JSON outcome per line at once",
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
