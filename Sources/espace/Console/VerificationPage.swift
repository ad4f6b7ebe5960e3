import EspaceAdherent

/// The result of a verification as text.
///
/// The places of damage are the same in both languages.
struct VerificationPage {
  let found: Verification
  private let listings: Listings

  init(found: Verification, language: Language) {
    self.found = found
    listings = Listings(language: language)
  }

  private func say(_ french: String, _ english: String) -> String { listings.say(french, english) }

  /// A number and its noun: `2 facts`, « 2 faits ».
  private func counted(_ count: Int, _ french: String, _ english: String) -> String {
    let isPlural = listings.language == .fr ? count > 1 : count != 1
    // The noun comes first: « valeurs scellées ».
    let words = say(french, english).split(separator: " ")
    let inflected = words.enumerated().map { index, word in
      let isInflected = isPlural && (listings.language == .fr || index == words.count - 1)
      return isInflected ? word + "s" : String(word)
    }
    return "\(count) " + inflected.joined(separator: " ")
  }

  /// The counts and the notes, without the damage.
  var lines: [String] {
    let facts = counted(found.facts, "fait", "fact")
    let bytes = counted(found.logBytes, "octet", "byte")
    let segments = counted(found.logSegments, "segment", "segment")
    var lines = [
      say(
        "journal  \(facts) en \(counted(found.appends, "écriture", "append")), \(segments), \(bytes)",
        "log    \(facts) in \(counted(found.appends, "écriture", "append")), \(segments), \(bytes)"),
      vault, say("racine   ", "root   ") + "\(found.root)",
    ]
    if found.unknownFacts > 0 {
      let unknown = counted(found.unknownFacts, "fait", "fact")
      lines.append(
        say(
          "note     \(unknown) de types que cette version ne connaît pas",
          "note   \(unknown) of types that this version does not know"))
    }
    if let notice = found.clockNotice, let last = found.lastInstant {
      lines.append(
        say(
          "horloge  le dernier fait est du \(last.text(in: .fr)), en avance sur cette horloge",
          "clock  \(notice)"))
    }
    if found.erasedValues > 0 {
      let erased = counted(found.erasedValues, "valeur", "private part")
      lines.append(
        say("effacé   \(erased), par ordre de faits", "erased \(erased), by order of facts"))
    }
    if found.awaitingErasure > 0 {
      let waiting = counted(found.awaitingErasure, "valeur", "private part")
      lines.append(
        say(
          "à faire  \(waiting) à réécrire, par ordre de faits\u{202f}; le prochain écrivain le fait",
          "to do  \(waiting) erased by facts and still to be overwritten; the next writer does it"))
    }
    if let torn = found.tornEnd {
      lines.append(
        say(
          "inachevé \(torn)\u{202f}; le prochain écrivain le coupe",
          "torn   \(torn); the next writer cuts it"))
    }
    return lines
  }

  private var vault: String {
    guard found.isVaultReadable else {
      return say(
        "coffre   non lu\u{a0}: les valeurs personnelles n’ont pas été contrôlées",
        "vault  not read: the commitments to personal values were not checked")
    }
    let parts = counted(found.vaultLines, "valeur scellée", "private part")
    let bytes = counted(found.vaultBytes, "octet", "byte")
    return say("coffre   \(parts), \(bytes)", "vault  \(parts), \(bytes)")
  }

  /// The last line of a verification that found the log intact.
  func conclusion(rate: Int) -> String {
    let isAll = found.snapshots.isEmpty
    return say(
      "\(isAll ? "Tout est conforme" : "Le journal est conforme"). (\(rate) Mo/s)",
      "\(isAll ? "Everything" : "The log") verifies. (\(rate) MB/s)")
  }
}
