import EspaceAdherent
import FoundationEssentials

/// The lists of accounts, pending items and facts as text, in one language.
struct Listings {
  let language: Language

  func say(_ french: String, _ english: String) -> String {
    language == .fr ? french : english
  }

  func accounts(_ rows: [Row<AccountColumns>], _ console: Console) -> [String] {
    guard !rows.isEmpty else { return [say("Aucun compte.", "No accounts.")] }
    var table = TextTable(
      say("adhérent", "member"), say("numéro", "number"), say("nom", "name"), say("état", "state"),
      say("accès", "access"), say("mot de passe", "password"), say("adresse e-mail", "e-mail"),
      "CGU",
      say("à faire", "to do"), say("faits", "facts"))
    for row in rows {
      let facts = "\(row.facts)"
      guard row.standing != .erased else {
        // An erased account shows no other column.
        table.add(
          row.member.description, "–", "–", row.standing.word(language), "–", "–", "–", "–", "",
          facts)
        continue
      }
      table.add(
        row.member.description, row.number.map(text) ?? "–", row.name.map(text) ?? "–",
        row.standing.word(language), row.accessText(in: language).visible,
        row.password.word(language), email(row), row.cguText(in: language).visible,
        row.required.map { $0.word(language) }.joined(separator: ", "), facts)
    }
    return table.lines(console)
  }

  func pending(_ rows: [Row<PendingColumns>], _ console: Console) -> [String] {
    pending(rows.map(PendingLine.init), console)
  }

  func pending(_ items: [PendingItem], now: Instant, console: Console) -> [String] {
    pending(items.map { PendingLine($0, now: now) }, console)
  }

  private func pending(_ items: [PendingLine], _ console: Console) -> [String] {
    guard !items.isEmpty else { return [say("Rien en attente.", "Nothing is pending.")] }
    let hasValues = items.contains { !$0.values.isEmpty }
    var headings = [
      say("échéance", "deadline"), say("en attente", "pending"), say("détail", "detail"),
      say("adhérent", "member"), say("réf.", "ref."), say("depuis", "since"),
    ]
    if hasValues {
      headings += [say("numéro", "number"), say("nom", "name"), say("demande", "request")]
    }
    var table = TextTable(headings)
    for item in items {
      let late = item.isOverdue ? say(" (dépassée)", " (overdue)") : ""
      var cells = [
        (item.deadline?.text(in: language) ?? "–") + late, kind(item.kind), detail(item),
        item.member.description, item.id.description, item.since.text(in: language),
      ]
      if hasValues { cells += item.values.map { $0.map(text) ?? "–" } }
      table.add(cells)
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

  /// Returns the facts of several streams, each with its stream.
  func facts(_ entries: [HistoryEntry], _ console: Console) -> [String] {
    guard !entries.isEmpty else { return [say("Aucun fait.", "No facts.")] }
    let width = entries.map { "\($0.fact.position)".count }.max() ?? 0
    let times = entries.map { $0.fact.at.text(in: language) }
    let timeWidth = times.map(\.count).max() ?? 0
    let streams = entries.map { $0.fact.stream.split(separator: "/").last.map(String.init) ?? "" }
    let streamWidth = streams.map(\.count).max() ?? 0
    return entries.indices.map { index in
      let entry = entries[index]
      let position = "\(entry.fact.position)"
      let place = String(repeating: " ", count: width - position.count) + position
      return console.dim(
        "\(place)  \(times[index].padded(to: timeWidth))  \(streams[index].padded(to: streamWidth))"
      )
        + "  \(entry.sentence(in: language))"
    }
  }

  /// Returns the parts of a record that its sentence does not say.
  func record(_ entry: HistoryEntry) -> [String] {
    let fact = entry.fact
    let parts = [
      ("type", fact.event.name), (say("flux", "stream"), "\(fact.stream) \(fact.sequence)"),
      (say("acteur", "actor"), fact.actor.description),
      ("action", fact.action.uuidString.lowercased()),
      (say("corrélation", "correlation"), fact.correlation.uuidString.lowercased()),
      (say("partie claire", "clear part"), entry.data.visible),
      (
        say("partie scellée", "private part"), entry.isSealed ? say("oui", "yes") : say("non", "no")
      ),
      (say("empreinte", "hash"), entry.hash),
    ]
    let width = parts.map(\.0.count).max() ?? 0
    return parts.map { "  \($0.0.padded(to: width))  \($0.1)" }
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

  private func detail(_ item: PendingLine) -> String {
    if let request = item.request, let stage = item.stage {
      return "\(request.word(language)), \(stage.word(language))"
    }
    return item.purpose?.word(language) ?? ""
  }

  private func email(_ row: Row<AccountColumns>) -> String {
    switch row.email {
    case .none: row.emailPending ? say("à certifier", "to certify") : "–"
    case .onFile: say("au dossier", "on file")
    case .certified: say("certifiée", "certified")
    case .invalid: say("invalide", "invalid")
    }
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
struct TextTable {
  private let headings: [String]
  private var rows: [[String]] = []

  init(_ headings: String...) { self.headings = headings }

  init(_ headings: [String]) { self.headings = headings }

  mutating func add(_ cells: String...) { rows.append(cells) }

  mutating func add(_ cells: [String]) { rows.append(cells) }

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

/// The parts of a pending item in a list.
private struct PendingLine {
  let kind: PendingItem.Kind
  let member: Token
  let id: Token
  let since: Instant
  let deadline: Instant?
  let isOverdue: Bool
  let request: ChangeRequestKind?
  let stage: Member.ChangeRequest.State?
  let purpose: CodePurpose?
  /// The number, the name and the content of the request, if they were joined.
  let values: [Value?]

  init(_ row: Row<PendingColumns>) {
    (kind, member, id, since, deadline) = (row.kind, row.member, row.id, row.since, row.deadline)
    (isOverdue, request, stage, purpose) = (row.overdue, row.request, row.stage, row.purpose)
    let values = [row.number, row.name, row.asked]
    self.values = values.contains { $0 != nil } ? values : []
  }

  init(_ item: PendingItem, now: Instant) {
    (kind, member, id) = (item.kind, item.member, item.id)
    (since, deadline) = (item.since.at, item.deadline)
    isOverdue = item.isOverdue(at: now)
    (request, stage) = (item.request?.kind, item.request?.state(at: now))
    (purpose, values) = (item.purpose, [])
  }
}
