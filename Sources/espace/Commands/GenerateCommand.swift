import EspaceAdherent
import EventStreamTesting

enum GenerateCommand {
  static let command = Command(
    name: "generate",
    synopsis: "--members N [--seed S] [--house NAME] [--profile 1|2] [--data DIR] [--json]",
    summary: "makes a new space of invented members; a seed always gives the same bytes",
    operands: 0...0, options: ["members", "seed", "house", "profile", "data", "json"]
  ) { context in
    let members = try number("members", in: 1...100_000, context.arguments)
    guard let members else {
      throw Failure(.usage, "How many members? --members takes a number from 1 to 100000.")
    }
    // The largest integer that every JSON reader reads exactly.
    let seed = try number("seed", in: 0...9_007_199_254_740_992, context.arguments) ?? 1
    let house = context.arguments.value("house") ?? "recommended"
    let number = try number("profile", in: 1...2, context.arguments)
    let profile = number.flatMap(GeneratedProfile.init) ?? .years
    let made = try generate(
      house, members: members, seed: UInt64(seed), profile: profile, context: context)
    try context.console.print(
      context.isJSON
        ? #"{"generated":"\#(house)","members":\#(made.members),"facts":\#(made.facts),"seed":\#(seed)}"#
        : "A space for \(house) with \(counted(made.members, "invented member")) is in "
          + "\(context.folder.visible): \(counted(made.facts, "fact")), seed \(seed). Its keys and "
          + "secrets follow from the seed: record no real person in it.")
    return .success
  }

  private static func generate(
    _ house: String, members: Int, seed: UInt64, profile: GeneratedProfile, context: Context
  ) throws -> GeneratedSpace {
    let progress = context.console.progress()
    defer { progress.end() }
    do throws(SpaceError) {
      return try MemberSpace.generate(
        at: context.folder, house: house, members: members, seed: seed, profile: profile
      ) { made in
        progress.tell(
          done: made.members, of: members, "\(made.members) members, \(made.facts) facts")
      }
    } catch {
      let folder = context.folder.visible
      switch error.kind {
      case .exists:
        throw Failure(
          .cannotCreate,
          "There is a space in \(folder) already; nothing was changed. `generate` makes a new one: "
            + "choose another folder with --data.")
      case .storage: throw Failure(.cannotCreate, "No space was generated in \(folder): \(error)")
      default: throw error
      }
    }
  }

  /// Returns the integer of an option, or `nil` without the option.
  private static func number(
    _ option: String, in range: ClosedRange<Int>, _ arguments: Arguments
  ) throws(Failure) -> Int? {
    guard let text = arguments.value(option) else { return nil }
    guard let number = Int(text), range.contains(number), text == "\(number)" else {
      throw Failure(
        .usage, "--\(option) takes a number from \(range.lowerBound) to \(range.upperBound).")
    }
    return number
  }
}
