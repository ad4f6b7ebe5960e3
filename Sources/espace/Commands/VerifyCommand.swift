import EspaceAdherent
import Foundation

enum VerifyCommand {
  static let command = Command(
    name: "verify",
    synopsis: "[--against CHECKPOINT | --segment FILE] [--data DIR] [--json] [--lang fr|en]",
    summary: "reads every byte of log and vault again, and reports damage",
    operands: 0...0, options: ["against", "segment", "data", "json", "lang"]
  ) { context in
    if let path = context.arguments.value("segment") {
      return try SegmentCommand.run(context, path)
    }
    let kept = try context.arguments.value("against").map(KeptFile.checkpoint)
    let log: SpaceLog
    do { log = try context.openLog() } catch let error as SpaceError {
      guard let damage = error.damage else { throw error }
      let lines = VerifyCommand.place(damage, "DAMAGE") + ["       \(damage.advice)"]
      try context.console.print(context.isJSON ? [damage.json] : lines)
      return .damaged
    }
    if let notice = log.modesNotice { context.console.complain(notice) }
    let progress = context.console.progress()
    let start = Date()
    let found = try log.verify(progress: { progress.tell($0) })
    progress.end()
    let seconds = Date().timeIntervalSince(start)
    if context.isJSON {
      try context.console.print(found.json)
    } else {
      try context.console.print(VerifyCommand.lines(found, seconds: seconds, in: context.language))
    }
    let comparison =
      try kept.map { try AgainstCommand.run(context, log: log, kept: $0) } ?? .success
    guard found.isIntact else { return .damaged }
    return comparison == .success && !found.snapshots.isEmpty ? .difference : comparison
  }

  private static func lines(
    _ found: Verification, seconds: Double, in language: Language
  ) -> [String] {
    let bytes = found.logBytes + found.vaultBytes
    let rate = Int(Double(bytes) / max(seconds, 0.001) / 1_000_000)
    let page = VerificationPage(found: found, language: language)
    var lines = page.lines
    guard let damage = found.damage else {
      for damage in found.snapshots {
        lines += place(damage, "DIFFERENT") + ["          \(damage.advice)"]
      }
      lines.append(page.conclusion(rate: rate))
      return lines
    }
    return lines + place(damage, "DAMAGE")
      + ["       Everything before it verifies. \(damage.advice)"]
  }

  /// Returns the kind and place of the damage, with the expected and the found value.
  private static func place(_ damage: Damage, _ title: String) -> [String] {
    let margin = String(repeating: " ", count: title.count + 1)
    let position = damage.position.map { ", position \($0)" } ?? ""
    var lines = [
      "\(title) \(damage.kind.rawValue) in \(damage.segment) at byte \(damage.offset)\(position)"
    ]
    if let expected = damage.expected { lines.append("\(margin)expected \(expected)") }
    if let found = damage.found { lines.append("\(margin)found    \(found)") }
    return lines
  }
}

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

  /// Returns a number and its noun: `2 facts`, « 2 faits ».
  private func counted(_ count: Int, french: String, _ english: String) -> String {
    let isPlural = listings.language == .fr ? count > 1 : count != 1
    // In French the noun comes first: « valeurs scellées ».
    let words = say(french, english).split(separator: " ")
    let inflected = words.enumerated().map { index, word in
      let isInflected = isPlural && (listings.language == .fr || index == words.count - 1)
      return isInflected ? word + "s" : String(word)
    }
    return "\(count) " + inflected.joined(separator: " ")
  }

  /// The counts and the notes, without the damage.
  var lines: [String] {
    let facts = counted(found.facts, french: "fait", "fact")
    let bytes = counted(found.logBytes, french: "octet", "byte")
    let segments = counted(found.logSegments, french: "segment", "segment")
    var lines = [
      say(
        "journal  \(facts) en \(counted(found.appends, french: "écriture", "append")), \(segments), \(bytes)",
        "log    \(facts) in \(counted(found.appends, french: "écriture", "append")), \(segments), \(bytes)"
      ),
      vault, say("racine   ", "root   ") + "\(found.root.hex)",
    ]
    if found.unknownFacts > 0 {
      let unknown = counted(found.unknownFacts, french: "fait", "fact")
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
      let erased = counted(found.erasedValues, french: "valeur", "private part")
      lines.append(
        say("effacé   \(erased), par ordre de faits", "erased \(erased), by order of facts"))
    }
    if found.awaitingErasure > 0 {
      let waiting = counted(found.awaitingErasure, french: "valeur", "private part")
      lines.append(
        say(
          "à faire  \(waiting) à réécrire, par ordre de faits\u{202f}; le prochain écrivain le fait",
          "to do  \(waiting) erased by facts and still to be overwritten; the next writer does it"))
    }
    if let torn = found.tornTail {
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
    let parts = counted(found.vaultLines, french: "valeur scellée", "private part")
    let bytes = counted(found.vaultBytes, french: "octet", "byte")
    return say("coffre   \(parts), \(bytes)", "vault  \(parts), \(bytes)")
  }

  /// Returns the last line of a verification that found the log intact.
  func conclusion(rate: Int) -> String {
    let isAll = found.snapshots.isEmpty
    return say(
      "\(isAll ? "Tout est conforme" : "Le journal est conforme"). (\(rate) Mo/s)",
      "\(isAll ? "Everything" : "The log") verifies. (\(rate) MB/s)")
  }
}
