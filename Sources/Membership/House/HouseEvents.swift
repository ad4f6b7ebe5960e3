public import Digests
public import Notation

/// `house.rules-set`: the rules of the house from an instant on; position 1 of every space.
public struct HouseRulesSet: EventPayload {
  package static let name = "house.rules-set"
  package static let serves = "1.6, FM-15, MR-1, AP-17, edge 17"

  /// The name of the preset, such as `mcrn`; `own` for rules that were given without one.
  public var preset = ""
  /// Counts the settings of a space from 1; facts decided under the rules name it in `rules`.
  public var version = 0
  /// The rules in full, so that an audit reads what applied without this version of the code.
  public var rules = HouseRules()
  /// The first instant at which the rules apply, never before the fact; codes already issued keep
  /// the limits they were issued with (edge 17).
  public var effectiveFrom = Instant.earliest
  /// The content of `space.json`; absent but in the first fact of a space.
  public var space: SpaceFounded?

  /// Makes the event with placeholders for its required fields, to be set one by one.
  public init() {}

  package mutating func describe(_ fields: inout Fields) {
    fields("preset", &preset)
    fields("version", &version)
    fields("rules", &rules)
    fields("effectiveFrom", &effectiveFrom)
    fields("space", &space)
  }

  package func evolve(_ member: inout Member, by fact: RecordedEvent, at mark: Mark) {}
}

/// What the first fact of a space says of the space itself.
public struct SpaceFounded: Described {
  /// The random id of the space, 32 hexadecimal digits, as every segment of its log names it.
  public var id = ""
  /// The name of the log in its checkpoints (C2SP tlog-checkpoint).
  public var origin = ""
  /// The preset that the space was made with, such as `unimutuelles`.
  public var house = ""
  /// When the space was made.
  public var createdAt = Instant.earliest
  /// The check value of the vault's key, by which a wrong key is recognised before anything is
  /// written.
  public var keyCheck = Digest.zero

  /// Makes it with placeholders for its required fields, to be set one by one.
  public init() {}

  package mutating func describe(_ fields: inout Fields) {
    fields("id", &id)
    fields("origin", &origin)
    fields("house", &house)
    fields("createdAt", &createdAt)
    fields("keyCheck", &keyCheck)
  }
}

/// `log.repaired`: an operator gave up damaged bytes at the end of the log, and kept them beside it.
public struct LogRepaired: EventPayload {
  package static let name = "log.repaired"
  package static let serves = "edge 41"

  /// The plain name of the segment's file, such as `00000000000000000001.jsonl`.
  public var segment = ""
  /// The offset in the segment, in bytes, from which the bytes were moved.
  public var offset = 0
  /// How many bytes were moved, 0 when none was there any more; none is ever thrown away.
  public var movedBytes = 0
  /// The first position that is lost and may have been acknowledged; absent when surely none was.
  public var firstLost: Int?

  /// Makes the event with placeholders for its required fields, to be set one by one.
  public init() {}

  package mutating func describe(_ fields: inout Fields) {
    fields("segment", &segment)
    fields("offset", &offset)
    fields("movedBytes", &movedBytes)
    fields("firstLost", &firstLost)
  }

  package func evolve(_ member: inout Member, by fact: RecordedEvent, at mark: Mark) {}
}
