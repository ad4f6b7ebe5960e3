import EspaceAdherent

/// The lists that people read, in their language.
struct Listings {
  let language: Language

  func say(_ french: String, _ english: String) -> String {
    language == .fr ? french : english
  }

  func accounts(_ accounts: [Account], _ console: Console) -> [String] {
    guard !accounts.isEmpty else { return [say("Aucun compte.", "No accounts.")] }
    var table = Table(
      say("membre", "member"), say("numéro", "number"), say("nom", "name"), say("état", "state"),
      say("accès", "access"), say("mot de passe", "password"), say("e-mail", "e-mail"), "CGU",
      say("à faire", "to do"), say("faits", "facts"))
    for account in accounts {
      table.add(
        account.id.description, account.number.map(text) ?? "–", account.name.map(text) ?? "–",
        account.standing.word(language), access(account.access), account.password.word(language),
        email(account), account.cgu.word(language),
        account.requiredActions.map { $0.word(language) }.joined(separator: ", "),
        "\(account.counters.facts)")
    }
    return table.lines(console)
  }

  func pending(_ items: [PendingItem], _ now: Instant, _ console: Console) -> [String] {
    guard !items.isEmpty else { return [say("Rien en attente.", "Nothing is pending.")] }
    var table = Table(
      say("échéance", "deadline"), say("en attente", "pending"), say("détail", "detail"),
      say("membre", "member"), "id", say("depuis", "since"))
    for item in items {
      let late = item.isOverdue(at: now) ? say(" (dépassée)", " (overdue)") : ""
      table.add(
        (item.deadline?.shortText ?? "–") + late, kind(item.kind), detail(item, now),
        item.member.description, item.id.description, item.since.at.shortText)
    }
    return table.lines(console)
  }

  func history(_ entries: [HistoryEntry], _ console: Console) -> [String] {
    let width = entries.map { "\($0.fact.position)".count }.max() ?? 0
    return entries.map { entry in
      let position = "\(entry.fact.position)"
      let place = String(repeating: " ", count: width - position.count) + position
      let line =
        console.dim("\(place)  \(entry.fact.at.shortText)") + "  \(entry.sentence(in: language))"
      let values = entry.values.filter(\.isShown).map { value in
        "\(value.name)\(say("\u{a0}: ", ": "))\(text(value))"
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

  private func text(_ field: FactField) -> String {
    switch field.content {
    case .json: (field.text ?? "").visible
    case .sealed: text(Value.sealed)
    case .erased: text(Value.erased)
    case .withheld: say("jamais montré", "never shown")
    }
  }

  /// An entry's texts in one line; what they are stands before those that do not say it themselves.
  func text(_ entry: Account.Entry) -> String {
    guard !entry.parts.isEmpty else { return text(entry.value) }
    return entry.parts.map { part in
      let text = part.text.visible
      switch part.name {
      case "text", "phone", "name", "street", "complement", "postalCode", "city", "country", "iban":
        return text
      case "birthDate": return say("date de naissance\u{a0}: ", "date of birth: ") + text
      case "relation": return say("lien\u{a0}: ", "relation: ") + text
      case "holder": return say("titulaire\u{a0}: ", "holder: ") + text
      default: return part.name + say("\u{a0}: ", ": ") + text
      }
    }.joined(separator: ", ")
  }

  func access(_ access: Account.Access) -> String {
    switch access {
    case .open: say("ouvert", "open")
    case .lockedUntil(let instant):
      say("suspendu jusqu’au ", "locked until ") + instant.shortText
    case .blocked(let reason): say("bloqué", "blocked") + " (\(reason.visible))"
    }
  }

  func kind(_ kind: PendingItem.Kind) -> String {
    switch kind {
    case .changeRequest: say("demande de mise à jour", "change request")
    case .code: say("code ou lien", "code or link")
    case .pendingEmail: say("adresse à certifier", "address to certify")
    case .registration: say("inscription", "registration")
    case .letter: say("courrier à envoyer", "letter to post")
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
      email.certifiedAt == nil ? say("au dossier", "on file") : say("certifié", "certified")
    ]
    if !account.sharesEmailWith.isEmpty { words.append(say("partagé", "shared")) }
    return words.joined(separator: ", ")
  }
}

extension String {
  /// The text without anything that could move a terminal's cursor or turn its direction.
  var visible: String {
    String(
      String.UnicodeScalarView(
        unicodeScalars.map { scalar in
          switch scalar.properties.generalCategory {
          // Joiners move nothing, and are part of names and of emoji.
          case .format where ["\u{200c}", "\u{200d}"].contains(scalar): scalar
          case .control, .format, .lineSeparator, .paragraphSeparator: "\u{fffd}"
          default: scalar
          }
        }))
  }
}
