import EspaceAdherent

/// One account as text.
struct AccountPage {
  let account: Account
  private let listings: Listings

  init(account: Account, language: Language) {
    self.account = account
    listings = Listings(language: language)
  }

  private var language: Language { listings.language }

  private func say(_ french: String, _ english: String) -> String { listings.say(french, english) }

  func lines(_ console: Console) -> [String] {
    let rows = account.standing == .erased ? erasedRows : self.rows
    let width = rows.map(\.0.count).max() ?? 0
    let title = say("Compte ", "Account ") + account.id.description
    let moment = account.asOf.text(in: language)
    var lines = [console.bold(title) + console.dim("  \(moment), position \(account.position)")]
    lines += rows.map { "  \($0.0.padded(to: width))  \($0.1)" }
    guard !account.pending.isEmpty else { return lines }
    lines += ["", console.bold(say("En attente", "Pending"))]
    return lines
      + listings.pending(account.pending, now: account.asOf, console: console).map { "  " + $0 }
  }

  /// The rows of an erased account: its standing and the number of its facts.
  private var erasedRows: [(String, String)] {
    [
      (say("état", "state"), account.standing.word(language)), (say("faits", "facts"), counters),
    ] + incompleteRows
  }

  private var incompleteRows: [(String, String)] {
    guard !account.incompleteBecause.isEmpty else { return [] }
    let positions = account.incompleteBecause.map(String.init).joined(separator: ", ")
    return [(say("INCOMPLET", "INCOMPLETE"), say("faits inconnus ", "unknown facts ") + positions)]
  }

  private var rows: [(String, String)] {
    var rows: [(String, String)] = []
    func row(_ french: String, _ english: String, value: String?) {
      if let value, !value.isEmpty { rows.append((say(french, english), value)) }
    }
    row("numéro d’adhérent", "member number", value: account.number.map(listings.text))
    row("nom", "name", value: account.name.map(listings.text))
    row("identifiant", "identifier", value: account.identifier.map(listings.text))
    row("code d’accès", "access code", value: account.accessCode.map(listings.text))
    row("état", "state", value: account.standing.word(language))
    row("accès", "access", value: listings.access(account))
    row("mot de passe", "password", value: password)
    row(
      "question pense-bête", "secret question",
      value: account.hasQuestion ? say("enregistrée", "set") : nil)
    for email in account.emails { row("adresse e-mail", "e-mail", value: self.email(email)) }
    row("adresse partagée avec", "address shared with", value: sharing)
    row("CGU", "CGU", value: listings.cgu(account))
    row(
      "à faire", "to do",
      value: account.requiredActions.map { $0.word(language) }.joined(separator: ", "))
    for device in account.devices {
      let words = [
        listings.text(device.label), device.platform.visible, device.state.word(language),
      ]
      row(
        "appareil", "device",
        value: "\(device.id)  " + words.filter { !$0.isEmpty }.joined(separator: ", "))
    }
    // The name is shown above.
    for entry in account.dossier where entry.what != DossierEntry.name.rawValue {
      let name = DossierEntry(rawValue: entry.what)?.word(language) ?? entry.what
      row(name, name, value: listings.text(entry))
    }
    for entry in account.beneficiaries {
      row("bénéficiaire", "beneficiary", value: listings.text(entry))
    }
    row("sessions ouvertes", "live sessions", value: "\(account.liveSessions)")
    row("faits", "facts", value: counters)
    return rows + incompleteRows
  }

  private var password: String {
    let word = account.password.word(language)
    guard let at = account.passwordSetAt else { return word }
    return word + say(", choisi le ", ", set on ") + at.text(in: language)
  }

  private var counters: String {
    let counters = account.counters
    return say(
      "\(counters.facts) (refus\u{a0}: \(counters.refusals), connexions\u{a0}: \(counters.signIns))",
      "\(counters.facts) (refusals: \(counters.refusals), sign-ins: \(counters.signIns))")
  }

  private func email(_ email: Account.Email) -> String {
    let state = email.state.word(language)
    let certified = email.certifiedAt.map {
      say(", certifiée le ", ", certified on ") + $0.text(in: language)
    }
    return listings.text(email.address) + "  (\(state)\(certified ?? ""))"
  }

  /// The members that share the address.
  ///
  /// `nil` when the address itself is sealed.
  private var sharing: String? {
    guard !account.isSharingKnown else { return ids(account.sharesEmailWith) }
    return account.emails.contains { $0.address.text != nil } ? listings.text(Value.sealed) : nil
  }

  private func ids(_ tokens: [Token]) -> String {
    tokens.map(\.description).joined(separator: ", ")
  }
}
