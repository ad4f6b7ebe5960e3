import EspaceAdherent
import Foundation

enum VerifyCommand {
  static let command = Command(
    name: "verify", synopsis: "[--data DIR] [--json]",
    summary: "re-reads every byte of log and vault, and says what does not verify",
    operands: 0...0, options: ["data", "json"]
  ) { context in
    let space = try context.open()
    let progress = context.console.progress()
    let start = Date()
    let found = try space.verify { progress.tell($0) }
    progress.end()
    let seconds = Date().timeIntervalSince(start)
    if context.isJSON {
      context.console.print(found.json)
    } else {
      for line in VerifyCommand.lines(found, seconds) { context.console.print(line) }
    }
    return found.isIntact ? .success : .damaged
  }

  private static func lines(_ found: Verification, _ seconds: Double) -> [String] {
    let bytes = found.logBytes + found.vaultBytes
    let rate = Int(Double(bytes) / max(seconds, 0.001) / 1_000_000)
    var lines = [
      "log    \(found.facts) facts in \(found.appends) appends, \(found.logSegments) segments, "
        + "\(found.logBytes) bytes",
      found.isVaultReadable
        ? "vault  \(found.vaultLines) private parts, \(found.vaultBytes) bytes"
        : "vault  absent or unreadable: commitments were not checked",
      "root   \(found.root)",
    ]
    if found.unknownFacts > 0 {
      lines.append("note   \(found.unknownFacts) facts of types that this version does not know")
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
    lines.append("       Everything before it verifies. Put the segment back from a backup.")
    return lines
  }
}
