import Dispatch
import EventLog
import FoundationEssentials
import Membership
import Notation
public import Projections
import Synchronization

/// One line of input of `perform`.
package struct InputLine: Sendable {
  /// The most bytes that a line may have: 1 MiB.
  package static let limit = 1 << 20

  /// The line's number, from 1.
  package let number: Int
  package let bytes: [UInt8]
  /// Whether the line is longer than the limit.
  ///
  /// Only a part of such a line is kept.
  package let isTooLong: Bool

  package init(number: Int, bytes: [UInt8], isTooLong: Bool = false) {
    self.number = number
    self.bytes = bytes
    self.isTooLong = isTooLong || bytes.count > Self.limit
  }

  /// Whether the line contains only white space.
  package var isBlank: Bool {
    !isTooLong && bytes.allSatisfy { $0 == 0x20 || $0 == 0x09 || $0 == 0x0d }
  }
}

/// One line of output: an outcome, or the reason for its absence.
package struct OutputLine: Sendable {
  /// The kinds of lines.
  package enum Kind: Sendable {
    case outcome
    /// The action is malformed; nothing was recorded.
    case invalid
    /// The disk failed; the facts may or may not be durable.
    case unknown
    /// The space is damaged where the action needs it; nothing was recorded.
    case damaged
  }

  package let kind: Kind
  package let json: String
}

extension MemberSpace {
  /// Performs the action of one line of JSON and returns one line of JSON for every input.
  package func answer(to line: InputLine, in language: Language? = nil) -> OutputLine {
    answer(to: PreparedLine(line), in: language)
  }

  /// Performs the action of a prepared line, for which secrets may have been compared already.
  ///
  /// - Parameters:
  ///   - prepared: The line with its action.
  ///   - language: The language of the text that the page may show; `nil` for no text.
  package func answer(
    to prepared: PreparedLine, in language: Language? = nil
  ) -> OutputLine {
    let line = prepared.line
    guard !line.isTooLong else {
      return .invalid("the line is over 1 MiB", field: nil, line: line.number)
    }
    do throws(JSONFault) {
      let request = if let known = prepared.request { known } else { try self.request(in: line) }
      do throws(SpaceError) {
        let outcome = try perform(request, prepared.hashing)
        var json = outcome.json(of: request.action.name, in: language)
        // A repetition shows no content. Its id may belong to any action, and it records no
        // consultation.
        if case .consult(let reading) = request.action, outcome.result == .accepted,
          !outcome.isRepetition
        {
          let answer = try answer(to: reading.what, of: outcome.member)
          json = "\(json.dropLast()),\"answer\":\(answer)}"
        }
        return OutputLine(kind: .outcome, json: json)
      } catch {
        switch error.kind {
        case .invalid, .readOnly, .busy:
          return .invalid(error.message, field: error.field, line: line.number)
        case .damaged: return .unknown(error.message, request.id, kind: .damaged)
        default: return .unknown(error.message, request.id)
        }
      }
    } catch {
      return .invalid(error.words, field: error.field, line: line.number)
    }
  }

  /// Reads the action of a line; an action without an id gets one.
  private func request(in line: InputLine) throws(JSONFault) -> ActionRequest {
    try line.bytes.withUnsafeBufferPointer { (bytes) throws(JSONFault) in
      try ActionRequest(json: bytes) { state.withLock { UUID.draw(using: &$0.random) } }
    }
  }

  /// Performs the action of one JSON object, like a line of `perform`.
  ///
  /// - Parameters:
  ///   - json: The action.
  ///   - language: The language of `public.text`, which the page may show; `nil` for no text.
  /// - Returns: The outcome as one line of JSON.
  public func perform(json: String, in language: Language? = nil) -> String {
    answer(to: InputLine(number: 1, bytes: Array(json.utf8)), in: language).json
  }
}

extension JSONFault {
  /// The fault and its byte offset, with the command that lists the valid names.
  fileprivate var words: String {
    let words = "\(reason.rawValue) at byte \(offset)"
    switch (reason, field) {
    case (.invalidValue, "do"): return words + "; `espace actions` lists the actions"
    case (.unknownField, _), (.missing, _?): return words + "; `espace actions` lists the fields"
    default: return words
    }
  }
}

extension OutputLine {
  static func invalid(_ why: String, field: String?, line: Int) -> OutputLine {
    OutputLine(
      kind: .invalid,
      json: JSONWriter.object { fields in
        fields("outcome", "invalid")
        fields("error", why)
        fields("field", field)
        fields("line", line)
      })
  }

  static func unknown(_ why: String, _ id: UUID, kind: Kind = .unknown) -> OutputLine {
    OutputLine(
      kind: kind,
      json: JSONWriter.object { fields in
        fields("outcome", "unknown")
        fields("error", why)
        fields("id", id)
      })
  }
}

/// A line of input with its action and the secrets that were compared for it in advance.
package struct PreparedLine: Sendable {
  package let line: InputLine
  /// The action; `nil` if the line was not read yet or is malformed.
  var request: ActionRequest?
  var hashing = HashAnswers()

  /// Creates a line without comparisons.
  package init(_ line: InputLine) { self.line = line }
}

extension MemberSpace {
  /// The number of lines that are worth preparing together: the hasher's works at once, at most 64.
  package var linesAtOnce: Int { min(hasher.worksAtOnce, 64) }

  /// Compares the secrets of several lines at once, before the lines are performed one by one.
  ///
  /// No action is decided here. If an earlier line changes the member, the later line is compared
  /// again when it is decided.
  package func prepare(_ lines: [InputLine]) -> [PreparedLine] {
    var prepared = lines.map { PreparedLine($0) }
    guard lines.count > 1 else { return prepared }
    var questions: [(index: Int, question: HashQuestion)] = []
    for (index, line) in lines.enumerated() where !line.isTooLong {
      // A malformed line is reported when it is performed.
      guard let request = try? request(in: line) else { continue }
      prepared[index].request = request
      if let question = question(of: request) { questions.append((index, question)) }
    }
    let done = Mutex(prepared)
    DispatchQueue.concurrentPerform(iterations: questions.count) { [questions] number in
      let (index, question) = questions[number]
      var hashing = HashAnswers()
      // A failure here is reported when the line is performed.
      guard (try? answer(question, salt: [], hashing: &hashing)) != nil else { return }
      done.withLock { $0[index].hashing = hashing }
    }
    return done.withLock { $0 }
  }

  /// Returns the first comparison that an action needs, if any.
  ///
  /// A repetition needs no comparison.
  private func question(of request: ActionRequest) -> HashQuestion? {
    guard request.action.comparesSecret else { return nil }
    return state.withLock { state in
      guard
        var loaded = try? load(request, clock: clock(), hashing: HashAnswers(), state: state),
        (try? deduplicate(loaded, state: &state)) == nil
      else { return nil }
      do throws(Undecided) { _ = try loaded.decider.decide() } catch {
        if case .needs(let question) = error, case .matches = question { return question }
      }
      return nil
    }
  }
}

extension Action {
  /// Whether the action first compares a secret.
  fileprivate var comparesSecret: Bool {
    switch self {
    case .signIn, .answerQuestion, .changePassword: true
    default: false
    }
  }
}
