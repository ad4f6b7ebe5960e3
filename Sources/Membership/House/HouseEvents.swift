public import Digests
public import Notation

/// `house.rules-set`: the rules of the house from an instant on; position 1 of every space.
public struct HouseRulesSet: EventPayload {
  package static let name = "house.rules-set"
  package static let serves = "1.6, FM-15, MR-1, AP-17, edge 17"

  /// The name of the preset, such as `mcrn`; `own` for rules given without a preset.
  public var preset = ""
  /// The number of the setting in its space, from 1; `rules` in other facts refers to it.
  public var version = 0
  /// The complete rules, so that an audit can read them without this version of the code.
  public var rules = HouseRules()
  /// The first instant at which the rules apply, never before the fact.
  ///
  /// Codes already issued keep the limits with which they were issued (edge 17).
  public var effectiveFrom = Instant.earliest
  /// The content of `space.json`; present only in the first fact of a space.
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

/// The description of a space in its first fact.
public struct SpaceFounded: Described {
  /// The random id of the space, 32 hexadecimal digits, repeated in every segment of its log.
  public var id = ""
  /// The name of the log in its checkpoints (C2SP tlog-checkpoint).
  public var origin = ""
  /// The preset with which the space was created, such as `unimutuelles`.
  public var house = ""
  /// The time of the space's creation.
  public var createdAt = Instant.earliest
  /// The check value of the vault's key, used to detect a wrong key before any write.
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

/// `log.repaired`: an operator moved damaged bytes from the end of the log to a separate file.
public struct LogRepaired: EventPayload {
  package static let name = "log.repaired"
  package static let serves = "edge 41"

  /// The name of the segment's file, without a path, such as `00000000000000000001.jsonl`.
  public var segment = ""
  /// The offset in the segment, in bytes, of the first moved byte.
  public var offset = 0
  /// The number of moved bytes, 0 if no bytes were left; moved bytes are always kept.
  public var movedBytes = 0
  /// The first lost position that may have been acknowledged.
  ///
  /// It is absent if certainly no acknowledged position is lost.
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
