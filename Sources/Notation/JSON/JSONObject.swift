/// The members of one JSON object as ranges over its text: checked in one pass, read by name.
///
/// Looking up names in the order in which they were written costs one comparison each.
package struct JSONObject {
  /// One member: where its key and its value stand.
  package struct Member: Sendable {
    package let name: Range<Int>
    package let value: Range<Int>
    /// Whether `value(of:in:)` has found it.
    package fileprivate(set) var isFound = false
  }

  package private(set) var members: [Member]
  /// The offset of the opening brace.
  package let start: Int
  private var cursor = 0
  /// How many different members `value(of:in:)` has found so far.
  package private(set) var found = 0

  /// Reads an object, checking all of it.
  ///
  /// - Parameter namesFaults: Whether a fault inside a value names the member, for those who must
  ///   be told which field to mend.
  /// - Throws: `JSONFault`, also for a key that stands there twice.
  package init(
    from scanner: inout JSONScanner, namesFaults: Bool = false
  ) throws(JSONFault) {
    start = scanner.offset
    var members: [Member] = []
    members.reserveCapacity(16)
    try scanner.members { (scanner, name) throws(JSONFault) in
      do throws(JSONFault) {
        members.append(Member(name: name, value: try scanner.skipValue()))
      } catch {
        guard namesFaults else { throw error }
        let key = UnsafeBufferPointer(rebasing: scanner.text[name])
        throw JSONFault(error.reason, at: error.offset, field: String(decoding: key, as: UTF8.self))
      }
    }
    self.members = members
  }

  /// The first member that `value(of:in:)` has not found, in a strict reader an unknown field.
  package var firstUnread: Member? { members.first { !$0.isFound } }

  /// Where the value of a member stands, or `nil` when there is none of that name.
  ///
  /// - Parameters:
  ///   - name: The member's name.
  ///   - text: The text that the object was read from.
  package mutating func value(
    of name: StaticString, in text: UnsafeBufferPointer<UInt8>
  ) -> Range<Int>? {
    for step in 0..<members.count {
      let index = cursor + step < members.count ? cursor + step : cursor + step - members.count
      guard isSame(members[index].name, name, in: text) else { continue }
      cursor = index + 1
      if !members[index].isFound {
        members[index].isFound = true
        found += 1
      }
      return members[index].value
    }
    return nil
  }
}

private func isSame(
  _ candidate: Range<Int>, _ name: StaticString, in text: UnsafeBufferPointer<UInt8>
) -> Bool {
  guard candidate.count == name.utf8CodeUnitCount else { return false }
  let start = name.utf8Start
  for offset in 0..<candidate.count where text[candidate.lowerBound + offset] != start[offset] {
    return false
  }
  return true
}

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
