public import EventLog
import Notation

extension SpaceRepair: CustomStringConvertible {
  /// The plan, in a few lines.
  public var description: String { lines.joined(separator: "\n") }
}

extension SpaceRepair: JSONAnswer {
  /// The plan as one line of JSON, with stable names.
  public var json: String { jsonText }

  package func describe(_ fields: inout JSONWriter) {
    switch self {
    case .intact: fields("repair", "intact")
    case .unrecorded(let record):
      fields("repair", "unrecorded")
      fields("position", record.position)
    case .repairable(let plan):
      fields("repair", "repairable")
      plan.describe(&fields)
    case .refused(let refusal, let damage):
      fields("repair", "refused")
      fields("reason", refusal.rawValue)
      fields("damage", damage)
    }
  }
}

extension RepairPlan {
  fileprivate func describe(_ fields: inout JSONWriter) {
    fields("damage", damage)
    fields("position", position)
    fields("at", lastInstant)
    fields("segment", segment)
    fields("offset", offset)
    fields("movedBytes", log?.byteCount ?? 0)
    fields("movedTo", log?.target)
    if let vault, vault.byteCount > 0 {
      fields("vault") { fields in
        fields("segment", vault.segment)
        fields("offset", vault.offset)
        fields("lines", vault.lines)
        fields("movedBytes", vault.byteCount)
        fields("movedTo", vault.target)
      }
    }
    guard let range = lost.range else { return }
    fields("lost") { fields in
      fields("from", range.lowerBound)
      fields("to", range.upperBound)
      fields("durableTo", lost.noted)
      fields("wholeFacts", lost.recordCount)
      fields("lastFact", lost.lastRecord)
      fields("sealedTo", lost.sealed)
    }
  }
}

extension SpaceRepair {
  /// The damage and the steps of a repair, in plain words.
  public var lines: [String] {
    switch self {
    case .intact(let tornTail):
      guard let tornTail else { return ["Nothing is damaged: there is nothing to repair."] }
      return [
        "Nothing is damaged: there is nothing to repair.",
        "\(tornTail.byteCount) bytes of an unfinished append are at byte \(tornTail.offset) of "
          + "\(tornTail.segment); the next writer copies them aside and cuts them.",
      ]
    case .unrecorded(let record):
      return [
        "A repair of \(record.segment) was interrupted: all bytes are moved, but the log does not "
          + "record it yet.",
        "To do: record it as the next fact, position \(record.position + 1).",
      ]
    case .repairable(let plan): return plan.lines
    case .refused(.vaultUnreadable, _):
      return [
        "Not repaired, nothing was changed. The vault is missing, or this user may not read it: a "
          + "repair needs it."
      ]
    case .refused(let refusal, let damage):
      return [damage.line, "Not repaired, nothing was changed. " + refusal.words(damage)]
    }
  }
}

extension Damage {
  /// The place of the damage with the expected and the found value, in one line.
  fileprivate var line: String { "DAMAGE \(self)" }
}

extension RepairPlan {
  fileprivate var lines: [String] {
    let until = lastInstant.map { " (\($0))" } ?? ""
    var lines = [damage.line, "Everything up to position \(position)\(until) verifies."]
    lines += lost.lines
    lines.append("A repair would")
    if let log {
      lines.append(
        "  move    \(Self.counted(log.byteCount, "byte")) from byte \(offset) of \(segment)")
      lines.append("          to \(log.target)")
    }
    if let vault, vault.byteCount > 0 {
      let parts = Self.counted(vault.lines, "private part")
      lines.append("  move    \(parts) from byte \(vault.offset) of \(vault.segment) on")
      lines.append("          to \(vault.target)")
    }
    if log == nil { lines.append("  move    nothing: their bytes are not on the disk any more") }
    if let tornTail {
      lines.append("  keep    \(tornTail.byteCount) bytes of an unfinished append beside the log")
    }
    lines.append("  record  the repair as the next fact, position \(position + 1)")
    return lines
  }

  private static func counted(_ count: Int, _ noun: String) -> String {
    "\(count) \(noun)\(count == 1 ? "" : "s")"
  }
}

extension LostPositions {
  /// The lost positions, the evidence for the loss, and a better way than losing them.
  fileprivate var lines: [String] {
    guard let range else {
      return ["No fact is lost: the last writer closed in order before these bytes were added."]
    }
    let isOne = range.count == 1
    let positions =
      isOne
      ? "Position \(range.lowerBound)" : "Positions \(range.lowerBound) to \(range.upperBound)"
    let verb =
      noted == range.upperBound
      ? "\(isOne ? "was" : "were") durable" : "may have been acknowledged"
    var lines = ["\(positions) \(verb), and \(isOne ? "is" : "are") LOST by a repair:"]
    if let noted { lines.append("  the log is known to have been durable up to position \(noted)") }
    if let lastRecord {
      let records = recordCount == 1 ? "1 whole fact follows" : "\(recordCount) whole facts follow"
      lines.append("  \(records) the damage, the last at position \(lastRecord)")
    }
    if let sealed { lines.append("  the vault has private parts up to position \(sealed)") }
    if lines.count == 1 {
      lines.append("  the last writer did not close in order, and may have acknowledged it")
    }
    lines.append("  A backup that contains them is better: put the segment back from it instead,")
    lines.append("  once `espace verify --segment FILE` accepts it.")
    return lines
  }
}

extension SpaceRepair.Refusal {
  /// Returns the reason why the damage is not repaired, and the advice.
  fileprivate func words(_ damage: Damage) -> String {
    let putBack =
      "Put a copy of \(damage.segment) back from a backup: `espace verify --segment FILE` "
    let tells = putBack + "tells whether FILE is the right one, and shows the commands."
    switch self {
    case .sealedSegment:
      return "Other segments follow this one and depend on every byte of it. " + tells
    case .header:
      return "The damage is at the beginning of the last segment and not at its end, or a segment "
        + "is missing. "
        + tells
    case .firstAppend:
      return "The damage is in the first fact: nothing would be left. " + tells
    case .manifest:
      return "Put space.json back from a backup; the log's first fact contains the same values."
    case .key: return "The vault's key is not this space's: put Vault/key back from a backup."
    case .vault: return "The damage is in the vault, among the lines that would stay. " + tells
    case .vaultUnreadable: return ""
    case .logOlderThanVault:
      return
        "The vault continues after the log's end: one side was put back from a backup, or the log "
        + "lost its end. A cut would lose those private parts: put the matching EventLog/ back."
    case .vaultOlderThanLog:
      return
        "The vault lacks private parts that the log seals: one side was put back from a backup. "
        + "Put the matching Vault/ back."
    case .erasedByLostFact:
      return
        "A private part that would stay was erased by the fact at position \(damage.found ?? "?"), "
        + "which would be lost: the erasure could not be verified any more. Put the log's last "
        + "segment back from a backup."
    case .tooLong:
      return "More than 2 GiB follow the damage; no writer leaves so many bytes. " + tells
    case .record:
      return
        "The file is the record of an interrupted repair. Keep it elsewhere; without it the log "
        + "will not record the moved bytes."
    }
  }
}
