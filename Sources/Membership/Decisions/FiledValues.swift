import Notation

/// Opens sealed values.
///
/// Each method returns `nil` if the value was erased or the vault cannot open it.
extension Decider {
  func address(of email: Member.Email) -> String? {
    guard case .emailRecorded(let event)? = context.open(email.mark.position) else { return nil }
    return event.address.value
  }

  func number(of member: Member) -> String? {
    guard let mark = member.enrolment,
      case .memberEnrolled(let event)? = context.open(mark.position)
    else { return nil }
    return event.number.value
  }

  func name(of member: Member) -> String? {
    if let entry = dossier(.name, of: member) { return entry["text"] ?? entry["name"] }
    guard let mark = member.enrolment,
      case .memberEnrolled(let event)? = context.open(mark.position)
    else { return nil }
    return event.name.value
  }

  func identifier(at mark: Mark?) -> String? {
    guard let mark, case .identifierAssigned(let event)? = context.open(mark.position) else {
      return nil
    }
    return event.identifier.value
  }

  func dossier(_ what: DossierEntry, of member: Member) -> Particulars? {
    guard let item = member.dossier[what],
      case .dossierRecorded(let event)? = context.open(item.mark.position)
    else { return nil }
    return event.value.value
  }

  /// Returns the telephone on file as E.164, or `nil` when it is not a number.
  func phone(of member: Member) -> String? {
    dossier(.phone, of: member).flatMap { $0["phone"] ?? $0["text"] }
      .flatMap(PhoneNumber.canonical)
  }

  /// Returns the lines of the postal address; `nil` without a street or a town.
  func postalAddress(of member: Member) -> String? {
    dossier(.postalAddress, of: member).flatMap {
      PostalAddress.isDeliverable($0) ? PostalAddress.lines($0) : nil
    }
  }

  /// Returns the value on file of an entry, including the name given at enrolment.
  func filed(_ what: DossierEntry, of member: Member) -> Particulars? {
    if let value = dossier(what, of: member) { return value }
    guard what == .name, member.dossier[.name] == nil else { return nil }
    return name(of: member).map { Particulars(["name": $0]) }
  }

  /// Returns the texts that a new password must not resemble: identifier (FM-8), number, name,
  /// address.
  func passwordContext(of member: Member) -> [String] {
    [
      number(of: member), identifier(at: member.generatedIdentifier),
      identifier(at: member.accessCode), name(of: member),
      member.emailOnFile.flatMap { address(of: $0) },
    ].compactMap { $0 }
  }

  func content(of request: Member.ChangeRequest) -> Particulars? {
    var content: Particulars?
    if case .changeRequestFiled(let event)? = context.open(request.mark.position) {
      content = event.content.value
    }
    for supplement in request.supplements {
      if case .changeRequestInformationSupplied(let event)? = context.open(supplement.position),
        let added = event.content.value
      {
        content = content.map { $0.merging(added) } ?? added
      }
    }
    return content
  }
}

extension Particulars {
  /// Returns the entries of both; for equal names, the entry of `other`.
  func merging(_ other: Particulars) -> Particulars {
    var entries: [String: String] = [:]
    for (name, text) in self.entries + other.entries { entries[name] = text }
    return Particulars(entries)
  }
}
