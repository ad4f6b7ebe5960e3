import EspaceAdherent
import EventLog
import Membership
import Testing

/// Actions that were performed once, to be performed again.
struct Script {
  let stage: Stage
  private(set) var done: [(request: ActionRequest, outcome: Outcome)] = []

  init(_ stage: Stage) { self.stage = stage }

  @discardableResult
  mutating func perform(_ line: String) throws -> Outcome {
    let request = try stage.request(line)
    let outcome = try stage.space.perform(request)
    done.append((request, outcome))
    return outcome
  }

  /// Returns the script with some of its actions.
  func filtered(
    _ keeps: ((request: ActionRequest, outcome: Outcome)) -> Bool
  ) -> Script {
    var script = self
    script.done = done.filter(keeps)
    return script
  }

  /// Performs all actions again in a space and expects their first outcomes.
  func expectRepetitions(in stage: Stage, _ place: SourceLocation = #_sourceLocation) throws {
    let files = stage.logAndVault
    #expect(!done.isEmpty, sourceLocation: place)
    for (request, first) in done {
      let name = request.action.name.rawValue
      let again = try stage.space.perform(request)
      #expect(again.isRepetition, "\(name)", sourceLocation: place)
      #expect(again.result == first.result, "\(name)", sourceLocation: place)
      #expect(again.member == first.member, "\(name)", sourceLocation: place)
      #expect(again.events == first.events, "\(name)", sourceLocation: place)
      #expect(again.publicOutcome == first.publicOutcome, "\(name)", sourceLocation: place)
      #expect(again.deliveries.isEmpty && again.session == nil, "\(name)", sourceLocation: place)
    }
    #expect(stage.logAndVault == files, sourceLocation: place)
  }
}

extension Stage {
  /// The bytes of all files of log and vault, by path.
  var logAndVault: [String: [UInt8]] {
    var files: [String: [UInt8]] = [:]
    for path in storage.paths where path != "LOCK" { files[path] = storage[path: path] }
    return files
  }
}
