/// A failed verification and its place, without any content of a record.
public struct Damage: Error, Sendable, Hashable {
  /// The kind of damage.
  public enum Kind: String, Sendable, Hashable, CaseIterable {
    /// `space.json` is not in its canonical form.
    case manifest
    /// A segment of the log or the vault is missing, or begins before the one before it ends.
    case segmentOrder
    /// A segment's header is not in its canonical form, or belongs to another space.
    case header
    /// The root in a header is not the root of its frontier, or of the records before it.
    case root
    /// A line is not in the canonical form of a record.
    case form
    /// A line or an append is longer than allowed.
    case tooLong
    /// A record's hash is not the hash of its line.
    case hash
    /// A position is not the last position plus 1.
    case position
    /// `until` does not agree with the append of the record.
    case until
    /// A sequence is not the stream's last sequence plus 1.
    case sequence
    /// `previous` is not the position of the stream's last record.
    case previous
    /// `at` is earlier than the record before it.
    case time
    /// `cause` is not an earlier position.
    case cause
    /// A whole record at the end is followed by a byte other than its newline.
    case trailingBytes
    /// A whole append that was durable lost the newline at its end.
    case lineEnd
    /// A segment that is followed by another ends inside a line or an append.
    case sealedEnd
    /// The log is shorter than it was.
    ///
    /// This process has read more, the last writer noted a later position, or a snapshot contains
    /// one.
    case shortened
    /// A vault line is not in one of its two forms.
    case vaultForm
    /// A vault line is out of order.
    case vaultOrder
    /// A vault line belongs to another stream than its record, or to a record that seals nothing.
    case vaultOwner
    /// A private part does not agree with the record's commitment to it.
    case commitment
    /// A vault line is erased without a fact that orders it.
    case erasedWithoutFact
    /// A record seals a private part that the vault does not contain.
    case vaultOlderThanLog
    /// The vault contains private parts of records that the log does not contain.
    case logOlderThanVault
    /// The vault's key is not 32 bytes long, or is not the key of this space.
    case key
    /// A snapshot file is not in its canonical form, or contradicts the log.
    case snapshot
  }

  /// The kind of damage.
  public let kind: Kind
  /// The file, relative to the space.
  public let segment: String
  /// The byte offset in the file.
  public let offset: Int
  /// The affected position, when it is known.
  public let position: Int?
  /// The expected value: a number or a hash, never text of a record.
  public let expected: String?
  /// The actual value.
  public let found: String?

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
  /// One line with kind, place, expected value and actual value.
  public var description: String {
    var text = "\(kind.rawValue) in \(segment) at byte \(offset)"
    if let position { text += ", position \(position)" }
    if let expected { text += ", expected \(expected)" }
    if let found { text += ", found \(found)" }
    return text
  }
}
