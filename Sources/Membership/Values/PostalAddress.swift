/// The rules for postal addresses to which letters are sent (AP-7, MG-7, UM-26).
///
/// An address consists of named texts: `street`, `complement`, `postalCode`, `city`, `country`.
package enum PostalAddress {
  /// A flaw of an address.
  package enum Flaw: Sendable, Equatable {
    /// The street, town or postcode is absent or invisible.
    case missing
    /// The postcode of an address in France is not five digits.
    case postalCode
  }

  /// The names of an address's texts.
  package static let names: Set<String> = ["street", "complement", "postalCode", "city", "country"]

  /// Returns the first flaw of an address before it is recorded, or `nil`.
  ///
  /// An address in France needs a visible street and town and a postcode of five digits. An address
  /// in another country needs a visible street and town; its postcode is free.
  package static func flaw(_ address: Particulars) -> Flaw? {
    guard isDeliverable(address) else { return .missing }
    guard isFrench(address) else { return nil }
    guard let code = address["postalCode"], !VisibleText.isBlank(code) else { return .missing }
    return isPostalCode(code) ? nil : .postalCode
  }

  /// Returns whether a letter can be sent to an address: it has a visible street and town.
  ///
  /// Addresses recorded before this check existed may lack either.
  package static func isDeliverable(_ address: Particulars) -> Bool {
    isWritten(address["street"]) && isWritten(address["city"])
  }

  /// Returns whether a text has a letter or a digit; a dash or a full stop alone is not an address.
  private static func isWritten(_ text: String?) -> Bool {
    guard let text, !VisibleText.isBlank(text) else { return false }
    return text.contains { $0.isLetter || $0.isNumber }
  }

  /// Returns whether a beneficiary's details or a request's content contain any part of an address.
  package static func isMentioned(in details: Particulars) -> Bool {
    names.contains { details[$0] != nil }
  }

  /// Returns an address's lines for an envelope, with postcode and town on one line.
  ///
  /// Blank lines are left out.
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

  /// Returns whether a text is five digits, ignoring spaces and full-width forms.
  private static func isPostalCode(_ code: String) -> Bool {
    guard let ascii = TypedText.ascii(code) else { return false }
    return ascii.utf8.count == 5 && ascii.utf8.allSatisfy { (0x30...0x39).contains($0) }
  }

  /// The names of France and of its overseas departments and collectivities.
  ///
  /// They are in lower case without accents.
  private static let namesOfFrance: Set<String> = [
    "bl", "f", "fr", "fra", "france", "france metropolitaine", "gf", "gp", "guadeloupe", "guyane",
    "guyane francaise", "la reunion", "martinique", "mayotte", "mf", "mq", "nc",
    "nouvelle caledonie", "pf", "pm", "polynesie francaise", "re", "republique francaise",
    "reunion", "saint barthelemy", "saint martin", "saint pierre et miquelon",
    "wallis et futuna", "wf", "yt",
  ]

  /// Returns whether an address names no country, or France.
  package static func isFrench(_ address: Particulars) -> Bool {
    guard let country = address["country"], isWritten(country) else { return true }
    return namesOfFrance.contains(plain(country))
  }

  /// Returns the words of a text in lower case, without accents and signs.
  private static func plain(_ text: String) -> String {
    TypedText.withoutAccents(text.lowercased()).split { !$0.isLetter }.joined(separator: " ")
  }
}
