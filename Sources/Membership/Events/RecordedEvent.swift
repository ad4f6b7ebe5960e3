public import FoundationEssentials
public import Notation

/// An event as a record holds it: where it stands, when it was, who acted.
public struct RecordedEvent: Sendable, Equatable {
  /// The position in the whole log, from 1.
  public let position: Int
  /// The sequence in its stream, from 1.
  public let sequence: Int
  /// The stream's name.
  public let stream: String
  /// When it was recorded.
  public let at: Instant
  /// Who acted.
  public let actor: Actor
  /// The id of the action that caused it.
  public let action: UUID
  /// The interaction that it belongs to.
  public let correlation: UUID
  /// The position of the fact that caused it, when one did.
  public let cause: Int?
  /// What happened.
  public let event: Event

  /// Makes a recorded event from its parts.
  public init(
    position: Int, sequence: Int, stream: String, at: Instant, actor: Actor, action: UUID,
    correlation: UUID, cause: Int? = nil, event: Event
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
  }
}
