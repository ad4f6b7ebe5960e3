package import Membership
package import Notation

extension Language {
  /// Returns the words for blocked access: the actor, and the reason or the requester.
  ///
  /// - Parameters:
  ///   - actor: The actor of the block, as far as it is known.
  ///   - reason: The reason, as the host gave it.
  package func blocked(by actor: Actor?, because reason: String) -> String {
    let motive = Motive(reason)
    let blocked = pick(("bloqué", "blocked"))
    let by = actor.map { pick((" par ", " by ")) + $0.subject(self) } ?? ""
    if motive.isMemberRequest {
      return blocked + by + pick((", à la demande de l’adhérent", ", at the member’s request"))
    }
    guard !reason.isEmpty else { return blocked + by }
    return blocked + by + pick((", motif : ", ", reason: "))
      + (motive.words.map(pick) ?? inQuotes(motive.spaced))
  }

  /// Access that is suspended for a time, after too many attempts.
  package func suspended(until instant: Instant) -> String {
    pick(("suspendu jusqu’au ", "suspended until ")) + instant.text(in: self)
  }
}
