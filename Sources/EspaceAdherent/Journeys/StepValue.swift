public import Membership
import Notation

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
  /// A JSON value of a journey file; a string may be a page or a placeholder.
  case json([UInt8])
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

extension StepValue {
  /// The value as in a journey file.
  var json: [UInt8] {
    if case .json(let json) = self { return json }
    var writer = JSONWriter()
    switch self {
    case .text(let text), .page(let text): writer.string(text)
    case .number(let number): writer.integer(number)
    case .flag(let flag): writer.boolean(flag)
    case .texts(let texts): writer.raw(texts.jsonText.utf8)
    case .list(let list):
      writer.beginArray()
      for text in list { writer.string(text) }
      writer.endArray()
    case .handedOut(let placeholder): writer.string(placeholder.description)
    case .json: break
    }
    // A file would read a text that begins with `$` as a placeholder.
    if case .text(let text) = self, text.utf8.first == UInt8(ascii: "$") {
      writer.bytes.replaceSubrange(1..<2, with: "\\u0024".utf8)
    }
    return writer.bytes
  }

  /// The text of a string in a journey file; `nil` for other values, and for strings with escapes.
  var plainText: String? {
    let json = json
    guard json.first == UInt8(ascii: "\""), !json.contains(UInt8(ascii: "\\")) else { return nil }
    return String(decoding: json.dropFirst().dropLast(), as: UTF8.self)
  }
}
