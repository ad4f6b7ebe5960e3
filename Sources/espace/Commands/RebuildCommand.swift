import EspaceAdherent
import Foundation

enum RebuildCommand {
  static let command = Command(
    name: "rebuild", synopsis: "[--data DIR] [--json]",
    summary: "folds the whole log again, verifying it, and says what the projections hold",
    operands: 0...0, options: ["data", "json"]
  ) { context in
    let start = Date()
    let space = try open(context)
    let seconds = Date().timeIntervalSince(start)
    let isKept = space.keepSnapshot()
    let members = space.memberCount
    let pending = try space.pendingRequests().count
    let rate = Int(Double(space.position) / max(seconds, 0.001))
    let verdict = space.damageNotice == nil ? "verified" : "damage follows"
    let snapshot = isKept ? "; a snapshot is kept" : ""
    try context.console.print(
      context.isJSON
        ? #"{"facts":\#(space.position),"members":\#(members),"pending":\#(pending),"snapshot":\#(isKept)}"#
        : "\(counted(space.position, "fact")), \(counted(members, "member")), \(pending) pending "
          + "(\(rate) facts/s, \(verdict)\(snapshot))")
    return context.end(space)
  }

  /// Opens the space as one who may write a snapshot; where another writes, or this user may not, or
  /// the space is damaged, as one who reads.
  private static func open(_ context: Context) throws -> MemberSpace {
    do { return try context.open(for: .writing, isResuming: false) } catch let error as SpaceError {
      guard [.locked, .readOnly, .damaged].contains(error.kind) else { throw error }
      return try context.open(isResuming: false)
    }
  }
}
