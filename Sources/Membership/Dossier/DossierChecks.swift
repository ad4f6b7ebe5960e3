import Notation

/// Checks of values before they are recorded, the same for the feed, advisers and members'
/// requests.
extension Decider {
  /// Refuses an invalid value of an entry of the dossier.
  func check(_ value: Particulars, as what: DossierEntry) throws(Interruption) {
    switch what {
    case .name: try requireName(value["name"] ?? value["text"])
    case .phone: try requirePhone(value["phone"] ?? value["text"] ?? "")
    case .postalAddress:
      try requirePostalAddress(value)
      // A free text would be printed on the envelope beside the parts.
      guard value["text"] == nil else {
        throw .invalid(field: "text", why: "an address has parts: street, postalCode, city")
      }
    case .bankDetails: try requireBankDetails(value)
    }
  }

  /// Refuses the value that is already on file, in any spelling.
  func requireChange(
    of what: DossierEntry, to value: Particulars, of member: Member
  ) throws(Interruption) {
    guard let filed = filed(what, of: member) else { return }
    if what.compared(filed) == what.compared(value) { throw refuse(.sameAsOnFile) }
  }

  /// Refuses details of a beneficiary without a name or with an invalid part (UM-26).
  ///
  /// A part follows the same rules as in the member's own dossier.
  func check(beneficiary details: Particulars) throws(Interruption) {
    try requireName(details["name"])
    if details["relation"] != nil { try requireVisible(details["relation"]) }
    if let phone = details["phone"] { try requirePhone(phone) }
    if let email = details["email"] { _ = try address(UntrustedText(email)) }
    if details["iban"] != nil { try requireBankDetails(details) }
    if PostalAddress.isMentioned(in: details) { try requirePostalAddress(details) }
    try requireBirthDate(details)
  }

  /// Refuses parts of a beneficiary under names that bypass the checks: `IBAN`, `postalAddress`.
  func requirePartNames(of given: Particulars) throws(Interruption) {
    let checked = PostalAddress.names.union([
      "name", "relation", "birthDate", "phone", "email", "iban",
    ])
    let lookalikes = Set(checked.map { $0.lowercased() })
      .union(["address", "bankdetails", "postaladdress", "telephone"])
    for (name, _) in given.entries
    where !checked.contains(name) && lookalikes.contains(name.lowercased()) {
      throw .invalid(
        field: name, why: "a part has the name of \(checked.sorted().joined(separator: ", "))")
    }
  }

  func requireName(_ name: String?) throws(Interruption) {
    try requireVisible(name)
    guard CappedText.fits(name ?? "", within: CappedText.name) else {
      throw .invalid(field: "name", why: "too long")
    }
  }

  /// Refuses a required text without visible characters.
  func requireVisible(_ text: String?) throws(Interruption) {
    guard VisibleText.isShown(text) else { throw refuse(.fieldMissing) }
  }

  func requirePostalAddress(_ address: Particulars) throws(Interruption) {
    switch PostalAddress.flaw(address) {
    case .missing: throw refuse(.fieldMissing)
    case .postalCode: throw refuse(.postalCodeInvalid)
    case nil: return
    }
  }

  func requirePhone(_ phone: String) throws(Interruption) {
    if PhoneNumber.canonical(phone) == nil {
      throw .invalid(field: "phone", why: "not a telephone number")
    }
  }

  func requireBankDetails(_ details: Particulars) throws(Interruption) {
    guard let iban = details["iban"] ?? details["text"] else { throw refuse(.fieldMissing) }
    guard IBAN.isValid(iban) else { throw refuse(.ibanInvalid) }
  }

  func requireBirthDate(_ details: Particulars) throws(Interruption) {
    guard let date = details["birthDate"] else { return }
    guard BirthDate.isValid(date) else { throw .invalid(field: "birthDate", why: "not a date") }
    if BirthDate.isInFuture(date, asOf: now) { throw refuse(.birthDateInFuture) }
  }

  /// Returns the well-formed address, or refuses.
  func address(_ typed: UntrustedText) throws(Interruption) -> EmailAddress {
    guard let address = EmailAddress(typed: typed.text) else { throw refuse(.emailMalformed) }
    return address
  }
}
