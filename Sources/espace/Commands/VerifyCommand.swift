import EspaceAdherent
import Foundation

enum VerifyCommand {
  static let command = Command(
    name: "verify", synopsis: "[--against CHECKPOINT] [--data DIR] [--json]",
    summary: "re-reads every byte of log and vault, and says what does not verify",
    operands: 0...0, options: ["against", "data", "json"]
  ) { context in
    let kept = try context.arguments.value("against").map(KeptFile.checkpoint)
    let space = try context.open(announcing: false)
    let progress = context.console.progress()
    let start = Date()
    let found = try space.verify { progress.tell($0) }
    progress.end()
    let seconds = Date().timeIntervalSince(start)
    if context.isJSON {
      try context.console.print(found.json)
    } else {
      try context.console.print(VerifyCommand.lines(found, seconds))
    }
    if found.isIntact, let notice = try space.log.keptNodesNotice() {
      context.console.complain("Note: \(notice).")
    }
    let comparison = try kept.map { try AgainstCommand.run(context, space, $0) }
    return found.isIntact ? comparison ?? .success : .damaged
  }

  private static func lines(_ found: Verification, _ seconds: Double) -> [String] {
    let bytes = found.logBytes + found.vaultBytes
    let rate = Int(Double(bytes) / max(seconds, 0.001) / 1_000_000)
    let facts = counted(found.facts, "fact")
    var lines = [
      "log    \(facts) in \(counted(found.appends, "append")), "
        + "\(counted(found.logSegments, "segment")), \(counted(found.logBytes, "byte"))",
      found.isVaultReadable
        ? "vault  \(counted(found.vaultLines, "private part")), \(counted(found.vaultBytes, "byte"))"
        : "vault  not read: the commitments to personal values were not checked",
      "root   \(found.root)",
    ]
    if found.unknownFacts > 0 {
      lines.append(
        "note   \(counted(found.unknownFacts, "fact")) of types that this version does not know")
    }
    if let torn = found.tornEnd { lines.append("torn   \(torn); the next writer cuts it") }
    guard let damage = found.damage else {
      lines.append("Everything verifies. (\(rate) MB/s)")
      return lines
    }
    var place = "DAMAGE \(damage.kind) in \(damage.segment) at byte \(damage.offset)"
    if let position = damage.position { place += ", position \(position)" }
    lines.append(place)
    if let expected = damage.expected { lines.append("       expected \(expected)") }
    if let found = damage.found { lines.append("       found    \(found)") }
    lines.append("       Everything before it verifies. \(advice(on: damage))")
    return lines
  }

  /// What to put back: of two sides that do not go together, the older one.
  private static func advice(on damage: Verification.Damage) -> String {
    switch damage.kind {
    case "logOlderThanVault": "EventLog/ is older than Vault/: put a newer EventLog/ back."
    case "vaultOlderThanLog": "Vault/ is older than EventLog/: put a newer Vault/ back."
    default: "Put \(damage.segment) back from a backup."
    }
  }
}
