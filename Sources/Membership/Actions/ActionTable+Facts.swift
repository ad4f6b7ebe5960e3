extension ActionTable {
  /// The types of events that an accepted action may append first.
  ///
  /// They distinguish a repetition from another use of its id. If several actions list a type,
  /// `Decider.mayHaveAppended` decides; a type without an action is not compared.
  package static func firstEvents(of name: ActionName) -> [String] {
    switch name {
    case .setHouseRules: ["house.rules-set"]
    case .publishCGU: ["cgu.published"]
    case .enrolMember: ["member.enrolled"]
    case .recordDossier:
      [
        "dossier.recorded", "beneficiary.recorded", "email.recorded", "email.invalidated",
        "email.withdrawn",
      ]
    case .assignAccessCode: ["identifier.assigned"]
    case .dispatchLetter: ["code.requested"]
    case .reportDelivery: ["delivery.reported"]
    case .requireNewPassword: ["password.renewal-required"]
    case .blockAccess: ["access.blocked"]
    case .restoreAccess: ["access.restored"]
    case .closeAccount: ["account.closed"]
    case .sweep: ["deadline.passed", "member.erased", "retention.swept"]
    case .signOut: ["session.ended"]
    case .changePassword: ["password.set"]
    case .changeEmail: ["email.recorded", "email.withdrawn"]
    case .setDisclosure: ["email.disclosure-set"]
    case .enrolDevice: ["device.enrolled"]
    case .blockDevice: ["device.blocked"]
    case .unblockDevice: ["device.unblocked"]
    case .removeDevice: ["device.removed"]
    case .requestErasure: ["erasure.requested"]
    case .eraseMember: ["erasure.rejected", "member.erased"]
    case .setLegalHold: ["legal-hold.set"]
    case .consult: ["record.consulted"]
    case .fileChangeRequest: ["change-request.filed", "email.withdrawn"]
    case .takeUpChangeRequest: ["change-request.taken-up"]
    case .askInformation: ["change-request.information-asked"]
    case .supplyInformation: ["change-request.information-supplied"]
    case .decideChangeRequest: ["change-request.accepted", "change-request.rejected"]
    case .applyChangeRequest: ["change-request.applied"]
    case .withdrawChangeRequest: ["change-request.withdrawn"]
    default: firstEventsOfVisitor(of: name)
    }
  }

  private static func firstEventsOfVisitor(of name: ActionName) -> [String] {
    switch name {
    case .startRegistration: ["registration.started"]
    case .fillRegistration: ["password.set"]
    case .acceptCGU: ["cgu.accepted"]
    case .declineCGU: ["cgu.declined"]
    case .confirmEmail: ["code.verified"]
    case .requestIdentifier: ["notice.issued"]
    case .requestCode: ["code.requested"]
    case .verifyCode: ["code.verified"]
    case .answerQuestion: ["identity.verified"]
    case .requestLetter: ["letter.requested"]
    case .setPassword: ["code.verified", "password.set"]
    case .signIn: ["code.verified", "sign-in.succeeded"]
    case .reportLostAccessCode: ["access-code.loss-reported"]
    default: []
    }
  }

  /// The types that some action lists.
  private static let listed = Set(ActionName.allCases.flatMap(firstEvents))

  /// Whether a type of event is listed, and not for an action.
  static func excludes(_ name: ActionName, _ type: String) -> Bool {
    listed.contains(type) && !firstEvents(of: name).contains(type)
  }
}

extension Decider {
  /// Whether an earlier append may be this action's own, so that its id is a repetition.
  ///
  /// - Parameters:
  ///   - events: The events of the append, in order.
  ///   - member: The member before the append, or `nil` when the append is in no member's stream.
  package func mayHaveAppended(_ events: [Event], of member: Member?) -> Bool {
    guard let first = events.first else { return true }
    if let refused = first.refusedAction { return refused == request.action.name }
    guard !ActionTable.excludes(request.action.name, first.name) else { return false }
    switch (request.action.name, first) {
    case (.dispatchLetter, .codeRequested(let event)): return event.letter != nil
    case (.requestCode, .codeRequested(let event)): return event.letter == nil
    case (.fillRegistration, .passwordSet(let event)): return event.via == .registration
    case (.changePassword, .passwordSet(let event)): return event.via == .change
    case (.setPassword, .passwordSet(let event)):
      return event.via != .registration && event.via != .change
    case (let name, .codeVerified(let event)):
      return name == verifier(of: event, before: events.dropFirst(), in: member)
    default: return true
    }
  }

  /// Whether the refusal of an attempt that found no member may be this action's: it keeps the text
  /// that named the member.
  ///
  /// - Parameter event: The event, its private part open.
  package func mayHaveTyped(_ event: Event) -> Bool {
    guard case .actionRefused(let refusal) = event, let kept = refusal.typed.value else {
      return true
    }
    let typed: Typed? =
      switch request.action {
      case .signIn(let action): action.identifier
      case .enrolMember(let action): action.number
      default: request.member
      }
    return typed.map { String($0.text, atMost: CappedText.name) == kept } ?? true
  }

  /// Returns the action that accepted a code, from the next event or the kind of code.
  private func verifier(
    of event: CodeVerified, before next: ArraySlice<Event>, in member: Member?
  ) -> ActionName {
    for event in next {
      if case .passwordSet = event { return .setPassword }
      if case .emailCertified = event { return .confirmEmail }
    }
    let code = member?.codes.first { $0.id == event.code }
    return code?.artefact == .temporaryPassword ? .signIn : .verifyCode
  }
}

extension Event {
  /// The action that the event refuses.
  package var refusedAction: ActionName? {
    switch self {
    case .actionRefused(let event): event.action
    case .codeRefused(let event): event.action
    case .identityRefused(let event): event.action
    case .signInRefused: .signIn
    default: nil
    }
  }
}
