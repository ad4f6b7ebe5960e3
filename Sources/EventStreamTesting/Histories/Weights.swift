import EspaceAdherent
import Membership

/// The weight of each action in the situation; zero if the action makes no sense there.
extension Situation {
  func weight(of action: ActionName) -> Int {
    if member.hasEnded { return weightAfterTheEnd(action) }
    let inSession = weightInSession(action).map { session == nil ? 0 : $0 }
    let weights = [
      weightAsVisitor(action), inSession, weightAtTheDesk(action), weightOfForgetting(action),
    ].compactMap { $0 }
    let weight = weights.isEmpty ? weightFromListing(action) : weights.reduce(0, +)
    return member.block == nil || action == .restoreAccess ? weight : (weight + 3) / 4
  }

  /// Returns the weight after the account's end.
  ///
  /// A former member tries to sign in, and is sometimes enrolled again.
  private func weightAfterTheEnd(_ action: ActionName) -> Int {
    switch action {
    case .signIn: 3
    case .requestCode: 2
    case .enrolMember: 1
    case .reportDelivery: unreported.isEmpty ? 0 : 2
    case .requestErasure: member.erasureRequest == nil && !member.isErased ? 1 : 0
    case .eraseMember: member.isErased ? 0 : member.erasureRequest == nil ? 2 : 6
    case .setLegalHold: member.isErased ? 0 : 1
    default: 0
    }
  }

  /// Returns the weight of an action that is drawn from the listing of its fields.
  private func weightFromListing(_ action: ActionName) -> Int {
    switch action {
    case .setHouseRules, .publishCGU, .enrolMember, .sweep: 0
    default: 2
    }
  }

  private func weightOfForgetting(_ action: ActionName) -> Int? {
    switch action {
    case .requestErasure: session != nil && member.erasureRequest == nil ? 2 : 0
    case .eraseMember: member.erasureRequest == nil ? 0 : 25
    case .setLegalHold: member.hold == nil ? 1 : 3
    case .consult: 1
    default: nil
    }
  }

  private func weightAsVisitor(_ action: ActionName) -> Int? {
    switch action {
    case .startRegistration:
      return rules.account.start == .activationLink && !isActive
        && registration == nil ? 40 : 0
    case .fillRegistration:
      return registration.map { $0.isFilled ? 2 : 60 } ?? 0
    case .acceptCGU:
      let isNext = registration.map { $0.isFilled && $0.activationCode == nil } ?? false
      return isNext && house.cgu(at: now) != nil ? 60 : 0
    case .declineCGU:
      return registration?.isFilled == true && house.cgu(at: now) != nil ? 2 : 0
    case .confirmEmail:
      return live(.link, for: .activateAccount, .certifyEmail).isEmpty ? late(.link) : 40
    case .setPassword:
      if grant != nil { return 60 }
      let isLate = member.grants.contains { !$0.isSpent }
      return live(.link, for: .setPassword).isEmpty ? (isLate ? 4 : late(.link)) : 40
    case .verifyCode: return live(.code).isEmpty ? late(.code) : 50
    case .answerQuestion: return member.question != nil ? 4 : 0
    case .reportLostAccessCode: return rules.identifiers.scheme == .accessCodeOrEmail ? 2 : 0
    case .requestIdentifier:
      guard rules.identifiers.scheme == .generated else { return 0 }
      return member.emailOnFile == nil ? 1 : password == .none ? 6 : 2
    case .requestCode: return weightOfRequest
    case .requestLetter: return weightOfLetter
    case .signIn: return weightOfSignIn
    default: return nil
    }
  }

  /// Returns the weight of using an expired code or link: a late member sometimes tries it.
  private func late(_ artefact: Artefact) -> Int {
    member.codes.last { $0.artefact == artefact }?.standing(at: now) == .expired ? 4 : 0
  }

