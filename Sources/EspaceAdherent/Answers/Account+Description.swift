import Membership
import Notation

extension Account: CustomStringConvertible {
  /// The member's id and where the account stands, in one line without a personal value.
  public var description: String {
    var parts = ["\(standing)", "\(access)", "password \(password)"]
    if cgu != .notAsked { parts.append("CGU \(cgu)") }
    if !requiredActions.isEmpty {
      parts.append("must " + requiredActions.map(\.rawValue).joined(separator: ", "))
    }
    parts.append("\(counters.facts) facts")
    if !incompleteBecause.isEmpty { parts.append("incomplete because of \(incompleteBecause)") }
    return "Account(\(id), " + parts.joined(separator: ", ") + ")"
  }
}

extension Account.Access: CustomStringConvertible {
  /// `open`, until when it is locked, or why it is blocked.
  public var description: String {
    switch self {
    case .open: "open"
    case .lockedUntil(let instant): "locked until \(instant)"
    case .blocked(let reason): "blocked (\(reason))"
    }
  }
}
