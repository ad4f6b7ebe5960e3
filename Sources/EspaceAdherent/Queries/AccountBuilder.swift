import Membership
import Notation
import Projections

/// Makes an account from a member's state and the values in the vault.
struct AccountBuilder {
  let member: Member
  let house: House
  let now: Instant
  let position: Int
  /// Returns the event at a position, with its private part open, sealed or erased.
  let open: (Int) -> Event?
  /// The other members with the same address on file; `nil` when they are not known.
  let sharesEmailWith: [Token]?

  func build() -> Account {
    Account(
      id: member.id, asOf: now, position: position, number: number, name: name,
      identifier: identifier(member.generatedIdentifier), accessCode: identifier(member.accessCode),
      standing: member.standing(at: now), access: access,
      blockedBy: member.block?.by,
      password: member.passwordStanding(of: house, at: now),
      passwordSetAt: member.password?.mark.at, hasQuestion: member.question != nil, emails: emails,
      cgu: member.cguStanding(of: house, at: now), cguVersion: member.acceptedCGU?.version,
      cguInRegistration: member.liveRegistration(at: now)?.cgu?.version,
      requiredActions: member.requiredActions(of: house, at: now), devices: devices,
      liveSessions: member.sessions.count { $0.isLive(at: now) }, dossier: dossier,
      beneficiaries: beneficiaries, sharesEmailWith: sharesEmailWith ?? [],
      isSharingKnown: sharesEmailWith != nil,
      pending: member.pendingItems(at: now).sorted(), counters: member.counters,
      failedSignIns: member.meters.signIn.inARow, incompleteBecause: member.unknownFacts)
  }

  private var access: Account.Access {
    if let block = member.block { return .blocked(reason: block.reason) }
    let meter = member.meters.signIn
    guard let until = meter.lockedUntil, meter.isLocked(at: now) else { return .open }
    return .lockedUntil(until)
  }

  private var number: Value? {
    value(at: member.enrolment) { Value(numberIn: $0) }
  }

  private var name: Value? {
    value(at: member.dossier[.name]?.mark ?? member.enrolment) { Value(nameIn: $0) }
  }

  private func identifier(_ mark: Mark?) -> Value? {
    value(at: mark) { Value(identifierIn: $0) }
  }

  /// Returns the value in the fact at a mark, or `nil` without a mark.
  private func value(at mark: Mark?, _ read: (Event) -> Value?) -> Value? {
    guard let mark else { return nil }
    guard let event = open(mark.position) else { return .sealed }
    return read(event)
  }

  private var emails: [Account.Email] {
    let shown = [member.emailOnFile, member.invalidEmail, member.certifiableEmail(at: now)]
    return shown.compactMap { $0 }.map { email in
      var address = Value.sealed
      if case .emailRecorded(let event)? = open(email.mark.position) {
        address = Value(event.address) ?? .sealed
      }
      return Account.Email(
        id: email.id, address: address, state: email.state, certifiedAt: email.certified?.at,
        disclosureRefused: email.disclosureRefused)
    }
  }

  private var devices: [Account.Device] {
    member.devices.map { device in
      var label = Value.sealed
      if case .deviceEnrolled(let event)? = open(device.mark.position) {
        label = Value(event.label) ?? .sealed
      }
      return Account.Device(
        id: device.id, label: label, platform: device.platform, state: device.state,
        since: device.changed.at)
    }
  }

  private var dossier: [Account.Entry] {
    DossierEntry.allCases.compactMap { what in
      guard let item = member.dossier[what] else { return nil }
      var content = Sealed<Particulars>.sealed
      if case .dossierRecorded(let event)? = open(item.mark.position) { content = event.value }
      return entry(what.rawValue, content: content, mark: item.mark, effectiveOn: item.effectiveOn)
    }
  }

  private var beneficiaries: [Account.Entry] {
    member.beneficiaries.filter { !$0.ended }.map { beneficiary in
      var content = Sealed<Particulars>.sealed
      if case .beneficiaryRecorded(let event)? = open(beneficiary.mark.position) {
        content = event.details
      }
      return entry(
        beneficiary.id.description, content: content, mark: beneficiary.mark, effectiveOn: nil)
    }
  }

  private func entry(
    _ what: String, content: Sealed<Particulars>, mark: Mark, effectiveOn: Instant?
  ) -> Account.Entry {
    var parts: [Account.Entry.Part] = []
    if case .open(let particulars) = content {
      parts = particulars.inOrder.map { Account.Entry.Part(name: $0.name, text: $0.text) }
    }
    return Account.Entry(
      what: what, value: Value(content) { $0.line } ?? .sealed, parts: parts,
      sequence: mark.sequence, effectiveOn: effectiveOn)
  }
}
