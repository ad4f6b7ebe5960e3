public import Digests
public import Notation

/// `house.rules-set`: the rules of the house from an instant on; position 1 of every space.
public struct HouseRulesSet: Described {
  public var preset = ""
  public var version = 0
  public var rules = HouseRules()
  public var effectiveFrom = Instant.earliest
  /// The content of `space.json`, in the first fact of a space only.
  public var space: SpaceFounded?

  public init() {}

  package mutating func describe(_ fields: inout Fields) {
    fields("preset", &preset)
    fields("version", &version)
    fields("rules", &rules)
    fields("effectiveFrom", &effectiveFrom)
    fields("space", &space)
  }
}

/// What the first fact of a space says of the space itself.
public struct SpaceFounded: Described {
  public var id = ""
  public var origin = ""
  public var house = ""
  public var createdAt = Instant.earliest
  /// The check value of the vault's key, so that a wrong key is recognised.
  public var keyCheck = Digest.zero

  public init() {}

  package mutating func describe(_ fields: inout Fields) {
    fields("id", &id)
    fields("origin", &origin)
    fields("house", &house)
    fields("createdAt", &createdAt)
    fields("keyCheck", &keyCheck)
  }
}

/// `cgu.published`: a text of the general conditions, in force from an instant on (UM-19).
public struct CGUPublished: Described {
  public var version = ""
  public var textDigest = Digest.zero
  public var locale = ""
  public var effectiveFrom = Instant.earliest
  public var reacceptance = false

  public init() {}

  package mutating func describe(_ fields: inout Fields) {
    fields("version", &version)
    fields("textDigest", &textDigest)
    fields("locale", &locale)
    fields("effectiveFrom", &effectiveFrom)
    fields("reacceptance", &reacceptance)
  }
}
