/// Values on file in the canonical form in which they are compared (edge 36, UM-27).
///
/// The same value in another spelling is not a change. It must neither end a request that is being
/// decided nor prevent a letter. A change of one visible character is a change.
extension DossierEntry {
  /// Returns the form in which two values of an entry are compared.
  ///
  /// The value is recorded as typed.
  ///
  /// Numbers are in their canonical form. Other texts have one space between words, and no white
  /// space, control or invisible characters at their ends. Blank texts are left out.
  package func compared(_ value: Particulars) -> Particulars {
    var texts: [String: String] = [:]
    for (name, text) in value.entries where !VisibleText.isBlank(text) {
      texts[name] = VisibleText.words(of: text)
    }
    guard let own = ownName else {
      // For an address, the country is France unless another country is named.
      if let code = texts["postalCode"] { texts["postalCode"] = TypedText.ascii(code) ?? code }
      if PostalAddress.isFrench(value) { texts["country"] = nil }
      return Particulars(texts)
    }
    if texts[own] == nil { texts[own] = texts.removeValue(forKey: "text") }
    if let text = texts[own] { texts[own] = canonical(text) ?? text }
    return Particulars(texts)
  }

  /// Returns the form in which two sets of details of a beneficiary are compared.
  ///
  /// Each part is compared as in the member's own dossier.
  package static func compared(beneficiary details: Particulars) -> Particulars {
    var parts = DossierEntry.postalAddress.compared(details)
    for entry in [DossierEntry.phone, .bankDetails] {
      guard let name = entry.ownName, let text = details[name] else { continue }
      parts = parts.merging(entry.compared(Particulars([name: text])))
    }
    if let email = details["email"].flatMap({ EmailAddress(typed: $0) }) {
      parts = parts.merging(Particulars(["email": email.text]))
    }
    return parts
  }

  /// The name of the text with the value; `nil` for an address, which has several texts.
  private var ownName: String? {
    switch self {
    case .name: "name"
    case .phone: "phone"
    case .bankDetails: "iban"
    case .postalAddress: nil
    }
  }

  private func canonical(_ text: String) -> String? {
    switch self {
    case .phone: PhoneNumber.canonical(text)
    case .bankDetails: IBAN.canonical(text)
    case .name, .postalAddress: nil
    }
  }
}
