package import Notation

/// Reads and writes events as the clear and the private parts of a record.
package enum EventCodec {
  /// The two parts of an event, as JSON text.
  package struct Parts: Sendable, Equatable {
    /// The clear part, a JSON object; `{}` when nothing is in clear.
    package let data: [UInt8]
    /// The private part, a flat JSON object for the vault; `nil` when nothing is sealed.
    package let secret: [UInt8]?
  }

  /// Writes an event; one that is not known is written as it was read.
  ///
  /// - Parameters:
  ///   - event: The event, its private values open.
  ///   - clockWasClamped: Whether the machine's clock had stepped back and its time was held; the
  ///     fact then says `"clock":"clamped"` (edge 16).
  package static func encode(_ event: Event, clockWasClamped: Bool = false) -> Parts {
    if case .unknown(let event) = event { return Parts(data: Array(event.data.utf8), secret: nil) }
    guard var payload = event.payload else { return Parts(data: Array("{}".utf8), secret: nil) }
    var fields = Fields.writing()
    payload.describe(&fields)
    var clock = clockWasClamped ? ClockNote.clamped : nil
    fields("clock", &clock)
    return Parts(data: fields.clearText(), secret: fields.privateText())
  }

  /// What a fact says of the clock that timed it.
  private enum ClockNote: String, JSONRepresentable {
    case clamped
  }

  /// Reads an event; what this version does not know becomes `.unknown`, never an error.
  ///
  /// - Throws: `JSONFault` when type and schema are known and the content is not theirs.
  package static func read(
    type: String, schema: Int, data: UnsafeBufferPointer<UInt8>,
    privatePart: Fields.PrivatePart
  ) throws(JSONFault) -> (event: Event, clockWasClamped: Bool) {
    guard let entry = EventTable.entry(named: type), schema <= entry.schema else {
      let text = String(decoding: data, as: UTF8.self)
      return (.unknown(UnknownEvent(type: type, schema: schema, data: text)), false)
    }
    var scanner = JSONScanner(data)
    let object = try JSONObject(from: &scanner)
    try scanner.finish()
    var fields = Fields(reading: object, from: scanner, privatePart: privatePart)
    let event = entry.read(&fields)
    var clock: ClockNote?
    fields("clock", &clock)
    try fields.finishReading()
    return (event, clock != nil)
  }

  /// Reads an event alone, as `read` does.
  package static func decode(
    type: String, schema: Int, data: UnsafeBufferPointer<UInt8>,
    privatePart: Fields.PrivatePart
  ) throws(JSONFault) -> Event {
    try read(type: type, schema: schema, data: data, privatePart: privatePart).event
  }
}
