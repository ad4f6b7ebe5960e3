import Dispatch
import EventLog
import FoundationEssentials
import Membership
import Notation
import Synchronization

/// A line of input with the secrets that were compared for it in advance.
package struct PreparedLine: Sendable {
  package let line: InputLine
  var hashing = HashAnswers()

  /// Makes a line without comparisons.
  package init(_ line: InputLine) { self.line = line }
}

extension MemberSpace {
  /// How many lines are worth preparing together: as many as the hasher works on at once.
  package var linesAtOnce: Int { min(hasher.worksAtOnce, 64) }

  /// Compares the secrets that lines will need compared, all at once, before the lines are answered
  /// one after the other.
  ///
  /// No action is decided here. If an earlier line changes the member, the later line is compared
  /// again when it is decided.
  package func prepare(_ lines: [InputLine]) -> [PreparedLine] {
    let prepared = lines.map { PreparedLine($0) }
    guard lines.count > 1 else { return prepared }
    let questions = lines.enumerated().compactMap { index, line in
      question(of: line).map { (index: index, question: $0) }
    }
    let done = Mutex(prepared)
    DispatchQueue.concurrentPerform(iterations: questions.count) { number in
      let (index, question) = questions[number]
      var hashing = HashAnswers()
      // A failure here is reported when the line is answered.
      guard (try? answer(question, [], &hashing)) != nil else { return }
      done.withLock { $0[index].hashing = hashing }
    }
    return done.withLock { $0 }
  }

  /// The comparison that the action of a line needs first, if it needs one and is no repetition.
  private func question(of line: InputLine) -> HashQuestion? {
    guard !line.isTooLong, !line.isBlank,
      let request = try? line.bytes.withUnsafeBufferPointer({ (bytes) throws(JSONFault) in
        try ActionRequest(json: bytes) { UUID() }
      }), request.action.comparesSecret
    else { return nil }
    return state.withLock { state in
      let now = request.at ?? max(clock(), store.queuedAt ?? .earliest)
      guard let knowledge = knowledge(at: now, HashAnswers(), state, noting: ReadingFaults())
      else { return nil }
      var decider = Decider(request, knowledge, random: state.random)
      if (try? repetition(of: decider, &state)) != nil { return nil }
      do throws(Interruption) { _ = try decider.decide() } catch {
        if case .needs(let question) = error, case .matches = question { return question }
      }
      return nil
    }
  }
}

extension Action {
  /// Whether a comparison comes first of all.
  fileprivate var comparesSecret: Bool {
    switch self {
    case .signIn, .answerQuestion, .changePassword: true
    default: false
    }
  }
}
