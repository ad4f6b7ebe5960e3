import EspaceAdherent
import Membership
import Notation

extension LawBook {
  /// A visitor cannot find out whether a person is a member.
  ///
  /// - Parameter perform: Performs an action in a world.
  public static func uniform(
    _ perform: @escaping Performing = { $0.perform($1) }
  ) -> Law<History> {
    Law(
      "uniform", "The uniform outcome is the same for known and unknown members",
      source: "edge 49; catalogue 5"
    ) { history in
      var player = ScenarioPlayer(history.scenario)
      for (index, step) in history.scenario.steps.enumerated() {
        if step.action.isUniform, step.by == .visitor, !step.isRepetition {
          var moved = player
          moved.pass(step.after.milliseconds)
          if let request = try? moved.request(of: step, at: index),
            let other = request.aboutUnknownMember
          {
            var (known, unknown) = (moved.world, moved.world)
            let answer = perform(&known, request)
            let told = perform(&unknown, other)
            try compare(step, index: index, answer: answer, told: told, rules: known.rules)
          }
        }
        player.play(step)
      }
    }
  }

  private static func compare(
    _ step: Scenario.Step, index: Int, answer: Answer, told: Answer, rules: HouseRules
  ) throws(Violation) {
    // An accepted proof is confirmed to the visitor, so there is nothing to hide from them.
    if answer.isAccepted, !step.action.isAnsweredAlike { return }
    let (known, unknown) = (answer.publicOutcome, told.publicOutcome)
    var (left, right) = (known, unknown)
    left?.mask = nil
    right?.mask = nil
    let who = "step \(index + 1), \(step.action) (\(answer.result), for no member \(told.result)),"
    guard left == right, (known?.mask == nil) == (unknown?.mask == nil) else {
      throw Violation("\(who) shows whether the name is a member")
    }
    guard case .refused = told.result else {
      if case .invalid = told.result, answer.result == told.result { return }
      throw Violation("\(who) is not refused for no member")
    }
  }
}

extension ActionName {
  /// Whether an acceptance gives the same public outcome as a refusal (catalogue section 5).
  fileprivate var isAnsweredAlike: Bool {
    switch self {
    case .requestCode, .requestIdentifier, .requestLetter, .reportLostAccessCode: true
    default: false
    }
  }
}

extension ActionRequest {
  /// The same request with a name of the same kind that belongs to no member.
  ///
  /// It is `nil` when the request names no member.
  fileprivate var aboutUnknownMember: ActionRequest? {
    var other = self
    if case .signIn(var action) = action {
      action.identifier = UntrustedText(action.identifier.text.unknownName)
      other.action = .signIn(action)
      return other
    }
    guard let member else { return nil }
    other.member = UntrustedText(member.text.unknownName)
    return other
  }
}

extension String {
  /// A text of the same kind that belongs to no member.
  fileprivate var unknownName: String {
    if contains("@") { return "personne@inconnu.example" }
    let digits = unicodeScalars.allSatisfy { ("0"..."9").contains($0) }
    guard digits, !isEmpty else { return utf8.count == 8 ? "QQ4T7K2P" : self + "Q" }
    return String(repeating: "9", count: utf8.count - 1) + (hasSuffix("7") ? "8" : "7")
  }
}
