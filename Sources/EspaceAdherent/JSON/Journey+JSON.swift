import Notation

extension Journey {
  /// What came of the journey as one line of JSON, with stable names.
  package func json(_ report: JourneyPlayer.Report) -> String {
    var writer = JSONWriter()
    writer.beginObject()
    writer.field("journey", name)
    writer.field("house", house)
    switch report {
    case .playedBefore(let lines):
      writer.field("played", false)
      writer.field("linesInLog", lines)
    case .played(let played):
      writer.field("played", true)
      writer.array("lines", played) { $1.write(to: &$0) }
    }
    writer.endObject()
    return writer.text
  }
}

extension JourneyPlayer.Played {
  func write(to writer: inout JSONWriter) {
    writer.beginObject()
    writer.field("line", line)
    writer.field("do", action)
    writer.field("result", result)
    writer.optional("expected", expected)
    writer.field("asExpected", isAsExpected)
    writer.endObject()
  }
}
