import EspaceAdherent

/// What `play` prints.
struct PlayReport {
  private let console: Console
  private let listings: Listings
  private let isJSON: Bool

  init(_ context: Context) {
    console = context.console
    listings = Listings(language: context.language)
    isJSON = context.isJSON
  }

  /// The heading of a house.
  func begin(_ house: String, _ folder: String) throws(Failure) {
    guard !isJSON else { return }
    try console.print(console.bold("━━ \(house)") + console.dim("  \(folder.visible)"))
  }

  /// Tells what came of a journey; answers how many lines came out otherwise than expected.
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

  /// The main queries: accounts, pending requests, and the history of the member with most facts.
  func tellAnswers(of space: MemberSpace) throws {
    guard !isJSON else { return }
    let accounts = try space.accounts()
    try section(listings.say("Comptes", "Accounts"), listings.accounts(accounts, console))
    let pending = try space.pendingRequests()
    try section(
      listings.say("Demandes en attente", "Pending requests"),
      listings.pending(pending, space.lastInstant, console))
    guard let fullest = accounts.max(by: { $0.counters.facts < $1.counters.facts }) else { return }
    let history = try space.history(fullest.id.description)
    try section(
      listings.say("Piste d’audit de ", "Audit trail of ") + fullest.id.description,
      listings.history(history, console))
    try console.print()
  }

  private func section(_ title: String, _ lines: [String]) throws(Failure) {
    try console.print()
    try console.print("  " + console.bold(title))
    for line in lines { try console.print("  " + line) }
  }
}
