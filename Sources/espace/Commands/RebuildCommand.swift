import EspaceAdherent
import Foundation

enum RebuildCommand {
  static let command = Command(
    name: "rebuild", synopsis: "[--data DIR] [--json]",
    summary: "folds the whole log again, verifying it, and says what the projections hold",
    operands: 0...0, options: ["data", "json"]
  ) { context in
    let start = Date()
    let space = try context.open()
    let seconds = Date().timeIntervalSince(start)
    let accounts = try space.accounts().count
    let pending = try space.pendingRequests().count
    let rate = Int(Double(space.position) / max(seconds, 0.001))
    let verdict = space.damageNotice == nil ? "verified" : "damage follows"
    try context.console.print(
      context.isJSON
        ? #"{"facts":\#(space.position),"members":\#(accounts),"pending":\#(pending)}"#
        : "\(counted(space.position, "fact")), \(counted(accounts, "member")), \(pending) pending "
          + "(\(rate) facts/s, \(verdict))")
    return context.end(space)
  }
}
