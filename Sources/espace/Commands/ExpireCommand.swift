import EspaceAdherent
import Foundation

enum ExpireCommand {
  static let command = Command(
    name: "expire", synopsis: "[--yes] [--data DIR] [--json] [--lang fr|en]",
    summary: "records the deadlines that have passed, and erases what was kept long enough",
    operands: 0...0, options: ["yes", "data", "json", "lang"]
  ) { context in
    let space = try context.open(for: .writing)
    defer { space.close() }
    let outcome: Outcome
    do throws(SpaceError) {
      outcome = try space.perform(ActionRequest(id: UUID(), by: .clock, .sweep(NoFields())))
    } catch {
      // The command line is right: the clock is in doubt.
      throw error.kind == .invalid ? Failure(.difference, error.message) : error
    }
    let count = outcome.events.count
    let french = count > 1 ? "\(count) faits enregistrés." : "\(count) fait enregistré."
    let told = context.language == .fr ? french : "\(counted(count, "fact")) recorded."
    try context.console.print(context.isJSON ? outcome.json : told)
    return .success
  }
}
