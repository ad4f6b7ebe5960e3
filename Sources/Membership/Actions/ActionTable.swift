/// The one table that binds the names of actions to Swift types and to those who may act.
package enum ActionTable {
  /// One kind of action.
  package struct Entry: Sendable {
    /// The name, as `do` says it.
    package let name: ActionName
    /// Who may act; where it is one kind only, `by` may be absent.
    package let actors: [Actor.Role]
    /// The fields of its own, in the catalogue's order.
    package let listing: [FieldDescription]
    let read: @Sendable (inout Fields) -> Action
  }

  /// All entries, made once: each lists its fields.
  private static let entries = ActionName.allCases.reduce(into: [:]) { entries, name in
    entries[name] = make(name)
  }

  /// The entry of a name.
  package static func entry(_ name: ActionName) -> Entry { entries[name] ?? make(name) }

  private static func make(_ name: ActionName) -> Entry {
    switch name {
    case .setHouseRules: entry(name, by: [.administrator], Action.setHouseRules)
    case .publishCGU: entry(name, by: [.administrator], Action.publishCGU)
    case .enrolMember: entry(name, by: [.mutuelle], Action.enrolMember)
    case .recordDossier: entry(name, by: [.mutuelle, .adviser], Action.recordDossier)
    case .assignAccessCode: entry(name, by: [.mutuelle, .adviser], Action.assignAccessCode)
    case .dispatchLetter: entry(name, by: [.mutuelle], Action.dispatchLetter)
    case .reportDelivery: entry(name, by: [.carrier], Action.reportDelivery)
    case .requireNewPassword:
      entry(name, by: [.adviser, .administrator], Action.requireNewPassword)
    case .blockAccess: entry(name, by: [.adviser, .administrator], Action.blockAccess)
    case .restoreAccess: entry(name, by: [.adviser, .administrator], Action.restoreAccess)
    case .closeAccount: entry(name, by: [.mutuelle, .adviser, .member], Action.closeAccount)
    case .sweep: entry(name, by: [.clock], Action.sweep)
    case .startRegistration: entry(name, by: [.visitor], Action.startRegistration)
    case .fillRegistration: entry(name, by: [.visitor], Action.fillRegistration)
    case .acceptCGU: entry(name, by: [.visitor, .member], Action.acceptCGU)
    case .declineCGU: entry(name, by: [.visitor, .member], Action.declineCGU)
    case .confirmEmail: entry(name, by: [.visitor], Action.confirmEmail)
    case .requestIdentifier: entry(name, by: [.visitor], Action.requestIdentifier)
    case .requestCode: entry(name, by: [.visitor, .member], Action.requestCode)
    case .verifyCode: entry(name, by: [.visitor], Action.verifyCode)
    case .answerQuestion: entry(name, by: [.visitor], Action.answerQuestion)
    case .requestLetter: entry(name, by: [.visitor], Action.requestLetter)
    case .setPassword: entry(name, by: [.visitor], Action.setPassword)
    case .signIn: entry(name, by: [.visitor], Action.signIn)
    case .reportLostAccessCode: entry(name, by: [.visitor], Action.reportLostAccessCode)
    case .signOut: entry(name, by: [.member], Action.signOut)
    case .changePassword: entry(name, by: [.member], Action.changePassword)
    case .changeEmail: entry(name, by: [.member], Action.changeEmail)
    case .setDisclosure: entry(name, by: [.member, .adviser], Action.setDisclosure)
    case .enrolDevice: entry(name, by: [.member], Action.enrolDevice)
    case .blockDevice: entry(name, by: [.member, .adviser], Action.blockDevice)
    case .unblockDevice: entry(name, by: [.member, .adviser], Action.unblockDevice)
    case .removeDevice: entry(name, by: [.member, .adviser], Action.removeDevice)
    case .fileChangeRequest: entry(name, by: [.member, .adviser], Action.fileChangeRequest)
    case .takeUpChangeRequest: entry(name, by: [.adviser], Action.takeUpChangeRequest)
    case .askInformation: entry(name, by: [.adviser], Action.askInformation)
    case .supplyInformation: entry(name, by: [.member, .adviser], Action.supplyInformation)
    case .decideChangeRequest: entry(name, by: [.adviser], Action.decideChangeRequest)
    case .applyChangeRequest: entry(name, by: [.mutuelle], Action.applyChangeRequest)
    case .withdrawChangeRequest: entry(name, by: [.member], Action.withdrawChangeRequest)
    case .requestErasure: entry(name, by: [.member, .administrator], Action.requestErasure)
    case .eraseMember: entry(name, by: [.administrator], Action.eraseMember)
    case .setLegalHold: entry(name, by: [.administrator], Action.setLegalHold)
    case .consult: entry(name, by: [.auditor, .adviser], Action.consult)
    }
  }

  private static func entry<Payload: Described>(
    _ name: ActionName, by actors: [Actor.Role], _ wrap: @escaping @Sendable (Payload) -> Action
  ) -> Entry {
    Entry(name: name, actors: actors, listing: Payload.listing) { fields in
      var payload = Payload()
      payload.describe(&fields)
      return wrap(payload)
    }
  }
}

extension Action {
  /// The name, as `do` says it.
  public var name: ActionName {
    switch self {
    case .setHouseRules: .setHouseRules
    case .publishCGU: .publishCGU
    case .enrolMember: .enrolMember
    case .recordDossier: .recordDossier
    case .assignAccessCode: .assignAccessCode
    case .dispatchLetter: .dispatchLetter
    case .reportDelivery: .reportDelivery
    case .requireNewPassword: .requireNewPassword
    case .blockAccess: .blockAccess
    case .restoreAccess: .restoreAccess
    case .closeAccount: .closeAccount
    case .sweep: .sweep
    case .startRegistration: .startRegistration
    case .fillRegistration: .fillRegistration
    case .acceptCGU: .acceptCGU
    case .declineCGU: .declineCGU
    case .confirmEmail: .confirmEmail
    case .requestIdentifier: .requestIdentifier
    case .requestCode: .requestCode
    case .verifyCode: .verifyCode
    case .answerQuestion: .answerQuestion
    case .requestLetter: .requestLetter
    case .setPassword: .setPassword
    case .signIn: .signIn
    case .reportLostAccessCode: .reportLostAccessCode
    case .signOut: .signOut
    case .changePassword: .changePassword
    case .changeEmail: .changeEmail
    case .setDisclosure: .setDisclosure
    case .enrolDevice: .enrolDevice
    case .blockDevice: .blockDevice
    case .unblockDevice: .unblockDevice
    case .removeDevice: .removeDevice
    case .fileChangeRequest: .fileChangeRequest
    case .takeUpChangeRequest: .takeUpChangeRequest
    case .askInformation: .askInformation
    case .supplyInformation: .supplyInformation
    case .decideChangeRequest: .decideChangeRequest
    case .applyChangeRequest: .applyChangeRequest
    case .withdrawChangeRequest: .withdrawChangeRequest
    case .requestErasure: .requestErasure
    case .eraseMember: .eraseMember
    case .setLegalHold: .setLegalHold
    case .consult: .consult
    }
  }
}
