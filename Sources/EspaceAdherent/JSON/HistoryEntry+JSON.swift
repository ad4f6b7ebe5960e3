import Membership
import Notation
import Projections

extension HistoryEntry {
  /// The fact as one line of JSON, with stable names and both sentences.
  public var json: String {
    var writer = JSONWriter()
    writer.beginObject()
    writer.field("position", fact.position)
    writer.field("sequence", fact.sequence)
    writer.field("stream", fact.stream)
    writer.field("type", fact.event.name)
    writer.field("at", fact.at)
    writer.field("actor", actor)
    writer.field("action", fact.action)
    writer.field("correlation", fact.correlation)
    writer.optional("cause", fact.cause)
    writer.key("data")
    writer.raw(Array(data.utf8))
    writer.field("sealed", isSealed)
    if values.contains(where: \.isShown) { writer.array("values", values) { $1.write(to: &$0) } }
    writer.field("hash", hash)
    writer.key("sentence")
    writer.beginObject()
    writer.field("fr", sentence(in: .fr))
    writer.field("en", sentence(in: .en))
    writer.endObject()
    writer.endObject()
    return writer.text
  }
}
