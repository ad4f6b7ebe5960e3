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
