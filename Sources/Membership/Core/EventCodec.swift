package import Notation

/// Reads and writes events as the clear part and the private part of a record.
package enum EventCodec {
  /// The two parts of an event, as JSON text.
  package struct Parts: Sendable, Equatable {
    /// The clear part, a JSON object; `{}` if no field is in clear.
    package let data: [UInt8]
    /// The private part, a flat JSON object for the vault; `nil` if no field is sealed.
    package let secret: [UInt8]?
  }

  /// Writes an event; an unknown event is written as it was read.
  ///
  /// - Parameters:
  ///   - event: The event, with its private values open.
  ///   - clockWasClamped: Whether the machine's clock stepped back and the last fact's time was
  ///     used. The clear part then contains `"clock":"clamped"` (edge 16).
  package static func encode(_ event: Event, clockWasClamped: Bool = false) -> Parts {
    if case .unknown(let event) = event { return Parts(data: Array(event.data.utf8), secret: nil) }
    var fields = Fields.writing()
    event.describe(&fields)
    var clock = clockWasClamped ? ClockNote.clamped : nil
    fields("clock", &clock)
    return Parts(data: fields.clearText(), secret: fields.privateText())
  }

  /// The note in a fact about the clock that timed it.
  private enum ClockNote: String, CaseIterable, WireEnum {
    case clamped

    static let wireNames = WireNames<ClockNote>()
  }

  /// Reads an event; an unknown type or schema becomes `.unknown` and is not an error.
  ///
  /// The fields are almost always in writing order, so they are first read in that order. If this
  /// fails, the event is read again in any order, to find the fault.
  ///
  /// - Throws: `JSONFault` if type and schema are known and the content does not match them.
  package static func read(
    type: UnsafeBufferPointer<UInt8>, schema: Int, data: UnsafeBufferPointer<UInt8>,
    privatePart: Fields.PrivatePart
  ) throws(JSONFault) -> (event: Event, clockWasClamped: Bool) {
    guard let index = EventTable.index(of: type), schema <= EventTable.entries[index].schema else {
      let name = String(decoding: type, as: UTF8.self)
      let text = String(decoding: data, as: UTF8.self)
      return (.unknown(UnknownEvent(type: name, schema: schema, data: text)), false)
    }
    var fields = Fields(inOrder: data, privatePart: privatePart)
    fields.schema = schema
    let event = EventTable.entries[index].read(&fields)
    var clock: ClockNote?
    fields("clock", &clock)
    guard !fields.isRead else { return (event, clock != nil) }
    return try readInAnyOrder(index, schema: schema, data: data, privatePart: privatePart)
  }

  /// Reads an event of a known type, with its members in any order.
  static func readInAnyOrder(
    _ index: Int, schema: Int, data: UnsafeBufferPointer<UInt8>,
    privatePart: Fields.PrivatePart
  ) throws(JSONFault) -> (event: Event, clockWasClamped: Bool) {
    var scanner = JSONScanner(data)
    let object = try JSONObject(from: &scanner)
    try scanner.finish()
    var fields = Fields(reading: object, from: scanner, privatePart: privatePart)
    fields.schema = schema
    let event = EventTable.entries[index].read(&fields)
    var clock: ClockNote?
    fields("clock", &clock)
    try fields.finishReading()
    return (event, clock != nil)
  }

  /// Reads an event like the other `read`, with the type as a `String`.
  package static func read(
    type: String, schema: Int, data: UnsafeBufferPointer<UInt8>,
    privatePart: Fields.PrivatePart
  ) throws(JSONFault) -> (event: Event, clockWasClamped: Bool) {
    try Array(type.utf8).withUnsafeBufferPointer { (type) throws(JSONFault) in
      try read(type: type, schema: schema, data: data, privatePart: privatePart)
    }
  }

  /// Reads an event without the note about the clock.
  package static func decode(
    type: String, schema: Int, data: UnsafeBufferPointer<UInt8>,
    privatePart: Fields.PrivatePart
  ) throws(JSONFault) -> Event {
    try read(type: type, schema: schema, data: data, privatePart: privatePart).event
  }
}
