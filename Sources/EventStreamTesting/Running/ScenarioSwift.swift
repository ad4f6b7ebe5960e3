public import EspaceAdherent
import Membership
import Notation

extension Scenario {
  /// The scenario as Swift code to paste into a test, a script or the REPL.
  public var swiftCode: String {
    let lines = steps.enumerated().map { index, step in
      step.isRepetition
        ? "    \(Self.repetition(step, steps[index - 1]))," : "    \(step.swiftCode),"
    }
    return """
      import EspaceAdherent
      import EventStreamTesting

      let scenario = Scenario(
        house: \(house.swiftLiteral), starts: Instant(milliseconds: \(starts.milliseconds)),
        steps: [
      \(lines.joined(separator: "\n"))
        ])
      let history = scenario.played()
      for answer in history.answers { print(answer.at, answer.result) }
      for fact in history.facts { print(fact.sentence(in: .en)) }
      """
  }

  private static func repetition(_ step: Step, _ before: Step) -> String {
    let after = step.after.milliseconds == 0 ? "" : "after: \(step.after.milliseconds)"
    return
      "Scenario.Step(.\(before.action.rawValue), by: \(before.by.swiftCode)).repeated(\(after))"
  }
}

extension Scenario.Step {
  /// The step as a Swift expression.
  fileprivate var swiftCode: String {
    let after = after.milliseconds == 0 ? "" : "after: \(after.milliseconds), "
    let fields = fields.map { "\($0.name.swiftLiteral): \($0.value.swiftCode)" }
    let last = fields.isEmpty ? "" : ", [\(fields.joined(separator: ", "))]"
    return "Scenario.Step(\(after).\(action.rawValue), by: \(by.swiftCode)\(last))"
  }
}

extension StepValue {
  fileprivate var swiftCode: String {
    switch self {
    case .text(let text): return text.swiftLiteral
    case .number(let number): return String(number)
    case .flag(let flag): return String(flag)
    case .texts(let texts):
      let entries = texts.entries.map { "\($0.name.swiftLiteral): \($0.text.swiftLiteral)" }
      return ".texts(Particulars([\(entries.isEmpty ? ":" : entries.joined(separator: ", "))]))"
    case .list(let list):
      return ".list([\(list.map(\.swiftLiteral).joined(separator: ", "))])"
    case .json(let json):
      return ".json(Array(\(String(decoding: json, as: UTF8.self).swiftLiteral).utf8))"
    case .page(let label): return ".page(\(label.swiftLiteral))"
    case .handedOut(let placeholder):
      let wrong = placeholder.isWrong ? ", isWrong: true" : ""
      return
        ".handedOut(Placeholder(.\(placeholder.kind.rawValue), of: \(placeholder.step)\(wrong)))"
    }
  }
}

extension ActorID? {
  fileprivate var swiftCode: String {
    let role = self.map { ".\($0.role.rawValue)" } ?? "nil"
    return self?.staff.map { "\(role)(\($0.swiftLiteral))" } ?? role
  }
}

extension String {
  /// The text as a Swift literal, with every invisible or ambiguous character escaped.
  fileprivate var swiftLiteral: String {
    let escaped = unicodeScalars.map { scalar in
      switch scalar {
      case "\"", "\\": return "\\\(scalar)"
      case " ": return " "
      default: break
      }
      switch scalar.properties.generalCategory {
      case .control, .format, .surrogate, .privateUse, .unassigned, .spaceSeparator, .lineSeparator,
        .paragraphSeparator, .nonspacingMark, .enclosingMark:
        return "\\u{\(String(scalar.value, radix: 16))}"
      default: return String(scalar)
      }
    }
    return "\"\(escaped.joined())\""
  }
}
