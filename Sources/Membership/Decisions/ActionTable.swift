/// The table of all actions.
///
/// An action's name, actors and refusals are static members of its payload.
package enum ActionTable {
  /// One action: its name, its rules, and the function that reads it.
  package struct Entry: Sendable {
    /// The name, as in `do`.
    package let name: ActionName
    /// The roles that may act; if there is one role only, `by` may be absent.
    package let actors: [ActorID.Role]
    /// The reasons for which it may be refused, in the order of the checks, without the shared
    /// ones.
    package let refusals: [RefusalReason]
    /// The types of events that an accepted action may append first.
    package let firstEvents: [String]
    /// Its own fields, in the catalogue's order.
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

  /// Returns the entry for a name.
  package static func entry(_ name: ActionName) -> Entry { byName[name] ?? make(name) }

  /// All actions, in the order of the catalogue.
  package static let entries = ActionName.allCases.map(make)

  private static let byName = entries.reduce(into: [:]) { $0[$1.name] = $1 }

  /// The reasons shared by all actions (catalogue section 5).
  package static let sharedRefusals: [RefusalReason] = [
    .unknownMember, .erased, .closed, .accessBlocked, .notAllowed, .sessionUnknown, .sessionEnded,
    .requiredActionFirst,
  ]

  /// The types of events that at least one action lists in `firstEvents`.
  private static let listed = Set(entries.flatMap(\.firstEvents))

  /// Returns whether another action lists a type of event, and this one does not.
  static func excludes(_ name: ActionName, _ type: String) -> Bool {
    listed.contains(type) && !entry(name).firstEvents.contains(type)
  }

  /// Makes the entry of a name; the compiler asks for a row for each name.
  private static func make(_ name: ActionName) -> Entry {
    switch name {
    case .setHouseRules: Entry(Action.setHouseRules)
    case .publishCGU: Entry(Action.publishCGU)
    case .enrolMember: Entry(Action.enrolMember)
    case .recordDossier: Entry(Action.recordDossier)
    case .assignAccessCode: Entry(Action.assignAccessCode)
    case .dispatchLetter: Entry(Action.dispatchLetter)
    case .reportDelivery: Entry(Action.reportDelivery)
    case .requireNewPassword: Entry(Action.requireNewPassword)
    case .blockAccess: Entry(Action.blockAccess)
    case .restoreAccess: Entry(Action.restoreAccess)
    case .closeAccount: Entry(Action.closeAccount)
    case .sweep: Entry(Action.sweep)
    case .startRegistration: Entry(Action.startRegistration)
    case .fillRegistration: Entry(Action.fillRegistration)
    case .acceptCGU: Entry(Action.acceptCGU)
    case .declineCGU: Entry(Action.declineCGU)
    case .confirmEmail: Entry(Action.confirmEmail)
    case .requestIdentifier: Entry(Action.requestIdentifier)
    case .requestCode: Entry(Action.requestCode)
    case .verifyCode: Entry(Action.verifyCode)
    case .answerQuestion: Entry(Action.answerQuestion)
    case .requestLetter: Entry(Action.requestLetter)
    case .setPassword: Entry(Action.setPassword)
    case .signIn: Entry(Action.signIn)
    case .reportLostAccessCode: Entry(Action.reportLostAccessCode)
    case .signOut: Entry(Action.signOut)
    case .changePassword: Entry(Action.changePassword)
    case .changeEmail: Entry(Action.changeEmail)
    case .setDisclosure: Entry(Action.setDisclosure)
    case .enrolDevice: Entry(Action.enrolDevice)
    case .blockDevice: Entry(Action.blockDevice)
    case .unblockDevice: Entry(Action.unblockDevice)
    case .removeDevice: Entry(Action.removeDevice)
    case .fileChangeRequest: Entry(Action.fileChangeRequest)
    case .takeUpChangeRequest: Entry(Action.takeUpChangeRequest)
    case .askInformation: Entry(Action.askInformation)
    case .supplyInformation: Entry(Action.supplyInformation)
    case .decideChangeRequest: Entry(Action.decideChangeRequest)
    case .applyChangeRequest: Entry(Action.applyChangeRequest)
    case .withdrawChangeRequest: Entry(Action.withdrawChangeRequest)
    case .requestErasure: Entry(Action.requestErasure)
    case .eraseMember: Entry(Action.eraseMember)
    case .setLegalHold: Entry(Action.setLegalHold)
    case .consult: Entry(Action.consult)
    }
  }
}
