package import Notation

/// A value whose fields are described once, for reading, writing and listing them.
///
/// `describe` names the fields in the order in which they are written.
package protocol Described: JSONRepresentable, Equatable {
  /// Makes a value whose fields will all be overwritten by reading.
  init()

  /// Hands each field to the visitor, in the order in which they are written.
  mutating func describe(_ fields: inout Fields)
}

extension Described {
  package static var kind: String { "object" }

  package init(from scanner: inout JSONScanner) throws(JSONFault) {
    var fields = Fields(reading: try JSONObject(from: &scanner), from: scanner)
    self.init()
    describe(&fields)
    try fields.finishReading()
  }

  package func write(to writer: inout JSONWriter) {
    var fields = Fields.writing()
    var copy = self
    copy.describe(&fields)
    writer.raw(fields.clearText())
  }

  /// The fields as the catalogue lists them.
  package static var listing: [FieldDescription] {
    var fields = Fields.listing()
    var value = Self()
    value.describe(&fields)
    return fields.listed
  }
}

/// One field as the catalogue lists it.
public struct FieldDescription: Sendable, Equatable {
  /// The name, as it is written in JSON.
  public let name: String
  /// The kind of value: `text`, `instant`, `id`, `word`, `list of word`, `object`.
  public let kind: String
  /// How personal it is; of P2, P3 and S the value stands in the vault.
  public let dataClass: DataClass
  /// Whether it may be absent.
  public let isOptional: Bool
}

/// How personal a field is; what is P2, P3 or S stands in the vault, never in the log.
public enum DataClass: String, Sendable, CaseIterable {
  /// Nothing personal.
  case plain = "P0"
  /// A pseudonymous id or date.
  case pseudonymous = "P1"
  /// Identifying.
  case identifying = "P2"
  /// Financial, family or health.
  case sensitive = "P3"
  /// A verifier of a secret: of a password, a code, an answer.
  case verifier = "S"
}

/// The one kind of value that a record's private part holds, so that erasing by kind erases lines.
public enum PrivateClass: String, Sendable, CaseIterable {
  /// Names, numbers, identifiers, births.
  case identity
  /// Addresses, telephone numbers, e-mail addresses.
  case contact
  /// Bank details and amounts.
  case bank
  /// Care and health.
  case health
  /// Verifiers of passwords and codes.
  case verifier
  /// Verifiers of answers to secret questions.
  case question
  /// The names that members give their devices.
  case device
  /// What attempts and readings leave: what was typed, what a reading was for.
  case trace
  /// What a person wrote in their own words.
  case freeText

  /// What may be erased while a legal hold, a contract or a limitation keeps all else (edge 46).
  public static let accessory: [PrivateClass] = [.question, .device, .trace]
}

extension PrivateClass: WireEnum {
  package static let wireNames = WireNames<PrivateClass>()
}

/// How long a fact's private values are kept.
public enum Keeping: String, Sendable {
  /// A fact, kept with the account.
  case fact
  /// A security trace, kept for a shorter term (CNIL 2021-122).
  case trace
}
