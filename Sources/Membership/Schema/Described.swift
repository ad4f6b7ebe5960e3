package import Notation

/// A value with one description of its fields, for reading, writing and listing them.
///
/// `describe` names the fields in writing order.
package protocol Described: JSONRepresentable, Equatable {
  /// Makes a value with placeholders; reading overwrites all its fields.
  init()

  /// Passes each field to the visitor, in writing order.
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

  /// The fields as listed in the catalogue.
  package static var listing: [FieldDescription] {
    var fields = Fields.listing()
    var value = Self()
    value.describe(&fields)
    return fields.listed
  }
}

/// One field as listed in the catalogue.
public struct FieldDescription: Sendable, Equatable {
  /// The name in JSON.
  public let name: String
  /// The kind of value: `text`, `instant`, `id`, `word`, `list of word`, `object`.
  public let kind: String
  /// The class of personal data; values of P2, P3 and S are in the vault.
  public let dataClass: DataClass
  /// Whether the field may be absent.
  public let isOptional: Bool
}

/// The class of personal data of a field.
///
/// Values of P2, P3 and S are in the vault and never in the log.
public enum DataClass: String, Sendable, CaseIterable {
  /// No personal data.
  case plain = "P0"
  /// A pseudonymous id or date.
  case pseudonymous = "P1"
  /// Identifying data.
  case identifying = "P2"
  /// Financial, family or health data.
  case sensitive = "P3"
  /// A verifier of a secret: a password, a code or an answer.
  case verifier = "S"
}

/// The class of values in a record's private part.
///
/// A private part has values of one class, so that an erasure by class erases whole vault lines.
public enum PrivateClass: String, Sendable, CaseIterable {
  /// Names, numbers, identifiers and births.
  case identity
  /// Addresses, telephone numbers and e-mail addresses.
  case contact
  /// Bank details and amounts.
  case bank
  /// Care and health.
  case health
  /// Verifiers of passwords and codes.
  case verifier
  /// Verifiers of answers to secret questions.
  case question
  /// The names given to devices by members.
  case device
  /// The traces of attempts and readings: typed texts and stated purposes.
  case trace
  /// Texts that a person wrote in their own words.
  case freeText

  /// The classes that may be erased while a legal hold, a contract or a limitation keeps all others
  /// (edge 46).
  public static let accessory: [PrivateClass] = [.question, .device, .trace]
}

extension PrivateClass: WireEnum {
  package static let wireNames = WireNames<PrivateClass>()
}

/// The retention of a fact's private values.
public enum Keeping: String, Sendable {
  /// A fact, kept with the account.
  case fact
  /// A security trace, kept for a shorter term (CNIL 2021-122).
  case trace
}
