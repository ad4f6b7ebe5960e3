import EspaceAdherent
import Foundation

enum ExpireCommand {
  static let command = Command(
    name: "expire", synopsis: "[--data DIR] [--json]",
    summary: "records the deadlines that have passed, and erases what was kept long enough",
    operands: 0...0, options: ["data", "json"]
  ) { context in
    let space = try context.open(for: .writing)
    defer { space.close() }
    let outcome = try space.perform(
      ActionRequest(id: UUID(), by: .clock, .sweep(NoFields())))
    try context.console.print(
      context.isJSON ? outcome.json : "\(counted(outcome.events.count, "fact")) recorded.")
    return .success
  }
}
