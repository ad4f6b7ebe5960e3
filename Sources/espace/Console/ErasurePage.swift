import EspaceAdherent

/// The result of an erasure as text.
struct ErasurePage {
  let report: ErasureReport
  private let listings: Listings

  init(report: ErasureReport, language: Language) {
    self.report = report
    listings = Listings(language: language)
  }

  private var language: Language { listings.language }

  private func say(_ french: String, _ english: String) -> String { listings.say(french, english) }

  var lines: [String] {
    if case .refused(let reason) = report.outcome.result {
      return [say("Refusé\u{a0}: ", "Refused: ") + reason.word(language) + "."]
    }
    guard !report.outcome.events.isEmpty || report.kept != nil else {
      return [
        say(
          "Rien à effacer\u{a0}: c’est déjà fait, ou il n’y a rien.",
          "Nothing to erase: it is done already, or there is nothing.")
      ]
    }
    return erased + kept
  }

  private var erased: [String] {
    guard !report.erased.isEmpty else {
      return [say("Rien n’a été effacé cette fois.", "Nothing was erased this time.")]
    }
    let total = report.erased.reduce(0) { $0 + $1.count }
    let title = say(
      "Effacé, adhérent \(report.member)\u{a0}: \(total) \(total > 1 ? "valeurs" : "valeur")",
      "Erased, member \(report.member): \(total) \(total == 1 ? "value" : "values")")
    let width = report.erased.map { $0.privateClass.word(language).count }.max() ?? 0
    return [title]
      + report.erased.map {
        "  \($0.privateClass.word(language).padded(to: width))  \($0.count)"
      } + [overwritten]
  }

  private var overwritten: String {
    let count = report.overwritten
    return say(
      "Réécrit dans le coffre, sur le disque\u{a0}: \(count). Les sauvegardes du coffre gardent les "
        + "anciennes valeurs\u{a0}; voyez docs/operations.md.",
      "Overwritten in the vault, on disk: \(count). Backups of the vault keep the old values; see "
        + "docs/operations.md.")
  }

  private var kept: [String] {
    guard let kept = report.kept else { return [] }
    let classes = kept.classes.map { $0.word(language) }.joined(separator: ", ")
    let until = kept.until.map {
      say(" jusqu’au ", " until ") + $0.text(in: language)
    }
    return [
      say("Conservé\u{a0}: ", "Kept: ") + classes,
      say("  motif\u{a0}: ", "  because of: ") + kept.ground.word(language) + (until ?? "") + ".",
    ]
  }
}
