public import FoundationEssentials
public import Notation

/// An event with the metadata of its record: place, time, actor and cause.
public struct RecordedEvent: Sendable, Equatable {
  /// The position in the whole log, from 1, without gaps.
  public let position: Int
  /// The sequence in its stream, from 1, without gaps.
  public let sequence: Int
  private let name: Name
  /// The time of recording; never earlier than the previous fact's time (edge 16).
  public let at: Instant
  /// The actor; for a consequence, the actor of the action that caused it.
  public let actor: ActorID
  /// The id of the action that caused it; it identifies a repetition.
  public let action: UUID
  /// The interaction to which it belongs; an interaction may contain several actions.
  public let correlation: UUID
  /// The position of the fact that caused it; absent if no single fact caused it.
  public let cause: Int?
  /// The event; its private values are open, sealed or erased, depending on the read.
  public let event: Event

  /// Whether the machine's clock had stepped back at the time of recording (edge 16).
  public let clockWasClamped: Bool

  /// The stream's name: `member/<id>`, `house` or `visitors/<yyyy-mm>`.
  public var stream: String {
    switch name {
    case .ours(let name): name.description
    case .foreign(let name): name
    }
  }

  /// The parsed name of the stream; `nil` for a foreign stream.
  package var streamName: StreamName? {
    if case .ours(let name) = name { name } else { nil }
  }

  /// The name of a stream; a known form needs no string on the heap.
  package enum Name: Sendable, Equatable {
    case ours(StreamName)
    case foreign(String)

    /// Reads a name from its bytes.
    package init(text: UnsafeBufferPointer<UInt8>) {
      self =
        StreamName(text: text).map(Name.ours) ?? .foreign(String(decoding: text, as: UTF8.self))
    }
  }

  /// Makes a recorded event from its parts.
  public init(
    position: Int, sequence: Int, stream: String, at: Instant, actor: ActorID, action: UUID,
    correlation: UUID, cause: Int? = nil, event: Event, clockWasClamped: Bool = false
  ) {
    var stream = stream
    self.init(
      position: position, sequence: sequence, stream: stream.withUTF8 { Name(text: $0) }, at: at,
      actor: actor, action: action, correlation: correlation, cause: cause, event: event,
      clockWasClamped: clockWasClamped)
  }

  /// Makes a recorded event from its parts, with the stream's name already parsed.
  package init(
    position: Int, sequence: Int, stream: Name, at: Instant, actor: ActorID, action: UUID,
    correlation: UUID, cause: Int?, event: Event, clockWasClamped: Bool
  ) {
    self.position = position
    self.sequence = sequence
    self.name = stream
    self.at = at
    self.actor = actor
    self.action = action
    self.correlation = correlation
    self.cause = cause
    self.event = event
    self.clockWasClamped = clockWasClamped
  }
}
