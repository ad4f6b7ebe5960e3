import EspaceAdherent
import Foundation

enum PlayCommand {
  static let command = Command(
    name: "play", synopsis: "JOURNEY… [--data DIR] [--json] [--lang fr|en]",
    summary: "plays journey files, one space a house, and prints what the main queries answer",
    operands: 1...1000, options: ["data", "json", "lang"]
  ) { context in
    let journeys = try context.arguments.operands.map(journey)
    let houses = HouseRules.presets.map(\.name)
    if let other = journeys.first(where: { !houses.contains($0.house) }) {
      let names = houses.joined(separator: ", ")
      throw Failure(
        .badData,
        "\(other.file.visible):1: there is no house \(other.house.visible); there are: \(names).")
    }
    guard !SpaceFolders(context.folder).isSpace else {
      throw Failure(
        .cannotCreate,
        "\(context.folder.visible) is a space; `play` makes one space a house in a folder. "
          + "Choose another with --data.")
    }
    var wrong = 0
    for house in houses {
      let ofHouse = journeys.filter { $0.house == house }.sorted { $0.starts < $1.starts }
      guard !ofHouse.isEmpty else { continue }
      wrong += try HousePlay(house, context).play(ofHouse)
    }
    return wrong == 0 ? .success : .difference
  }

  private static func journey(_ path: String) throws(any Error) -> Journey {
    guard let text = FileManager.default.contents(atPath: path) else {
      throw Failure(.nothingThere, "There is no readable file \(path.visible).")
    }
    return try Journey(Array(text), file: path)
  }
}

/// Plays the journeys of one house, in the house's space.
private struct HousePlay {
  let house: String
  let folder: String
  let context: Context
  let report: PlayReport

  init(_ house: String, _ context: Context) {
    self.house = house
    self.context = context
    folder = "\(context.folder)/\(house)"
    report = PlayReport(context)
  }

  /// Plays, prints, and answers how many lines came out otherwise than expected.
  func play(_ journeys: [Journey]) throws -> Int {
    let clock = JourneyClock(journeys[0].starts)
    let space = try open(clock)
    defer { space.close() }
    try report.begin(house, folder)
    let player = try JourneyPlayer(space, clock: clock)
    var wrong = 0
    for journey in journeys { wrong += try report.tell(journey, try player.play(journey)) }
    try report.tellAnswers(of: space)
    return wrong
  }

  private func open(_ clock: JourneyClock) throws -> MemberSpace {
    guard SpaceFolders(folder).isSpace else {
      return try MemberSpace.create(at: folder, house: house) { clock.now }
    }
    let space = try context.open(for: .writing, in: folder) { clock.now }
    clock.set(space.lastInstant)
    return space
  }
}
