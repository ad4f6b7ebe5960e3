import EspaceAdherent
import Foundation

enum PlayCommand {
  static let command = Command(
    name: "play", synopsis: "JOURNEY… [--data DIR] [--lang fr|en]",
    summary: "plays journey files, one space a house, and prints what the main queries answer",
    operands: 1...1000, options: ["data", "lang"]
  ) { context in
    var journeys: [Journey] = []
    for path in context.arguments.operands {
      guard let text = FileManager.default.contents(atPath: path) else {
        throw Failure(.nothingThere, "There is no readable file \(path).")
      }
      journeys.append(try Journey(Array(text), file: path))
    }
    let language = try context.language
    var wrong = 0
    for house in HouseRules.presets.map(\.name) {
      let ofHouse = journeys.filter { $0.house == house }.sorted { $0.starts < $1.starts }
      guard !ofHouse.isEmpty else { continue }
      let folder = "\(context.folder)/\(house)"
      wrong += try HousePlay(house: house, folder: folder, language: language, context.console)
        .play(ofHouse)
    }
    let known = Set(HouseRules.presets.map(\.name))
    if let other = journeys.first(where: { !known.contains($0.house) }) {
      throw Failure(.badData, "\(other.name): there is no house \(other.house).")
    }
    return wrong == 0 ? .success : .difference
  }
}

/// Plays the journeys of one house, in the house's space.
private struct HousePlay {
  let house: String
  let folder: String
  let console: Console
  let listings: Listings

  init(house: String, folder: String, language: Language, _ console: Console) {
    self.house = house
    self.folder = folder
    self.console = console
    listings = Listings(language: language)
  }

  /// Plays, prints, and answers how many lines came out otherwise than expected.
  func play(_ journeys: [Journey]) throws -> Int {
    let clock = JourneyClock(journeys[0].starts)
    let space = try open(clock)
    defer { space.close() }
    console.print(console.bold("━━ \(house)") + console.dim("  \(folder)"))
    let player = try JourneyPlayer(space, clock: clock)
    var wrong = 0
    for journey in journeys {
      let title = listings.language == .fr ? journey.titleInFrench : journey.titleInEnglish
      switch try player.play(journey) {
      case .playedBefore(let lines):
        console.print(
          "  \(journey.name): "
            + listings.say(
              "déjà joué (\(lines) lignes sont au journal), rien n’est ajouté",
              "played before (\(lines) lines are in the log), nothing appended"))
      case .played(let played):
        let off = played.filter { !$0.isAsExpected }
        wrong += off.count
        print(journey, title, played)
        for line in off {
          console.complain(
            "\(journey.name), line \(line.line): \(line.action.rawValue) came out as "
              + "\(line.result), expected \(line.expected ?? "nothing")")
        }
      }
    }
    try printAnswers(space)
    return wrong
  }

  private func open(_ clock: JourneyClock) throws -> MemberSpace {
    guard FileManager.default.fileExists(atPath: "\(folder)/space.json") else {
      return try MemberSpace.create(at: folder, house: house) { clock.now }
    }
    let space = try MemberSpace.open(folder, for: .writing) { clock.now }
    clock.set(space.lastInstant)
    return space
  }

  private func print(_ journey: Journey, _ title: String, _ played: [JourneyPlayer.Played]) {
    let refused = played.count { $0.result != "accepted" }
    console.print(
      "  \(journey.name): \(title)"
        + console.dim(
          listings.say(
            "  \(played.count) actions, dont \(refused) refusées",
            "  \(played.count) actions, \(refused) of them refused")))
  }

  /// The main queries: accounts, pending requests, and the history of the member with most facts.
  private func printAnswers(_ space: MemberSpace) throws {
    let accounts = try space.accounts()
    section(listings.say("Comptes", "Accounts"))
    for line in listings.accounts(accounts, console) { console.print("  " + line) }
    section(listings.say("Demandes en attente", "Pending requests"))
    let pending = try space.pendingRequests()
    for line in listings.pending(pending, space.lastInstant, console) { console.print("  " + line) }
    guard let fullest = accounts.max(by: { $0.counters.facts < $1.counters.facts }) else { return }
    section(
      listings.say("Piste d’audit de ", "Audit trail of ") + fullest.id.description)
    let history = try space.history(fullest.id.description)
    for line in listings.history(history, console) { console.print("  " + line) }
    console.print()
  }

  private func section(_ title: String) {
    console.print()
    console.print("  " + console.bold(title))
  }
}
