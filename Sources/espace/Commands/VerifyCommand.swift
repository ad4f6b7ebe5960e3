import EspaceAdherent
import Foundation

enum VerifyCommand {
  static let command = Command(
    name: "verify",
    synopsis: "[--against CHECKPOINT | --segment FILE] [--data DIR] [--json] [--lang fr|en]",
    summary: "re-reads every byte of log and vault, and says what does not verify",
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
      try context.console.print(VerifyCommand.lines(found, seconds, context.language))
    }
    let comparison = try kept.map { try AgainstCommand.run(context, log, $0) } ?? .success
    guard found.isIntact else { return .damaged }
    return comparison == .success && !found.snapshots.isEmpty ? .difference : comparison
  }

  private static func lines(
    _ found: Verification, _ seconds: Double, _ language: Language
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

  /// What is wrong, where, what was expected there and what was found.
  private static func place(_ damage: Verification.Damage, _ title: String) -> [String] {
    let margin = String(repeating: " ", count: title.count + 1)
    let position = damage.position.map { ", position \($0)" } ?? ""
    var lines = ["\(title) \(damage.kind) in \(damage.segment) at byte \(damage.offset)\(position)"]
    if let expected = damage.expected { lines.append("\(margin)expected \(expected)") }
    if let found = damage.found { lines.append("\(margin)found    \(found)") }
    return lines
  }
}
