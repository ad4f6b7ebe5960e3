/// The members of one JSON object as ranges of its text, verified in one pass and read by name.
///
/// Looking up names in their written order costs one comparison each.
package struct JSONObject {
  /// One member, as the ranges of its key and its value.
  package struct Member: Sendable {
    package let name: Range<Int>
    package let value: Range<Int>
    /// Whether `value(of:in:)` has found the member.
    package fileprivate(set) var isFound = false
  }

  package private(set) var members: [Member]
  /// The offset of the opening brace.
  package let start: Int
  private var cursor = 0
  /// The number of different members that `value(of:in:)` has found so far.
  package private(set) var found = 0

  /// Reads an object and verifies all of it.
  ///
  /// - Parameter namesFaults: Whether a fault inside a value names the member, so that the caller
  ///   can report the field to correct.
  /// - Throws: `JSONFault`, also for a duplicate key.
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

  /// The first member that `value(of:in:)` has not found: an unknown field for a strict reader.
  package var firstUnread: Member? { members.first { !$0.isFound } }

  /// Returns the range of a member's value, or `nil` when the object lacks the name.
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

/// The reason why a text is not the strict JSON that this package reads and writes.
public struct JSONFault: Error, Sendable, Equatable {
  /// The kinds of faults.
  public enum Reason: String, Sendable {
    /// The text ends too early.
    case unexpectedEnd
    /// A byte is not allowed by the grammar at its place.
    case unexpectedByte
    /// A byte follows the end of the value.
    case trailingBytes
    /// A string contains bytes that are not UTF-8.
    case invalidUTF8
    /// A string contains a control character that is not escaped.
    case controlCharacter
    /// A `\` is not followed by a valid escape.
    case invalidEscape
    /// A `\u` escape names half of a surrogate pair.
    case loneSurrogate
    /// A number has a fraction, an exponent or a leading zero, exceeds 2^53 in size, or is `-0`.
    case notAnInteger
    /// An object has the same key twice.
    case duplicateKey
    /// A key is not of the form `[a-zA-Z][a-zA-Z0-9]*`.
    case invalidKey
    /// Values are nested more than 16 deep.
    case tooDeep
    /// The value has another kind than the field requires; `null` is always of another kind.
    case wrongKind
    /// The value has the right kind but an invalid content.
    case invalidValue
    /// A required field is absent.
    case missing
    /// A field is unknown.
    case unknownField
    /// The text is longer than the limit, or an object has more than 256 members.
    case tooLong
  }

  /// The kind of the fault.
  public let reason: Reason
  /// The offset of the fault, in bytes from the start of the text.
  public let offset: Int
  /// The path of the field, if it is known: `content.birth`.
  public var field: String?

  /// Creates a fault.
  ///
  /// - Parameters:
  ///   - reason: The kind of the fault.
  ///   - offset: The offset in bytes from the start of the text.
  ///   - field: The path of the field.
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
