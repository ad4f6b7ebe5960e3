import Membership
import Notation
import Projections

extension History {
  /// What was done, by whom, with what result, and the facts that followed, in plain words.
  public var table: String {
    let lines = zip(scenario.steps, answers).enumerated().map { index, played in
      let (step, answer) = played
      let repeated = step.isRepetition ? " again" : ""
      return [
        "\(index + 1)", answer.at.shortText, step.by.description,
        step.action.rawValue + repeated + named(step), answer.result.description,
      ]
    }
    let steps = FactTable.aligned(lines).split(separator: "\n", omittingEmptySubsequences: false)
    var text: [String] = []
    for (step, answer) in zip(steps, answers) {
      text.append(String(step))
      guard !answer.isRepetition else { continue }
      for position in answer.facts {
        text.append("       \(position). \(facts[position - 1].sentence(in: .en))")
      }
    }
    return text.joined(separator: "\n")
  }

  /// Whom a step is about, as it says.
  private func named(_ step: Scenario.Step) -> String {
    switch step["member"] ?? step["identifier"] ?? step["number"] {
    case .text(let name): " \(name)"
    case .handedOut(let placeholder): " \(placeholder)"
    default: ""
    }
  }
}
