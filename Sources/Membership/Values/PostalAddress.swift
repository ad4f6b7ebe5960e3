/// The rules of postal addresses to which a letter is sent (AP-7, MG-7, UM-26).
///
/// An address is named texts: `street`, `complement`, `postalCode`, `city`, `country`.
package enum PostalAddress {
  /// A flaw of an address.
  package enum Flaw: Sendable, Equatable {
    /// No visible street, town or postcode.
    case missing
    /// A postcode that is not five digits, in France.
    case postalCode
  }

  /// The names of the texts that make an address.
  package static let names: Set<String> = ["street", "complement", "postalCode", "city", "country"]

  /// The first flaw of an address that is to be recorded, or `nil`.
  ///
  /// A French one has a visible street and town and a postcode of five digits; one with another
  /// country has a visible street and town, and its postcode is free.
  package static func flaw(_ address: Particulars) -> Flaw? {
    guard isDeliverable(address) else { return .missing }
    guard isFrench(address) else { return nil }
    guard let code = address["postalCode"], !VisibleText.isBlank(code) else { return .missing }
    return isPostalCode(code) ? nil : .postalCode
  }

  /// Whether a letter can go there: a street and a town that show.
  ///
  /// Addresses recorded before they were checked may lack either.
  package static func isDeliverable(_ address: Particulars) -> Bool {
    isWritten(address["street"]) && isWritten(address["city"])
  }

  /// Whether a text has a letter or a digit: a dash or a full stop is no street and no town.
  private static func isWritten(_ text: String?) -> Bool {
    guard let text, !VisibleText.isBlank(text) else { return false }
    return text.contains { $0.isLetter || $0.isNumber }
  }

  /// Whether a beneficiary's details or a request's content say anything of an address.
  package static func isMentioned(in details: Particulars) -> Bool {
    names.contains { details[$0] != nil }
  }

  /// The lines of an address for an envelope, postcode and town on one; blank ones are left out.
  package static func lines(_ address: Particulars) -> String {
    var lines: [String] = []
    var code: String?
    for (name, text) in address.inOrder where !VisibleText.isBlank(text) {
      switch name {
      case "postalCode": code = text
      case "city":
        lines.append([code, text].compactMap { $0 }.joined(separator: " "))
        code = nil
      default: lines.append(text)
      }
    }
    return (lines + [code].compactMap { $0 }).joined(separator: "\n")
  }

  /// Five digits, spaces and full width aside.
  private static func isPostalCode(_ code: String) -> Bool {
    guard let ascii = TypedText.ascii(code) else { return false }
    return ascii.utf8.count == 5 && ascii.utf8.allSatisfy { (0x30...0x39).contains($0) }
  }

  /// France and its departments and collectivities overseas, in lower case without accents.
  private static let namesOfFrance: Set<String> = [
    "bl", "f", "fr", "fra", "france", "france metropolitaine", "gf", "gp", "guadeloupe", "guyane",
    "guyane francaise", "la reunion", "martinique", "mayotte", "mf", "mq", "nc",
    "nouvelle caledonie", "pf", "pm", "polynesie francaise", "re", "republique francaise",
    "reunion", "saint barthelemy", "saint martin", "saint pierre et miquelon",
    "wallis et futuna", "wf", "yt",
  ]

  /// Whether an address names no country, or France.
  package static func isFrench(_ address: Particulars) -> Bool {
    guard let country = address["country"], isWritten(country) else { return true }
    return namesOfFrance.contains(plain(country))
  }

  /// The words of a text in lower case, without accents and signs.
  private static func plain(_ text: String) -> String {
    TypedText.withoutAccents(text.lowercased()).split { !$0.isLetter }.joined(separator: " ")
  }
}
