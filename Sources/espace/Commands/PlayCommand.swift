import EspaceAdherent
import Foundation

enum PlayCommand {
  static let command = Command(
    name: "play", synopsis: "JOURNEY… [--data DIR] [--json] [--lang fr|en]",
    summary: "plays journey files, one space per house, and prints the answers of the main queries",
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
        "\(context.folder.visible) is a space; `play` makes one space per house in a folder. "
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

  /// Plays and prints the journeys; returns the number of lines with an unexpected result.
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

/// The output of `play`.
struct PlayReport {
  private let console: Console
  private let listings: Listings
  private let isJSON: Bool

  init(_ context: Context) {
    console = context.console
    listings = Listings(language: context.language)
    isJSON = context.isJSON
  }

  /// Prints the heading of a house.
  func begin(_ house: String, _ folder: String) throws(Failure) {
    guard !isJSON else { return }
    try console.print(console.bold("━━ \(house)") + console.dim("  \(folder.visible)"))
  }

  /// Prints the result of a journey; returns the number of lines with an unexpected result.
  func tell(_ journey: Journey, _ report: JourneyPlayer.Report) throws(Failure) -> Int {
    if isJSON { try console.print(journey.json(report)) }
    let name = journey.name.visible
    switch report {
    case .playedBefore(let lines):
      guard !isJSON else { return 0 }
      try console.print(
        "  \(name): "
          + listings.say(
            "déjà joué (lignes au journal\u{a0}: \(lines)), rien n’est ajouté",
            "played before (lines in the log: \(lines)), nothing appended"))
      return 0
    case .played(let played):
      if !isJSON { try print(journey, played) }
      let off = played.filter { !$0.isAsExpected }
      for line in off {
        console.complain(
          "\(journey.file.visible):\(line.line): \(line.action.rawValue) came out as "
            + "\(line.result), expected \(line.expected?.visible ?? "nothing")")
      }
      return off.count
    }
  }

  private func print(_ journey: Journey, _ played: [JourneyPlayer.Played]) throws(Failure) {
    let title = listings.say(journey.titleInFrench, journey.titleInEnglish).visible
    let refused = played.count { $0.result != "accepted" }
    try console.print(
      "  \(journey.name.visible): \(title)"
        + console.dim(
          listings.say(
            "  actions\u{a0}: \(played.count), refusées\u{a0}: \(refused)",
            "  actions: \(played.count), refused: \(refused)")))
  }

  /// Prints the main queries: accounts, pending requests, and the history of the member with most
  /// facts.
  func tellAnswers(of space: MemberSpace) throws {
    guard !isJSON else { return }
    let accounts = try space.accounts.joining(\.number).joining(\.name).rows()
    try section(listings.say("Comptes", "Accounts"), listings.accounts(accounts, console))
    let pending = try space.pending.rows()
    try section(
      listings.say("Demandes en attente", "Pending requests"),
      listings.pending(pending, console))
    guard let fullest = accounts.max(by: { $0.facts < $1.facts })?.member else { return }
    let history = try space.history(fullest.description)
    try section(
      listings.say("Piste d’audit de ", "Audit trail of ") + fullest.description,
      listings.history(history, console))
    try console.print()
  }

  private func section(_ title: String, _ lines: [String]) throws(Failure) {
    try console.print()
    try console.print("  " + console.bold(title))
    for line in lines { try console.print("  " + line) }
  }
}
