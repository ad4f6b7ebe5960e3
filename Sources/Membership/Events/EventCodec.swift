package import Notation

/// Reads and writes events as the clear and the private parts of a record.
package enum EventCodec {
  /// The two parts of an event, as JSON text.
  package struct Parts: Sendable, Equatable {
    package let data: [UInt8]
    package let secret: [UInt8]?
  }

  /// Writes an event that is known.
  package static func encode(_ event: Event) -> Parts {
    guard var payload = event.payload as (any Described)? else {
      return Parts(data: Array("{}".utf8), secret: nil)
    }
    var fields = Fields.writing()
    payload.describe(&fields)
    return Parts(data: fields.clearText(), secret: fields.privateText())
  }

  /// Reads an event; what this version does not know becomes `.unknown`, never an error.
  ///
  /// - Throws: `JSONFault` when type and schema are known and the content is not theirs.
  package static func decode(
    type: String, schema: Int, data: UnsafeBufferPointer<UInt8>,
    privatePart: Fields.PrivatePart
  ) throws(JSONFault) -> Event {
    guard let entry = EventTable.entry(named: type), schema <= entry.schema else {
      return .unknown(
        UnknownEvent(type: type, schema: schema, data: String(decoding: data, as: UTF8.self)))
    }
    var scanner = JSONScanner(data)
    let object = try JSONObject(from: &scanner)
    try scanner.finish()
    var fields = Fields(reading: object, from: scanner, privatePart: privatePart)
    let event = entry.read(&fields)
    try fields.finishReading()
    return event
  }
}
