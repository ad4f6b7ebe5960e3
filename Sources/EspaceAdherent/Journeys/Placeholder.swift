/// A reference to an item that an earlier step handed out: a code, a link, a session (catalogue
/// section 6).
public struct Placeholder: Sendable, Hashable {
  /// The kinds of items that steps hand out.
  public enum Kind: String, Sendable, CaseIterable {
    /// The text of a one-time code.
    case code
    /// The three parts of a link.
    case link
    /// The text of a letter's temporary password.
    case temporaryPassword
    /// A generated identifier, as a notice contains it.
    case identifier
    /// A printed access code, as a notice contains it.
    case accessCode
    /// The text of a session.
    case session
    /// The id of a device.
    case device
    /// The id of a letter.
    case letter
    /// The id of a change request.
    case request
    /// The id of a report of a lost access code.
    case loss
    /// The id of the delivery that the step handed out last.
    case delivery
    /// The id of a beneficiary.
    case beneficiary
    /// The id of the member that the step enrolled.
    case member
  }

  /// The kind of the item.
  public var kind: Kind
  /// The line of the journey file that handed it out; `nil` for the latest item.
  ///
  /// The header is line 1, so the first step is line 2.
  public var line: Int?
  /// The index of the step in its scenario, from 0.
  package var step: Int { (line ?? 2) - 2 }
  /// Whether the placeholder means a wrong text of the same form.
  public var isWrong: Bool

  /// Makes a placeholder.
  ///
  /// - Parameters:
  ///   - kind: The kind of the item.
  ///   - step: The index of the step that handed it out, from 0.
  ///   - isWrong: Whether a wrong text of the same form is meant.
  public init(_ kind: Kind, of step: Int, isWrong: Bool = false) {
    self.init(kind, line: Scenario.line(of: step), isWrong: isWrong)
  }

  init(_ kind: Kind, line: Int?, isWrong: Bool = false) {
    self.kind = kind
    self.line = line
    self.isWrong = isWrong
  }
}

extension Placeholder: CustomStringConvertible {
  /// The form in a journey file: `$code`, `$code:3` (by line 3), `$link:4!` (a wrong one).
  public var description: String {
    "$\(kind.rawValue)" + (line.map { ":\($0)" } ?? "") + (isWrong ? "!" : "")
  }

  /// Returns whether a text of a journey file is a placeholder; any other text is a value.
  static func names(_ text: String) -> Bool {
    let name = String(text.dropFirst().prefix { $0.isLetter })
    return text.hasPrefix("$") && (Kind(rawValue: name) != nil || name == "textDigest")
  }

  /// Reads the form in a journey file.
  init?(_ text: String) {
    var name = text.dropFirst()
    let isWrong = name.hasSuffix("!")
    if isWrong { name.removeLast() }
    let parts = name.split(separator: ":")
    guard let kind = parts.first.flatMap({ Kind(rawValue: String($0)) }) else { return nil }
    self.init(kind, line: parts.count == 2 ? Int(parts[1]) : nil, isWrong: isWrong)
  }
}
