import Membership
import Notation

extension Scenario {
  /// The scenario as a journey file, which `espace play` plays with the same answers.
  ///
  /// A file's time never goes back, so a clock that stepped back stands still in it.
  ///
  /// - Parameters:
  ///   - name: The name of the journey.
  ///   - title: What it shows, in one sentence.
  /// - Returns: JSON Lines: the header, then one line for each step with the answer that it had.
  public func journey(named name: String, title: String) -> String {
    var player = ScenarioPlayer(self)
    var lines = [header(name, title)]
    var now = starts
    for (index, step) in steps.enumerated() {
      let answer = player.play(step)
      let pause = answer.at.milliseconds - now.milliseconds
      now = answer.at
      lines.append(line(index, pause, answer))
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private func header(_ name: String, _ title: String) -> String {
    var writer = JSONWriter()
    writer.beginObject()
    writer.key("journey")
    writer.string(name)
    writer.key("house")
    writer.string(house)
    writer.key("starts")
    writer.string(starts.description)
    writer.key("title")
    writer.beginObject()
    writer.key("fr")
    writer.string(title)
    writer.key("en")
    writer.string(title)
    writer.endObject()
    writer.endObject()
    return String(decoding: writer.bytes, as: UTF8.self)
  }

  private func line(_ index: Int, _ pause: Int64, _ answer: Answer) -> String {
    var writer = JSONWriter()
    writer.beginObject()
    writer.key("after")
    writer.string(CalendarDuration(milliseconds: max(pause, 0)).description)
    // A double click has the id of the line before, so both lines must name it.
    let source = first(of: index)
    if steps[index].isRepetition || index + 1 < steps.count && steps[index + 1].isRepetition {
      writer.key("id")
      writer.string(ScenarioPlayer.id(of: source).text)
    }
    steps[source].writeFields(to: &writer) { value in
      switch value {
      case .page(let label): label
      case .handedOut(let placeholder): placeholder.description
      default: nil
      }
    }
    writer.key("expect")
    writer.string(answer.result.description)
    writer.endObject()
    return String(decoding: writer.bytes, as: UTF8.self)
  }

  /// The step that a repetition repeats.
  private func first(of index: Int) -> Int {
    var index = index
    while index > 0, steps[index].isRepetition { index -= 1 }
    return index
  }
}
