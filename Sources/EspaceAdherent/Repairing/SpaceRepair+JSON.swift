import EventLog
import Notation

extension SpaceRepair {
  /// The plan as one line of JSON, with stable names.
  public var json: String {
    var writer = JSONWriter()
    writer.beginObject()
    writer.field("repair", finding.rawValue)
    if case .refused(let refusal, _) = verdict { writer.field("reason", refusal.rawValue) }
    if let damage {
      writer.key("damage")
      damage.write(to: &writer)
    }
    if case .unrecorded(let record) = verdict { writer.field("position", record.position) }
    if let plan { Self.write(plan, to: &writer) }
    writer.endObject()
    return writer.text
  }

  private static func write(_ plan: RepairPlan, to writer: inout JSONWriter) {
    writer.field("position", plan.position)
    writer.optional("at", plan.at)
    writer.field("segment", plan.segment)
    writer.field("offset", plan.offset)
    writer.field("movedBytes", plan.log?.byteCount ?? 0)
    writer.optional("movedTo", plan.log?.target)
    if let vault = plan.vault, vault.byteCount > 0 {
      writer.key("vault")
      writer.beginObject()
      writer.field("segment", vault.segment)
      writer.field("offset", vault.offset)
      writer.field("lines", vault.lines)
      writer.field("movedBytes", vault.byteCount)
      writer.field("movedTo", vault.target)
      writer.endObject()
    }
    guard let range = plan.lost.range else { return }
    writer.key("lost")
    writer.beginObject()
    writer.field("from", range.lowerBound)
    writer.field("to", range.upperBound)
    writer.optional("durableTo", plan.lost.noted)
    writer.field("wholeFacts", plan.lost.recordCount)
    writer.optional("lastFact", plan.lost.lastRecord)
    writer.optional("sealedTo", plan.lost.sealed)
    writer.endObject()
  }
}
