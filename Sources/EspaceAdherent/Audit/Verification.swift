import Digests
import EventLog
import Membership
import Notation
import Projections
import Synchronization

/// The result of verifying a whole space.
public struct Verification: Sendable {
  /// The facts read.
  public let facts: Int
  /// The atomic appends read.
  public let appends: Int
  /// The segments of the log.
  public let logSegments: Int
  /// The bytes of the log.
  public let logBytes: Int
  /// The lines of the vault.
  public let vaultLines: Int
  /// The bytes of the vault.
  public let vaultBytes: Int
  /// The number of vault lines that are erased, by order of facts.
  public let erasedValues: Int
  /// The number of vault lines that facts have erased and the next writer will overwrite.
  public let awaitingErasure: Int
  /// The Merkle root of all facts, in hexadecimal (RFC 6962 §2.1).
  public let root: String
  /// The instant of the last fact.
  public let lastInstant: Instant?
  /// The milliseconds that the last fact is ahead of the clock; `nil` up to one minute.
  public internal(set) var aheadOfClock: Int64?
  /// Whether the vault could be read, so that the commitments were checked.
  public let isVaultReadable: Bool
  /// The first damage: kind, segment, byte offset, position, expected, found.
  public internal(set) var damage: Damage?
  /// The snapshots of projections that differ from the log.
  ///
  /// They can be made again.
  ///
  /// They are compared when everything else verifies.
  public internal(set) var snapshots: [Damage] = []
  /// A torn tail that the next writer will cut, in words.
  public let tornEnd: String?
  /// The number of facts that this version does not know.
  ///
  /// They are shown raw and not folded.
  public let unknownFacts: Int

  /// A place where the space does not verify.
  public struct Damage: Sendable, Hashable {
    /// The kind of damage, in one word such as `hash`, `position` or `commitment`.
    public let kind: String
    /// The file, relative to the space's folder.
    public let segment: String
    /// The byte offset in the segment.
    public let offset: Int
    /// The position, if it is known.
    public let position: Int?
    /// The expected value, never a personal value.
    public let expected: String?
    /// The found value, never a personal value.
    public let found: String?
    /// The advice for the user, in one or two sentences.
    public let advice: String
  }

  /// Whether the whole space verified.
  public var isIntact: Bool { damage == nil }
}

extension Verification {
  init(_ report: VerificationReport, unknownFacts: Int) {
    facts = report.records
    appends = report.appends
    logSegments = report.logSegments
    logBytes = report.logBytes
    vaultLines = report.vaultLines
    vaultBytes = report.vaultBytes
    root = report.head.root.hex
    erasedValues = report.erasedLines
    awaitingErasure = report.awaitingErasure
    lastInstant = report.head.at
    isVaultReadable = report.isVaultReadable
    damage = report.damage.map(Damage.init)
    tornEnd = report.unfinished.map {
      "\($0.byteCount) bytes at byte \($0.offset) of \($0.segment), from position \($0.position)"
    }
    self.unknownFacts = unknownFacts
  }
}

extension Verification.Damage {
  init(_ damage: EventLog.Damage) {
    self.init(
      kind: damage.kind.rawValue, segment: damage.segment, offset: damage.offset,
      position: damage.position, expected: damage.expected, found: damage.found,
      advice: damage.advice)
  }

  /// The report of a space that could not be opened, as one line of JSON with stable names.
  public var json: String {
    var writer = JSONWriter()
    writer.beginObject()
    writer.field("intact", false)
    writer.key("damage")
    write(to: &writer)
    writer.endObject()
    return writer.text
  }

  func write(to writer: inout JSONWriter) {
    writer.beginObject()
    writer.field("kind", kind)
    writer.field("segment", segment)
    writer.field("offset", offset)
    writer.optional("position", position)
    writer.optional("expected", expected)
    writer.optional("found", found)
    writer.endObject()
  }
}

extension Verification {
  /// The notice that the last fact is ahead of the clock, in words; `nil` otherwise.
  public var clockNotice: String? {
    guard let lastInstant, let aheadOfClock else { return nil }
    let lead = ClockGuard.words(aheadOfClock)
    return "the last fact is of \(lastInstant), \(lead) ahead of this clock"
  }

  /// The report as one line of JSON, with stable names.
  public var json: String {
    var writer = JSONWriter()
    writer.beginObject()
    writer.field("intact", isIntact)
    writer.field("facts", facts)
    writer.field("appends", appends)
    writer.field("logSegments", logSegments)
    writer.field("logBytes", logBytes)
    writer.field("vaultReadable", isVaultReadable)
    writer.field("vaultLines", vaultLines)
    writer.field("vaultBytes", vaultBytes)
    writer.field("erasedValues", erasedValues)
    writer.field("awaitingErasure", awaitingErasure)
    writer.field("root", root)
    writer.optional("lastAt", lastInstant)
    if let aheadOfClock { writer.field("aheadOfClock", Int(aheadOfClock)) }
    writer.field("unknownFacts", unknownFacts)
    writer.optional("tornEnd", tornEnd)
    if let damage {
      writer.key("damage")
      damage.write(to: &writer)
    }
    if !snapshots.isEmpty {
      writer.key("snapshots")
      writer.beginArray()
      for damage in snapshots { damage.write(to: &writer) }
      writer.endArray()
    }
    writer.endObject()
    return writer.text
  }
}
