import Membership
import Notation

extension PendingItem: CustomStringConvertible {
  /// What is pending, whose it is and until when, in one line.
  public var description: String {
    let limit = deadline.map { " until \($0)" } ?? ""
    return "\(kind) \(id) of member \(member)" + limit
  }
}
