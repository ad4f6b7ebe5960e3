import Notation

extension Decider {
  mutating func signOut() {
    guard let session else { return }
    append(.sessionEnded(.make { $0.session = session.digest }))
  }

  /// Refuses when the sign-in is too long ago for what is asked (ASVS 5.0 7.5.1, 7.5.3).
  func requireFreshSession() throws(Interruption) {
    guard actor == .member, let session else { return }
    let fresh = session.mark.at.advanced(by: Int64(rules.service.reauthenticationWithin))
    if Deadline.isPassed(fresh, now: now) { throw refuse(.reauthenticationNeeded) }
  }

  /// Gives a new address: pending until it is certified, and the one on file is told (UM-14).
  mutating func changeEmail(_ action: ChangeEmail) throws(Interruption) {
    guard let subject else { return }
    try requireFreshSession()
    let address = try address(action.email)
    let former = subject.emailOnFile
    let formerAddress = former.flatMap { self.address(of: $0) }
    if let formerAddress, EmailAddress(typed: formerAddress) == address {
      guard !withdrawPendingEmail(.takenBack) else { return }
      throw refuse(.sameAsOnFile)
    }
    let today = subject.emails.count {
      $0.source == .member && $0.mark.at > now.advanced(by: -86_400_000)
    }
    guard today < rules.meters.requestsADay else { throw refuse(.tooMany) }
    let id = record(
      email: address, source: .member, standing: .pending,
      disclosureRefused: subject.refusesDisclosure)
    issueCertification(id, address)
    if let former, let formerAddress {
      notify(.emailChanged, to: .email(former.id), address: formerAddress)
    }
  }

  mutating func enrolDevice(_ action: EnrolDevice) throws(Interruption) {
    guard CappedText.fits(action.label.text, within: CappedText.name),
      !VisibleText.isBlank(action.label.text)
    else { throw .invalid(field: "label", why: "empty or too long") }
    let device = drawToken()
    append(
      .deviceEnrolled(
        .make {
          $0.device = device
          $0.label = .open(action.label.text)
          $0.platform = action.platform.text
        }))
    notifyOnFile(.deviceEnrolled)
  }

  /// Blocks, unblocks or removes a device (MG-8, MG-10); what already holds needs no fact.
  mutating func change(
    device action: DeviceAction, to state: Member.Device.State
  ) throws(Interruption) {
    guard let device = subject?.devices.first(where: { $0.id == action.device }) else {
      throw refuse(.unknownDevice, of: action.device)
    }
    guard device.state != state else { return }
    guard device.state != .removed else { throw refuse(.deviceRemoved, of: action.device) }
    switch state {
    case .active: append(.deviceUnblocked(.make { $0.device = action.device }))
    case .removed: append(.deviceRemoved(.make { $0.device = action.device }))
    case .blocked:
      append(
        .deviceBlocked(
          .make {
            $0.device = action.device
            $0.reason = action.reason?.text ?? ""
          }))
    }
  }
}
