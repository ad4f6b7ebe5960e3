package import EventLog
package import Membership
import Notation

extension RecordedEvent {
  /// Reads the event of a record in place, with its private part as far as it is available.
  ///
  /// An event that does not decode becomes `.unknown`: a fact is never dropped (edge 44).
  package init(_ view: RecordView, secret: SealedPayload = .unavailable) {
    let read = Self.reading(secret, isSealed: view.isSealed) { privatePart in
      Self.read(type: view.type, schema: view.schema, data: view.data, privatePart: privatePart)
    }
    self.init(
      position: view.position, sequence: view.sequence, stream: Name(text: view.stream),
      at: view.at, actor: ActorID(text: view.actor) ?? .clock, action: view.action,
      correlation: view.correlation, cause: view.cause, event: read.event,
      clockWasClamped: read.clockWasClamped)
  }

  /// Reads the event of a record, with its private part as far as it is available.
  package init(_ record: Record, secret: SealedPayload = .unavailable) {
    let read = record.data.withUnsafeBufferPointer { data in
      Self.reading(secret, isSealed: record.sealed != nil) {
        Self.read(record, data: data, privatePart: $0)
      }
    }
    self.init(
      position: record.position, sequence: record.sequence, stream: record.stream, at: record.at,
      actor: ActorID(record.actor) ?? .clock, action: record.action,
      correlation: record.correlation, cause: record.cause, event: read.event,
      clockWasClamped: read.clockWasClamped)
  }

  private typealias Read = (event: Event, clockWasClamped: Bool)

  private static func reading(
    _ secret: SealedPayload, isSealed: Bool, _ read: (Fields.PrivatePart) -> Read
  ) -> Read {
    guard isSealed else { return read(.none) }
    switch secret {
    case .value(let bytes): return bytes.withUnsafeBufferPointer { read(.open($0)) }
    case .erased: return read(.erased)
    case .none, .unavailable: return read(.sealed)
    }
  }

  private static func read(
    _ record: Record, data: UnsafeBufferPointer<UInt8>, privatePart: Fields.PrivatePart
  ) -> Read {
    var type = record.type
    return type.withUTF8 {
      read(type: $0, schema: record.schema, data: data, privatePart: privatePart)
    }
  }

  private static func read(
    type: UnsafeBufferPointer<UInt8>, schema: Int, data: UnsafeBufferPointer<UInt8>,
    privatePart: Fields.PrivatePart
  ) -> Read {
    do {
      return try EventCodec.read(type: type, schema: schema, data: data, privatePart: privatePart)
    } catch {
      let name = String(decoding: type, as: UTF8.self)
      let text = String(decoding: data, as: UTF8.self)
      return (.unknown(UnknownEvent(type: name, schema: schema, data: text)), false)
    }
  }
}
