import EspaceAdherent

/// The lists of accounts, pending items and facts as text, in one language.
struct Listings {
  let language: Language

  func say(_ french: String, _ english: String) -> String {
    language == .fr ? french : english
  }

  func accounts(_ accounts: [Account], _ console: Console) -> [String] {
    guard !accounts.isEmpty else { return [say("Aucun compte.", "No accounts.")] }
    var table = Table(
      say("adhérent", "member"), say("numéro", "number"), say("nom", "name"), say("état", "state"),
      say("accès", "access"), say("mot de passe", "password"), say("adresse e-mail", "e-mail"),
      "CGU",
      say("à faire", "to do"), say("faits", "facts"))
    for account in accounts {
      let facts = "\(account.counters.facts)"
      guard account.standing != .erased else {
        // An erased account shows no other column.
        table.add(
          account.id.description, "–", "–", account.standing.word(language), "–", "–", "–", "–", "",
          facts)
        continue
      }
      table.add(
        account.id.description, account.number.map(text) ?? "–", account.name.map(text) ?? "–",
        account.standing.word(language), access(account), account.password.word(language),
        email(account), cgu(account),
        account.requiredActions.map { $0.word(language) }.joined(separator: ", "), facts)
    }
    return table.lines(console)
  }

  func pending(_ items: [PendingItem], now: Instant, console: Console) -> [String] {
    guard !items.isEmpty else { return [say("Rien en attente.", "Nothing is pending.")] }
    var table = Table(
      say("échéance", "deadline"), say("en attente", "pending"), say("détail", "detail"),
      say("adhérent", "member"), say("réf.", "ref."), say("depuis", "since"))
    for item in items {
      let late = item.isOverdue(at: now) ? say(" (dépassée)", " (overdue)") : ""
      table.add(
        (item.deadline?.text(in: language) ?? "–") + late, kind(item.kind), detail(item, now),
        item.member.description, item.id.description, item.since.at.text(in: language))
    }
    return table.lines(console)
  }

  func history(_ entries: [HistoryEntry], _ console: Console) -> [String] {
    let width = entries.map { "\($0.fact.position)".count }.max() ?? 0
    let times = entries.map { $0.fact.at.text(in: language) }
    let timeWidth = times.map(\.count).max() ?? 0
    return zip(entries, times).map { entry, time in
      let position = "\(entry.fact.position)"
      let place = String(repeating: " ", count: width - position.count) + position
      let line =
        console.dim("\(place)  \(time.padded(to: timeWidth))") + "  \(entry.sentence(in: language))"
      let values = entry.shownValues(in: language).map { value in
        value.label + say("\u{a0}: ", ": ") + value.text.visible
      }
      return values.isEmpty ? line : line + console.dim("  [\(values.joined(separator: ", "))]")
    }
  }

  func text(_ value: Value) -> String {
    switch value {
    case .shown(let text): text.visible
    case .sealed: say("scellé", "sealed")
    case .erased: say("effacé", "erased")
    }
  }

  /// Returns an entry's texts on one line, in the form that people use.
  func text(_ entry: Account.Entry) -> String {
    entry.parts.isEmpty ? text(entry.value) : entry.text(in: language).visible
  }

  func access(_ account: Account) -> String { account.accessText(in: language).visible }

  func cgu(_ account: Account) -> String { account.cguText(in: language).visible }

  func kind(_ kind: PendingItem.Kind) -> String {
    switch kind {
    case .changeRequest: say("demande de mise à jour", "change request")
    case .code: say("code ou lien", "code or link")
    case .pendingEmail: say("adresse à certifier", "address to certify")
    case .registration: say("inscription", "registration")
    case .letter: say("lettre à poster", "letter to post")
    case .accessCodeLoss: say("perte du code d’accès", "lost access code")
    case .erasure: say("demande d’effacement", "erasure request")
    }
  }

  private func detail(_ item: PendingItem, _ now: Instant) -> String {
    if let request = item.request {
      return "\(request.kind.word(language)), \(request.state(at: now).word(language))"
    }
    return item.purpose?.word(language) ?? ""
  }

  private func email(_ account: Account) -> String {
    guard let email = account.emails.first(where: { $0.state == .onFile }) else {
      return account.emails.isEmpty ? "–" : say("à certifier", "to certify")
    }
    var words = [
      email.certifiedAt == nil ? say("au dossier", "on file") : say("certifiée", "certified")
    ]
    if !account.sharesEmailWith.isEmpty { words.append(say("partagée", "shared")) }
    return words.joined(separator: ", ")
  }
}

extension String {
  /// The text without characters that could move a terminal's cursor or change the text direction.
  var visible: String {
    String(
      String.UnicodeScalarView(
        unicodeScalars.map { scalar in
          switch scalar.properties.generalCategory {
          // Joiners do not move the cursor, and are part of names and of emoji.
          case .format where ["\u{200c}", "\u{200d}"].contains(scalar): scalar
          case .control, .format, .lineSeparator, .paragraphSeparator: "\u{fffd}"
          default: scalar
          }
        }))
  }
}

/// A table of rows under headings.
///
/// Each column is as wide as its widest text.
struct Table {
  private let headings: [String]
  private var rows: [[String]] = []

  init(_ headings: String...) { self.headings = headings }

  mutating func add(_ cells: String...) { rows.append(cells) }

  var isEmpty: Bool { rows.isEmpty }

  /// Returns the lines of the table, with the headings in bold if styles are shown.
  func lines(_ console: Console) -> [String] {
    let widths = headings.indices.map { column in
      ([headings] + rows).map { $0[column].count }.max() ?? 0
    }
    func line(_ cells: [String]) -> String {
      let padded = zip(cells, widths).map { $0.padded(to: $1) }.joined(separator: "  ")
      return String(padded.reversed().drop { $0 == " " }.reversed())
    }
    return [console.bold(line(headings))] + rows.map(line)
  }
}

/// Returns a number and its English noun: `1 fact`, `2 facts`.
func counted(_ count: Int, _ noun: String) -> String { "\(count) \(noun)\(count == 1 ? "" : "s")" }
