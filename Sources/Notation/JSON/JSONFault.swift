/// Why a text is not the strict JSON that this package reads and writes.
public struct JSONFault: Error, Sendable, Equatable {
  /// What is wrong.
  public enum Reason: String, Sendable {
    /// The text ends too early.
    case unexpectedEnd
    /// A byte stands where the grammar allows none of its kind.
    case unexpectedByte
    /// A byte follows the end of the value.
    case trailingBytes
    /// A string holds bytes that are not UTF-8.
    case invalidUTF8
    /// A string holds a control character that is not escaped.
    case controlCharacter
    /// A `\` is followed by something that is no escape.
    case invalidEscape
    /// A `\u` escape names half of a surrogate pair.
    case loneSurrogate
    /// A number has a fraction, an exponent, a leading zero, lies beyond 2^53, or is `-0`.
    case notAnInteger
    /// An object has the same key twice.
    case duplicateKey
    /// A key is not of the form `[a-zA-Z][a-zA-Z0-9]*`.
    case invalidKey
    /// Values are nested more than 16 deep.
    case tooDeep
    /// The value is of another kind than the field asks for, `null` included.
    case wrongKind
    /// The value's kind is right and its content is not.
    case invalidValue
    /// A field that must be there is absent.
    case missing
    /// A field stands there that nobody knows.
    case unknownField
    /// The text is longer than the limit, or an object has more than 256 members.
    case tooLong
  }

  /// What is wrong.
  public let reason: Reason
  /// The offset in bytes from the start of the text at which it was seen.
  public let offset: Int
  /// The field in question, when one is known, written as a path: `content.birth`.
  public var field: String?

  /// Makes a fault.
  ///
  /// - Parameters:
  ///   - reason: What is wrong.
  ///   - offset: The offset in bytes from the start of the text.
  ///   - field: The field in question.
  public init(_ reason: Reason, at offset: Int, field: String? = nil) {
    self.reason = reason
    self.offset = offset
    self.field = field
  }
}

extension JSONFault: CustomStringConvertible {
  /// The reason, the field and the offset; never a part of the text.
  public var description: String {
    let place = field.map { " in \($0)" } ?? ""
    return "\(reason.rawValue)\(place) at byte \(offset)"
  }
}
