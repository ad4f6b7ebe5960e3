import Digests
import FoundationEssentials
import Membership
import Notation

/// Events of every type in any order, with small pools of ids, so that they refer to one another.
struct RandomEvents {
  private var generator: SeededGenerator
  private var sequence = 0
  private var now: Instant

  init(seed: UInt64) {
    generator = SeededGenerator(seed: seed)
    now = GoldenEvent.nine
  }

  /// Returns the next facts of one stream.
  ///
  /// Time stands still, or advances by minutes or weeks.
  mutating func facts(_ count: Int) -> [RecordedEvent] { (0..<count).map { _ in fact(event()) } }

  /// Returns an event as the next fact of the stream.
  mutating func fact(_ event: Event) -> RecordedEvent {
    sequence += 1
    now = now.advanced(
      by: [0, 0, 60_000, 900_000, 604_800_000].randomElement(using: &generator) ?? 0)
    return RecordedEvent(
      position: sequence * 3, sequence: sequence, stream: "member/\(GoldenEvent.id)", at: now,
      actor: one(of: [.visitor, .member, .adviser("a-1"), .mutuelle, .clock]),
      action: UUID.draw(using: &generator), correlation: UUID.draw(using: &generator), event: event)
  }

  /// Returns the next event: each type is equally likely, with random values.
  mutating func event() -> Event {
    let golden = one(of: GoldenEvent.all)
    return switch golden.event {
    case .codeRequested, .codeVerified, .codeRefused, .letterRequested, .deliveryReported,
      .noticeIssued, .deadlinePassed:
      codeEvent(golden.event)
    case .changeRequestFiled, .changeRequestTakenUp, .changeRequestInformationAsked,
      .changeRequestInformationSupplied, .changeRequestAccepted, .changeRequestRejected,
      .changeRequestApplied, .changeRequestWithdrawn:
      changeRequestEvent(golden.event)
    case .emailRecorded, .emailCertified, .emailInvalidated, .cguAccepted, .cguDeclined,
      .deviceEnrolled, .deviceBlocked, .deviceUnblocked, .deviceRemoved:
      emailOrDeviceEvent(golden.event)
    case .passwordSet, .passwordRenewalRequired, .questionSet, .signInSucceeded, .signInRefused,
      .sessionEnded, .actionRefused:
      accessEvent(golden.event)
    case .legalHoldSet, .erasureRequested, .erasureRejected, .memberErased, .retentionSwept,
      .recordConsulted:
      forgettingEvent(golden.event)
    default: accountEvent(golden.event)
    }
  }

  // MARK: Values

  mutating func one<Element>(of elements: [Element]) -> Element {
    elements[Int.random(in: elements.indices, using: &generator)]
  }

  mutating func one<Word: CaseIterable>(_: Word.Type = Word.self) -> Word {
    one(of: Array(Word.allCases))
  }

  mutating func maybe<Value>(_ value: (inout Self) -> Value) -> Value? {
    flip() ? value(&self) : nil
  }

  mutating func flip() -> Bool { Bool.random(using: &generator) }

  mutating func id() -> Token { Token(bits: UInt64.random(in: 1...4, using: &generator)) }

  mutating func digest() -> Digest { SHA256.hash([UInt8.random(in: 0...2, using: &generator)]) }

  mutating func instant() -> Instant {
    now.advanced(by: Int64.random(in: -700_000_000...700_000_000, using: &generator))
  }

  /// Returns an instant at or after the latest fact, as a query of the state may name.
  mutating func later() -> Instant { max(now, instant()) }

  mutating func count() -> Int { Int.random(in: 0...12, using: &generator) }

  mutating func text() -> String { randomText(upTo: 8, using: &generator) }

  mutating func particulars() -> Particulars {
    Particulars(["name": text(), "iban": text()])
  }

  mutating func sealed<Value>(_ value: (inout Self) -> Value) -> Sealed<Value> {
    .open(value(&self))
  }

  mutating func sealedOrNot<Value>(_ value: (inout Self) -> Value) -> Sealed<Value> {
    flip() ? .open(value(&self)) : .absent
  }

  mutating func destination() -> Destination {
    one(of: [.phone, .postalAddress, .email(id()), .email(id())])
  }
}
