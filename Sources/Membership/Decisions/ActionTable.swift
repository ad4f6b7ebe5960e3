/// The table of all actions.
///
/// An action's name, actors and refusals are static members of its payload.
package enum ActionTable {
  /// One action: its name, its rules, and how it is read.
  package struct Entry: Sendable {
    /// The name, as `do` says it.
    package let name: ActionName
    /// The roles that may act; if there is one role only, `by` may be absent.
    package let actors: [ActorID.Role]
    /// The reasons of its own for a refusal, in the order in which they are checked.
    package let refusals: [RefusalReason]
    /// The types of events that an accepted action may append first.
    package let firstEvents: [String]
    /// The fields of its own, in the catalogue's order.
    package let listing: [FieldDescription]
    let read: @Sendable (inout Fields) -> Action

    fileprivate init<Payload: ActionPayload>(_ wrap: @escaping @Sendable (Payload) -> Action) {
      name = Payload.name
      actors = Payload.actors
      refusals = Payload.refusals
      firstEvents = Payload.firstEvents.map { $0.name }
      listing = Payload.listing
      read = { fields in
        var payload = Payload()
        payload.describe(&fields)
        return wrap(payload)
      }
    }
  }

  /// Returns the entry of a name.
  package static func entry(_ name: ActionName) -> Entry { entries[indices[name, default: 0]] }

  /// The reasons that every action shares (catalogue section 5).
  package static let sharedRefusals: [RefusalReason] = [
    .unknownMember, .erased, .closed, .accessBlocked, .notAllowed, .sessionUnknown, .sessionEnded,
    .requiredActionFirst,
  ]

  /// The types of events that some action lists first.
  private static let listed = Set(entries.flatMap(\.firstEvents))

  /// Returns whether a type of event is listed by an action, but not by this one.
  static func excludes(_ name: ActionName, _ type: String) -> Bool {
    listed.contains(type) && !entry(name).firstEvents.contains(type)
  }

  private static let indices = entries.indices.reduce(into: [:]) { indices, index in
    indices[entries[index].name] = index
  }

  /// All actions, in the order of the catalogue.
  package static let entries: [Entry] = [
    Entry(Action.setHouseRules),
    Entry(Action.publishCGU),
    Entry(Action.enrolMember),
    Entry(Action.recordDossier),
    Entry(Action.assignAccessCode),
    Entry(Action.dispatchLetter),
    Entry(Action.reportDelivery),
    Entry(Action.requireNewPassword),
    Entry(Action.blockAccess),
    Entry(Action.restoreAccess),
    Entry(Action.closeAccount),
    Entry(Action.sweep),
    Entry(Action.startRegistration),
    Entry(Action.fillRegistration),
    Entry(Action.acceptCGU),
    Entry(Action.declineCGU),
    Entry(Action.confirmEmail),
    Entry(Action.requestIdentifier),
    Entry(Action.requestCode),
    Entry(Action.verifyCode),
    Entry(Action.answerQuestion),
    Entry(Action.requestLetter),
    Entry(Action.setPassword),
    Entry(Action.signIn),
    Entry(Action.reportLostAccessCode),
    Entry(Action.signOut),
    Entry(Action.changePassword),
    Entry(Action.changeEmail),
    Entry(Action.setDisclosure),
    Entry(Action.enrolDevice),
    Entry(Action.blockDevice),
    Entry(Action.unblockDevice),
    Entry(Action.removeDevice),
    Entry(Action.fileChangeRequest),
    Entry(Action.takeUpChangeRequest),
    Entry(Action.askInformation),
    Entry(Action.supplyInformation),
    Entry(Action.decideChangeRequest),
    Entry(Action.applyChangeRequest),
    Entry(Action.withdrawChangeRequest),
    Entry(Action.requestErasure),
    Entry(Action.eraseMember),
    Entry(Action.setLegalHold),
    Entry(Action.consult),
  ]
}
