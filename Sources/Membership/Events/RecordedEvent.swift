public import FoundationEssentials
public import Notation

/// An event as a record holds it: where it stands, when it was, who acted.
public struct RecordedEvent: Sendable, Equatable {
  /// The position in the whole log, from 1, without a gap.
  public let position: Int
  /// The sequence in its stream, from 1, without a gap.
  public let sequence: Int
  /// The stream's name: `member/<id>`, `house` or `visitors/<yyyy-mm>`.
  public let stream: String
  /// When it was recorded; never earlier than the fact before (edge 16).
  public let at: Instant
  /// Who acted; of a consequence, who did what it follows from.
  public let actor: Actor
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

  /// Makes a recorded event from its parts.
  public init(
    position: Int, sequence: Int, stream: String, at: Instant, actor: Actor, action: UUID,
    correlation: UUID, cause: Int? = nil, event: Event, clockWasClamped: Bool = false
  ) {
    self.position = position
    self.sequence = sequence
    self.stream = stream
    self.at = at
    self.actor = actor
    self.action = action
    self.correlation = correlation
    self.cause = cause
    self.event = event
    self.clockWasClamped = clockWasClamped
  }
}
