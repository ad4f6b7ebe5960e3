/// What there is of a record's private part.
package enum SecretPart: Sendable, Hashable {
  /// The bytes of the flat JSON object, checked against the record's commitment.
  case value([UInt8])
  /// It was erased, by order of the fact at that position.
  case erased(by: Int)
  /// There is no vault here, or this user may not read it.
  case unavailable
  /// The record seals nothing.
  case none
}
