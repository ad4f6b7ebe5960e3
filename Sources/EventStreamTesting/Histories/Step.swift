import EspaceAdherent
import FoundationEssentials
public import Membership
import Notation

extension Scenario.Step {
  /// Returns the action as one JSON object.
  ///
  /// - Parameter resolve: Returns the text of a page or of a placeholder.
  func json(_ resolve: (StepValue) -> String?) -> [UInt8] {
    var writer = JSONWriter()
    writer.beginObject()
    writeFields(to: &writer, resolve)
    writer.endObject()
    return writer.bytes
  }

  /// Returns the request of the step, with its placeholders filled in.
  ///
  /// - Throws: `JSONFault` with the field that is malformed.
  func request(id: UUID, _ items: HandedOut) throws(JSONFault) -> ActionRequest {
    let json = json { value in
      switch value {
      case .page(let label): ScenarioPlayer.page(label)
      case .handedOut(let placeholder): items.text(of: placeholder) ?? placeholder.description
      default: nil
      }
    }
    return try json.withUnsafeBufferPointer { (bytes) throws(JSONFault) in
      try ActionRequest(json: bytes) { id }
    }
  }

  /// Writes the members of the action's JSON object.
  func writeFields(to writer: inout JSONWriter, _ resolve: (StepValue) -> String?) {
    writer.key("do")
    writer.string(action.rawValue)
    writer.key("by")
    writer.string(by.role.rawValue)
    if let staff = by.staff {
      writer.key("staff")
      writer.string(staff)
    }
    for (name, value) in fields {
      writer.key(dynamic: name)
      switch value {
      case .text(let text): writer.literal(text)
      case .number(let number): writer.integer(number)
      case .flag(let flag): writer.boolean(flag)
      case .texts(let texts): writer.raw(Array(texts.jsonText.utf8))
      case .list(let list):
        writer.beginArray()
        for text in list { writer.string(text) }
        writer.endArray()
      case .page, .handedOut: writer.string(resolve(value) ?? "")
      }
    }
  }
}

extension JSONWriter {
  /// Writes a text so that a journey does not read it as a placeholder.
  fileprivate mutating func literal(_ text: String) {
    guard text.utf8.first == UInt8(ascii: "$") else { return string(text) }
    var inner = JSONWriter()
    inner.string(text)
    inner.bytes.replaceSubrange(1..<2, with: Array("\\u0024".utf8))
    raw(inner.bytes)
  }
}

/// The value of a field of a step.
public enum StepValue: Sendable, Equatable {
  /// A text, as typed.
  case text(String)
  /// A whole number.
  case number(Int)
  /// A Boolean value.
  case flag(Bool)
  /// Named texts, such as an address or bank details.
  case texts(Particulars)
  /// A list of texts, such as digests of attachments.
  case list([String])
  /// A page by its label; equal labels are the same page.
  case page(String)
  /// An item that an earlier step handed out.
  case handedOut(Placeholder)
}

extension StepValue: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral,
  ExpressibleByBooleanLiteral
{
  /// Makes a text.
  public init(stringLiteral value: String) { self = .text(value) }

  /// Makes a whole number.
  public init(integerLiteral value: Int) { self = .number(value) }

  /// Makes a Boolean value.
  public init(booleanLiteral value: Bool) { self = .flag(value) }
}

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
  /// The index of the step that handed it out, from 0.
  public var step: Int
  /// Whether the placeholder means a wrong text of the same form.
  public var isWrong: Bool

  /// Makes a placeholder.
  public init(_ kind: Kind, of step: Int, isWrong: Bool = false) {
    self.kind = kind
    self.step = step
    self.isWrong = isWrong
  }
}

extension Placeholder: CustomStringConvertible {
  /// The form in a journey file, with the line of the step: `$code:3`, `$link:4!`.
  public var description: String { "$\(kind.rawValue):\(step + 2)" + (isWrong ? "!" : "") }
}
