/// What does not verify, and where: never with a word of what a record says.
package struct Damage: Error, Sendable, Hashable {
  /// What is wrong.
  package enum Kind: String, Sendable, Hashable, CaseIterable {
    /// `space.json` is not in its one form.
    case manifest
    /// A segment of the log or the vault is missing, or begins before the one before it ends.
    case segmentOrder
    /// A segment's header is not in its one form, or of another space.
    case header
    /// The root in a header is not the root of its edge, or of the records before it.
    case root
    /// A line is not in exactly the one form of a record.
    case form
    /// A line, or an append, is longer than it may be.
    case tooLong
    /// A record's hash is not the hash of its line.
    case hash
    /// A position is not the one after the last.
    case position
    /// `until` does not agree with the append that the record stands in.
    case until
    /// A sequence is not the one after the stream's last.
    case sequence
    /// `previous` is not the position of the stream's last record.
    case previous
    /// `at` is earlier than the record before it.
    case time
    /// `cause` is not an earlier position.
    case cause
    /// A whole record at the end is followed by another byte than its newline.
    case trailingBytes
    /// A whole append that was durable lost the newline at its end.
    case lineEnd
    /// A segment that another follows ends inside a line or an append.
    case sealedEnd
    /// The log is shorter than this process has already read, than the last writer noted, or than a
    /// snapshot knows.
    case shortened
    /// A vault line is not in one of its two forms.
    case vaultForm
    /// A vault line stands out of order.
    case vaultOrder
    /// A vault line belongs to another stream than its record, or to a record that seals nothing.
    case vaultOwner
    /// A private part does not agree with the record's commitment to it.
    case commitment
    /// A vault line is erased that no fact orders to erase.
    case erasedWithoutFact
    /// A record seals a private part that the vault does not have.
    case vaultOlderThanLog
    /// The vault has private parts of records that the log does not have.
    case logOlderThanVault
    /// The vault's key is not 32 bytes long, or not the key of this space.
    case key
    /// A snapshot of a projection says otherwise than the log that it was made of.
    case snapshot
  }

  package let kind: Kind
  /// The file, relative to the space.
  package let segment: String
  /// The byte offset in the file.
  package let offset: Int
  /// The position concerned, when one is known.
  package let position: Int?
  /// What should stand there: a number, a hash, never a text of a record.
  package let expected: String?
  /// What stands there.
  package let found: String?

  package init(
    _ kind: Kind, segment: String, offset: Int, position: Int? = nil,
    expected: String? = nil, found: String? = nil
  ) {
    self.kind = kind
    self.segment = segment
    self.offset = offset
    self.position = position
    self.expected = expected
    self.found = found
  }
}

extension Damage: CustomStringConvertible {
  /// One line: what, where, expected and found.
  package var description: String {
    var text = "\(kind.rawValue) in \(segment) at byte \(offset)"
    if let position { text += ", position \(position)" }
    if let expected { text += ", expected \(expected)" }
    if let found { text += ", found \(found)" }
    return text
  }
}
