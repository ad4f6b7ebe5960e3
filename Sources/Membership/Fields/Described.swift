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
