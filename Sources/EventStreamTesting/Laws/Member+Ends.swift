package import Membership
package import Notation

extension Member {
  /// The things of the member that can end, each with its end at an instant; `nil` while it is open.
  package func ends(at instant: Instant) -> [(thing: String, end: String?)] {
    var ends = endsByFacts()
    for code in codes {
      let standing = code.standing(at: instant)
      ends.append(("code \(code.id)", standing == .live ? nil : standing.rawValue))
    }
    for session in sessions {
      ends.append(("session \(session.digest)", session.isLive(at: instant) ? nil : "over"))
    }
    for request in changeRequests {
      let state = request.state(at: instant)
      ends.append(
        ("request \(request.id)", request.isOver(at: instant) ? state.rawValue : nil))
    }
    for grant in grants {
      let isOver = grant.isSpent || Deadline.isPassed(grant.expiresAt, now: instant)
      ends.append(("grant \(grant.proof) \(grant.mark.position)", isOver ? "over" : nil))
    }
    return ends
  }

  /// The things that facts alone can end.
  func endsByFacts() -> [(thing: String, end: String?)] {
    var ends: [(String, String?)] = [
      ("member", isErased ? "erased" : nil),
      ("account", hasEnded ? "ended" : nil),
      ("activation", activation.map { "by \($0.mark.sequence)" }),
      ("closure", closure.map { "\($0.mark.position)" }),
    ]
    for device in devices {
      ends.append(("device \(device.id)", device.state == .removed ? "removed" : nil))
    }
    for letter in letters {
      let end = letter.end.map { "ended by \($0.position)" }
      ends.append(("letter \(letter.mark.sequence)", end))
    }
    for code in codes {
      let end = code.end.map { "\($0.reason) by \($0.mark.position)" }
      ends.append(("use of code \(code.mark.sequence)", end))
    }
    for email in emails where email.state == .former {
      ends.append(("address \(email.mark.sequence)", "former"))
    }
    for request in changeRequests {
      switch request.recorded {
      case .rejected, .applied, .withdrawn:
        ends.append(("decision on \(request.mark.sequence)", request.recorded.rawValue))
      default: ends.append(("decision on \(request.mark.sequence)", nil))
      }
    }
    return ends
  }
}
