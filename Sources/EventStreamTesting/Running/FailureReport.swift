import EspaceAdherent
import Membership
import Notation
import Projections

/// A broken law as a bug report.
///
/// It contains the law, the simplest case found, and two ways to reproduce it.
public struct FailureReport: Sendable {
  /// The law, its sentence and its source.
  public let law: String
  /// Why it is broken.
  public let failure: String
  /// The seed, the case and the number of simplifications, in words.
  public let origin: String
  /// The steps with their results and facts, as a table.
  public let table: String
  /// Swift code that reproduces the failure.
  public let swiftCode: String
  /// A journey file with which `espace play` reproduces the failure.
  ///
  /// It is `nil` for facts that do not come from actions.
  public let journey: String?
}

extension FailureReport {
  /// Reports that a history breaks a law.
  public init(_ counterexample: Counterexample<History>, of law: Law<History>) {
    self.init(
      law: law.description, failure: "\(counterexample.failure)", origin: counterexample.origin,
      table: counterexample.value.table, swiftCode: counterexample.value.scenario.swiftCode,
      journey: counterexample.value.scenario.journey(named: law.name, title: law.sentence))
  }
}

extension FailureReport {
  /// Reports that an illegal stream breaks a law.
  ///
  /// - Parameters:
  ///   - counterexample: The illegal stream.
  ///   - law: The broken law.
  ///   - generator: The Swift expression of the generator, for the code that reproduces the
  ///     failure.
  public init(
    _ counterexample: Counterexample<IllegalStream>, of law: Law<IllegalStream>,
    generator: String
  ) {
    let stream = counterexample.value
    self.init(
      law: law.description, failure: "\(counterexample.failure)", origin: counterexample.origin,
      table: FactTable(stream.facts).text
        + stream.edits.map { "\n  edited: \($0)" }.joined(),
      swiftCode: "let stream = try \(generator).replay(\"\(counterexample.choices)\")",
      journey: nil)
  }
}

extension Counterexample {
  /// The place where the failure was found and the number of simplifications, in words.
  var origin: String {
    "seed \(tally.seed), case \(tally.cases); made simpler \(shrinks) times in \(attempts) attempts\n"
      + "choices \(choices)"
  }
}

extension FailureReport: CustomStringConvertible {
  /// The whole report.
  public var description: String {
    var parts = [
      "LAW BROKEN\n\(law)", "WHY\n\(failure)", "FOUND\n\(origin)", "WHAT HAPPENED\n\(table)",
      "AGAIN, IN SWIFT\n\(swiftCode)",
    ]
    if let journey { parts.append("AGAIN, WITH espace play\n\(journey)") }
    return parts.joined(separator: "\n\n")
  }
}

/// Facts as a table in plain words: position, time, stream, event and sentence.
struct FactTable {
  let text: String

  /// - Parameter facts: The facts, in order.
  init(_ facts: [RecordedEvent]) {
    var names: [String: String] = [:]
    for fact in facts where fact.stream.hasPrefix("member/") && names[fact.stream] == nil {
      names[fact.stream] = "member \(names.count + 1)"
    }
    let rows = facts.map { fact in
      [
        "\(fact.position)", fact.at.shortText,
        names[fact.stream] ?? String(fact.stream.prefix { $0 != "/" }), fact.event.name,
        fact.sentence(in: .en),
      ]
    }
    text = Self.aligned(rows)
  }

  /// Returns rows with aligned columns; the last column is not padded.
  static func aligned(_ rows: [[String]]) -> String {
    let columns = rows.map(\.count).max() ?? 0
    let widths = (0..<columns).map { column in
      rows.map { $0.count > column + 1 ? $0[column].count : 0 }.max() ?? 0
    }
    return rows.map { row in
      let cells = row.enumerated().map { column, cell in
        cell + String(repeating: " ", count: max(widths[column] - cell.count, 0))
      }
      return "  " + cells.joined(separator: "  ").trimmedAtEnd
    }.joined(separator: "\n")
  }
}

extension String {
  /// The text without spaces at its end.
  fileprivate var trimmedAtEnd: String {
    var text = self
    while text.last == " " { text.removeLast() }
    return text
  }
}

extension History {
  /// The steps in plain words: time, actor, action and result, each with its facts.
  public var table: String {
    let lines = zip(scenario.steps, answers).enumerated().map { index, played in
      let (step, answer) = played
      let repeated = step.isRepetition ? " again" : ""
      return [
        "\(index + 1)", answer.at.shortText, step.by?.description ?? "",
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

  /// Returns the name by which a step names its member.
  private func named(_ step: Scenario.Step) -> String {
    switch step["member"] ?? step["identifier"] ?? step["number"] {
    case .text(let name): " \(name)"
    case .handedOut(let placeholder): " \(placeholder)"
    default: ""
    }
  }
}