  private var weightOfRequest: Int {
    if rules.account.start == .activationLink, !isActive {
      return registration?.activationCode != nil && live(.link, for: .activateAccount).isEmpty
        ? 20 : 1
    }
    if session != nil, required.contains(.certifyEmail) { return 20 }
    let isUncertain = rules.account.certifiesEmail && isActive
    guard hasChannel, !isUncertain || member.emailOnFile?.certified != nil else { return 1 }
    guard grant == nil, live(.code).isEmpty, live(.link, for: .setPassword).isEmpty else {
      return 2
    }
    switch password {
    case .none, .revoked, .renewalRequired: return 25
    case .renewalAdvised: return 6
    case .inForce: return 3
    }
  }

  /// Whether a channel on file reaches the member.
  private var hasChannel: Bool {
    rules.recovery.paths.contains { path in
      switch path.channel {
      case .email: member.emailOnFile != nil
      case .sms: receivesText
      case .letter: false
      }
    }
  }

  private var weightOfLetter: Int {
    guard rules.recovery.paths.contains(where: { $0.channel == .letter }),
      member.dossier[.postalAddress] != nil, !member.letters.contains(where: \.isDue)
    else { return 0 }
    return member.emailOnFile == nil && member.dossier[.phone] == nil ? 15 : 3
  }

  private var weightOfSignIn: Int {
    if !live(.temporaryPassword).isEmpty { return 40 }
    if rules.identifiers.scheme == .generated, items(.identifier).isEmpty { return 1 }
    switch password {
    case .none: return 1
    case .revoked: return 3
    case .renewalRequired: return member.counters.signIns == 0 ? 20 : 4
    case .inForce, .renewalAdvised: return session == nil ? 30 : 3
    }
  }

  private func weightInSession(_ action: ActionName) -> Int? {
    switch action {
    case .acceptCGU: return required.contains(.acceptCGU) ? 40 : 0
    case .declineCGU: return house.cgu(at: now) == nil ? 0 : 1
    case .changeEmail: return required.contains(.certifyEmail) ? 4 : 3
    case .changePassword, .signOut: return 3
    case .enrolDevice: return isAtHome ? 6 : 0
    case .fileChangeRequest: return isAtHome ? 9 : 0
    case .withdrawChangeRequest: return isAtHome && !requests(.filed, .takenUp).isEmpty ? 4 : 0
    default: return nil
    }
  }

  private func weightAtTheDesk(_ action: ActionName) -> Int? {
    switch action {
    case .takeUpChangeRequest: return requests(.filed).isEmpty ? 0 : 12
    case .askInformation: return requests(.filed, .takenUp).isEmpty ? 0 : 5
    case .supplyInformation: return requests(.informationAsked).isEmpty ? 0 : 25
    case .decideChangeRequest:
      return requests(.filed, .takenUp, .informationAsked).isEmpty ? 0 : 12
    case .applyChangeRequest: return requests(.accepted).isEmpty ? 0 : 25
    case .blockDevice: return member.devices.contains { $0.state == .active } ? 6 : 0
    case .unblockDevice: return member.devices.contains { $0.state == .blocked } ? 15 : 0
    case .removeDevice: return member.devices.contains { $0.state != .removed } ? 2 : 0
    case .dispatchLetter: return member.letters.contains(where: \.isDue) ? 30 : 0
    case .reportDelivery: return unreported.isEmpty ? 0 : 4
    case .assignAccessCode: return member.losses.contains { $0.reissued == nil } ? 20 : 0
    case .recordDossier: return 3
    case .setDisclosure: return member.emailOnFile == nil ? 0 : 1
    case .requireNewPassword: return member.password == nil ? 0 : 1
    case .restoreAccess:
      return member.block != nil
        ? 12
        : member.meters.signIn.isLocked(at: now) || member.meters.identity.isLocked(at: now) ? 6 : 0
    case .blockAccess, .closeAccount: return 1
    default: return nil
    }
  }
}
