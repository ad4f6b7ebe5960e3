import EspaceAdherent

enum InitCommand {
  static let command = Command(
    name: "init", synopsis: "--house NAME [--data DIR]",
    summary: "makes a space for a house: \(HouseRules.presets.map(\.name).joined(separator: ", "))",
    operands: 0...0, options: ["house", "data", "json"]
  ) { context in
    guard let house = context.arguments.value("house") else {
      let names = HouseRules.presets.map(\.name).joined(separator: ", ")
      throw Failure(.usage, "Which house? --house takes one of: \(names).")
    }
    let space: MemberSpace
    do throws(SpaceError) {
      space = try MemberSpace.create(at: context.folder, house: house)
    } catch {
      throw error.kind == .storage ? Failure(.cannotCreate, error.message) : Failure(error)
    }
    space.close()
    context.console.print(
      context.isJSON
        ? #"{"created":"\#(house)","position":\#(space.position)}"#
        : "A space for \(house) is in \(context.folder).")
    return .success
  }
}
