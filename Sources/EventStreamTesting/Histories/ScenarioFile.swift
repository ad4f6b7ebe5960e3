public import EspaceAdherent
import Notation

extension Scenario {
  /// Returns the scenario as a journey file, for which `espace play` gives the same answers.
  ///
  /// The clock of a file never moves back, so a backward clock step becomes a pause of zero.
  ///
  /// - Parameters:
  ///   - name: The name of the journey.
  ///   - title: The subject of the journey, in one sentence.
  /// - Returns: JSON Lines: the header, then one line per step with its expected answer.
  public func journey(named name: String, title: String) -> String {
    var player = ScenarioPlayer(self)
    var written = self
    var now = starts
    var first = 0
    for (index, step) in steps.enumerated() {
      let answer = player.play(step)
      if !step.isRepetition { first = index }
      var line = steps[first]
      line.after = CalendarDuration(milliseconds: max(answer.at.milliseconds - now.milliseconds, 0))
      // A double click has the id of the line before, so both lines must contain it.
      if step.isRepetition || index + 1 < steps.count && steps[index + 1].isRepetition {
        line.id = ScenarioPlayer.id(of: first)
      }
      line.expected = answer.result.description
      written.steps[index] = line
      now = answer.at
    }
    return Journey(of: written, named: name, title: title).text
  }
}
