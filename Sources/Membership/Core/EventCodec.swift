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
    var fields = Fields.writing()
    event.describe(&fields)
    var clock = clockWasClamped ? ClockNote.clamped : nil
    fields("clock", &clock)
    return Parts(data: fields.clearText(), secret: fields.privateText())
  }

  /// What a fact says of the clock that timed it.
  private enum ClockNote: String, CaseIterable, WireEnum {
    case clamped

    static let wireNames = WireNames<ClockNote>()
  }

  /// Reads an event; what this version does not know becomes `.unknown`, never an error.
  ///
  /// What the log holds is almost always as this code writes it: it is read as such, and once more
  /// in any order when it is not, which tells what is wrong.
  ///
  /// - Throws: `JSONFault` when type and schema are known and the content is not theirs.
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
    return try readInAnyOrder(index, schema, data, privatePart)
  }

  /// Reads an event of a known type whose members may stand in any order.
  static func readInAnyOrder(
    _ index: Int, _ schema: Int, _ data: UnsafeBufferPointer<UInt8>,
    _ privatePart: Fields.PrivatePart
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

  /// Reads an event, as above, of a type that is named by a string.
  package static func read(
    type: String, schema: Int, data: UnsafeBufferPointer<UInt8>,
    privatePart: Fields.PrivatePart
  ) throws(JSONFault) -> (event: Event, clockWasClamped: Bool) {
    try Array(type.utf8).withUnsafeBufferPointer { (type) throws(JSONFault) in
      try read(type: type, schema: schema, data: data, privatePart: privatePart)
    }
  }

  /// Reads an event alone, as `read` does.
  package static func decode(
    type: String, schema: Int, data: UnsafeBufferPointer<UInt8>,
    privatePart: Fields.PrivatePart
  ) throws(JSONFault) -> Event {
    try read(type: type, schema: schema, data: data, privatePart: privatePart).event
  }
}
