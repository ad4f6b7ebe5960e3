public import FoundationEssentials
public import Notation

/// An event as a record holds it: where it stands, when it was, who acted.
public struct RecordedEvent: Sendable, Equatable {
  /// The position in the whole log, from 1, without a gap.
  public let position: Int
  /// The sequence in its stream, from 1, without a gap.
  public let sequence: Int
  private let name: Name
  /// When it was recorded; never earlier than the fact before (edge 16).
  public let at: Instant
  /// Who acted; of a consequence, who did what it follows from.
  public let actor: ActorID
  /// The id of the action that caused it, by which a repetition is recognised.
  public let action: UUID
  /// The interaction that it belongs to, which may hold several actions.
  public let correlation: UUID
  /// The position of the fact that caused it; absent when no single fact did.
  public let cause: Int?
  /// What happened; its private values are open, sealed or erased, as the vault was asked.
  public let event: Event

  /// Whether the machine's clock had stepped back when it was recorded (edge 16).
  public let clockWasClamped: Bool

  /// The stream's name: `member/<id>`, `house` or `visitors/<yyyy-mm>`.
  public var stream: String {
    switch name {
    case .ours(let name): name.description
    case .foreign(let name): name
    }
  }

  /// The stream's name taken apart; `nil` for one that is none of ours.
  package var streamName: StreamName? {
    if case .ours(let name) = name { name } else { nil }
  }

  /// The name of a stream, without a string on the heap where it has a known form.
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

  /// Makes a recorded event from its parts, the stream's name read already.
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
