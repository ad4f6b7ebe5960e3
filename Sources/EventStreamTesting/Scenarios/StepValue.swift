public import Membership

/// The value of a field of a step.
public enum StepValue: Sendable, Equatable {
  /// A text, as typed.
  case text(String)
  /// A whole number.
  case number(Int)
  /// Yes or no.
  case flag(Bool)
  /// Named texts: an address, bank details.
  case texts(Particulars)
  /// Texts in a row, such as digests of attachments.
  case list([String])
  /// A page by a label: the same label is the same page.
  case page(String)
  /// What an earlier step handed out.
  case handedOut(Placeholder)
}

extension StepValue: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral,
  ExpressibleByBooleanLiteral
{
  /// A text.
  public init(stringLiteral value: String) { self = .text(value) }

  /// A whole number.
  public init(integerLiteral value: Int) { self = .number(value) }

  /// Yes or no.
  public init(booleanLiteral value: Bool) { self = .flag(value) }
}

/// Something that an earlier step handed out: a code, a link, a session (catalogue section 6).
public struct Placeholder: Sendable, Hashable {
  /// The kinds of things that steps hand out.
  public enum Kind: String, Sendable, CaseIterable {
    /// The text of a one-time code.
    case code
    /// The three parts of a link.
    case link
    /// The text of a letter's temporary password.
    case temporaryPassword
    /// A generated identifier, as a notice tells it.
    case identifier
    /// A printed access code, as a notice tells it.
    case accessCode
    /// The text of a session.
    case session
    /// The id of a device.
    case device
    /// The id of a letter.
    case letter
    /// The id of a change request.
    case request
    /// The id of a report that an access code was lost.
    case loss
    /// The id of the delivery that the step handed out last.
    case delivery
    /// The id of a beneficiary.
    case beneficiary
    /// The id of the member whom the step enrolled.
    case member
  }

  /// What kind of thing.
  public var kind: Kind
  /// The index of the step that handed it out, from 0.
  public var step: Int
  /// Whether a wrong one of the same form is meant.
  public var isWrong: Bool

  /// Makes a placeholder.
  public init(_ kind: Kind, of step: Int, isWrong: Bool = false) {
    self.kind = kind
    self.step = step
    self.isWrong = isWrong
  }
}

extension Placeholder: CustomStringConvertible {
  /// As a journey file writes it, by the line of the step: `$code:3`, `$link:4!`.
  public var description: String { "$\(kind.rawValue):\(step + 2)" + (isWrong ? "!" : "") }
}
