import EventLog
import FoundationEssentials
import Membership
import Notation
import Projections
@_exported public import TestSupport
import Testing

/// Facts made by hand, in the order of their positions.
struct Facts {
  private(set) var all: [RecordedEvent] = []
  private var sequences: [String: Int] = [:]
  var at = Instant(milliseconds: 1_772_442_000_000)

  static let anne = Token(bits: 1)
  static let paul = Token(bits: 2)

  /// Adds a fact to a member's stream.
  @discardableResult
  mutating func add(_ event: Event, to member: Token = Self.anne) -> Int {
    add(event, stream: "member/\(member)")
  }

  /// Adds a fact to a stream.
  @discardableResult
  mutating func add(_ event: Event, stream: String) -> Int {
    sequences[stream, default: 0] += 1
    all.append(
      RecordedEvent(
        position: all.count + 1, sequence: sequences[stream] ?? 0, stream: stream, at: at,
        actor: .mutuelle, action: UUID(), correlation: UUID(), event: event))
    return all.count
  }

  mutating func wait(_ seconds: Int64) { at = at.advanced(by: seconds * 1000) }

  /// The read models of the facts.
  var models: ReadModels {
    var models = ReadModels()
    for fact in all { models.apply(fact) }
    return models
  }
}

/// Short forms of events for tests.
enum Made {
  static func enrolled(_ number: String, legacy: String? = nil) -> Event {
    .memberEnrolled(
      .make {
        $0.number = .open(number)
        $0.name = .open("Anne Thibaud")
        $0.legacyIdentifier = legacy.map { .open($0) } ?? .absent
      })
  }

  static func assigned(_ identifier: String, _ kind: IdentifierAssigned.Kind) -> Event {
    .identifierAssigned(
      .make {
        $0.kind = kind
        $0.identifier = .open(identifier)
      })
  }

  static func email(_ address: Sealed<String>, _ id: UInt64 = 9, pending: Bool = false) -> Event {
    .emailRecorded(
      .make {
        $0.email = Token(bits: id)
        $0.address = address
        $0.standing = pending ? .pending : .onFile
      })
  }

  static func code(_ id: UInt64, expiresAt: Instant) -> Event {
    .codeRequested(
      .make {
        $0.code = Token(bits: id)
        $0.expiresAt = expiresAt
        $0.maxAttempts = 5
      })
  }

  static func letter(_ id: UInt64, dueBy: Instant) -> Event {
    .letterRequested(
      .make {
        $0.letter = Token(bits: id)
        $0.dueBy = dueBy
      })
  }

  static func loss(_ id: UInt64) -> Event {
    .accessCodeLossReported(.make { $0.loss = Token(bits: id) })
  }

  static func request(_ id: UInt64, dueBy: Instant) -> Event {
    .changeRequestFiled(
      .make {
        $0.request = Token(bits: id)
        $0.kind = .phone
        $0.dueBy = dueBy
      })
  }

  static func erasureRequested(_ id: UInt64, dueBy: Instant) -> Event {
    .erasureRequested(
      .make {
        $0.erasure = Token(bits: id)
        $0.dueBy = dueBy
      })
  }

  static func erased(_ classes: [PrivateClass]) -> Event {
    .memberErased(
      .make {
        $0.classes = classes
        $0.ground = .legalObligation
      })
  }

  static func closed(_ at: Instant) -> Event {
    .accountClosed(.make { $0.endedOn = at })
  }
}

/// Returns a record as the log returns it, with a private part if there is a secret.
func record(
  _ type: String, _ schema: Int, _ data: String, secret: String? = nil
) throws -> Record {
  let at = Instant(milliseconds: 1_772_442_000_000)
  let manifest = try #require(
    SpaceManifest(
      origin: "example.org/espace", id: String(repeating: "0", count: 32), house: "mcrn",
      createdAt: at))
  let store = try LogStore.create(on: MemoryStorage(), manifest: manifest)
  let stream = "member/\(Facts.anne)"
  let draft = RecordDraft(
    stream: stream, type: type, schema: schema, at: at, actor: "mutuelle", action: UUID(),
    correlation: UUID(), data: Array(data.utf8), secret: secret.map { Array($0.utf8) })
  let submission = try store.append(Append(expected: [stream: 0], drafts: [draft]))
  return try #require(try store.record(at: submission.positions.upperBound))
}
