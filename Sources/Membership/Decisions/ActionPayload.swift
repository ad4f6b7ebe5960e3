import Notation

/// The fields of one action, its static properties, and its decision.
package protocol ActionPayload: Described, Sendable {
  /// The name, as in `do`.
  static var name: ActionName { get }
  /// The roles that may act; if there is one role only, `by` may be absent.
  static var actors: [ActorID.Role] { get }
  /// The reasons for which it may be refused, in the order of the checks (catalogue section 4).
  ///
  /// The reasons in `ActionTable.sharedRefusals` are not repeated here.
  static var refusals: [RefusalReason] { get }
  /// The types of events that an accepted action may append first.
  ///
  /// They distinguish a repetition from another use of its id. If several actions list a type,
  /// `Decider.mayHaveAppended` decides.
  static var firstEvents: [any EventPayload.Type] { get }

  /// Decides the action: appends events to the decider, or throws a refusal.
  func decide(_ decider: inout Decider) throws(Interruption)
}

extension ActionPayload {
  package static var refusals: [RefusalReason] { [] }
}
