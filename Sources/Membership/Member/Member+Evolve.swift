import Notation

extension Member {
  /// Folds one fact of the member's stream; total on every order of facts.
  ///
  /// - Parameter fact: The next fact. A fact already folded (a delivery twice) changes nothing.
  /// - Complexity: O(what the member has), independent of the length of the history.
  public mutating func evolve(_ fact: RecordedEvent) {
    guard fact.sequence > last?.sequence ?? 0 else { return }
    let mark = Mark(fact)
    last = mark
    counters.facts += 1
    countPrivatePart(of: fact.event)
    switch fact.event {
    case .memberEnrolled, .identifierAssigned, .accessCodeLossReported, .dossierRecorded,
      .beneficiaryRecorded:
      evolveDossier(fact, mark)
    case .registrationStarted, .identityVerified, .identityRefused, .accountActivated,
      .accessBlocked, .accessRestored, .accountClosed:
      evolveAccount(fact, mark)
    case .codeRequested, .codeVerified, .codeRefused, .letterRequested, .deliveryReported,
      .noticeIssued, .deadlinePassed:
      evolveCodes(fact, mark)
    case .passwordSet, .passwordRenewalRequired, .questionSet, .signInSucceeded, .signInRefused,
      .sessionEnded, .actionRefused:
      evolveAccess(fact, mark)
    case .emailRecorded, .emailCertified, .emailInvalidated, .emailWithdrawn, .emailDisclosureSet,
      .cguAccepted, .cguDeclined:
      evolveEmail(fact, mark)
    case .deviceEnrolled, .deviceBlocked, .deviceUnblocked, .deviceRemoved:
      evolveDevices(fact.event, mark)
    case .changeRequestFiled, .changeRequestTakenUp, .changeRequestInformationAsked,
      .changeRequestInformationSupplied, .changeRequestAccepted, .changeRequestRejected,
      .changeRequestApplied, .changeRequestWithdrawn:
      evolveChangeRequests(fact, mark)
    case .legalHoldSet, .erasureRequested, .erasureRejected, .memberErased:
      evolveForgetting(fact, mark)
    case .unknown: unknownFacts.append(fact.position)
    case .houseRulesSet, .cguPublished, .logRepaired, .retentionSwept, .recordConsulted: break
    }
  }

  private mutating func evolveDossier(_ fact: RecordedEvent, _ mark: Mark) {
    switch fact.event {
    case .memberEnrolled: enrolment = enrolment ?? mark
    case .identifierAssigned(let event):
      switch event.kind {
      case .generated: generatedIdentifier = generatedIdentifier ?? mark
      case .accessCode:
        accessCode = mark
        for index in losses.indices where losses[index].reissued == nil {
          losses[index].reissued = mark
        }
      }
    case .accessCodeLossReported(let event):
      losses.append(AccessCodeLoss(id: event.loss, mark: mark))
      meters.countRequest(fact)
    case .dossierRecorded(let event):
      dossier[event.what] = DossierItem(
        mark: mark, source: event.source, effectiveOn: event.effectiveOn,
        replaced: dossier[event.what]?.mark)
    case .beneficiaryRecorded(let event):
      if let index = beneficiaries.firstIndex(where: { $0.id == event.beneficiary }) {
        beneficiaries[index].mark = mark
        beneficiaries[index].ended = event.ended
      } else {
        beneficiaries.append(
          Beneficiary(id: event.beneficiary, mark: mark, ended: event.ended))
      }
    default: break
    }
  }

  private mutating func evolveDevices(_ event: Event, _ mark: Mark) {
    switch event {
    case .deviceEnrolled(let event):
      guard !devices.contains(where: { $0.id == event.device }) else { return }
      devices.append(
        Device(id: event.device, platform: event.platform, mark: mark, changed: mark))
    case .deviceBlocked(let event): change(device: event.device, to: .blocked, mark)
    case .deviceUnblocked(let event): change(device: event.device, to: .active, mark)
    case .deviceRemoved(let event): change(device: event.device, to: .removed, mark)
    default: break
    }
  }

  private mutating func change(device id: Token, to state: Device.State, _ mark: Mark) {
    guard let index = devices.firstIndex(where: { $0.id == id }),
      devices[index].state != .removed
    else { return }
    devices[index].state = state
    devices[index].changed = mark
    guard state != .active else { return }
    endSessions(mark) { $0.device == id }
  }
}
