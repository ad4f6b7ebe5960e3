package import FoundationEssentials
package import Notation

/// What caused a record.
package enum Cause: Sendable, Hashable {
  /// The record at a position.
  case position(Int)
  /// The draft of that index, from 0, in the same append.
  case earlier(Int)
}

/// A record to be: everything but what the log itself gives it.
package struct RecordDraft: Sendable, Hashable {
  package var stream: String
  package var type: String
  package var schema: Int
  package var at: Instant
  package var actor: String
  package var action: UUID
  package var correlation: UUID
  package var cause: Cause?
  /// One compact JSON object, written to the log as it is.
  package var data: [UInt8]
  /// The private part: one compact JSON object whose values are strings, integers, booleans, or
  /// arrays of these; written to the vault as it is.
  package var secret: [UInt8]?

  package init(
    stream: String, type: String, schema: Int = 1, at: Instant, actor: String,
    action: UUID, correlation: UUID, cause: Cause? = nil, data: [UInt8], secret: [UInt8]? = nil
  ) {
    self.stream = stream
    self.type = type
    self.schema = schema
    self.at = at
    self.actor = actor
    self.action = action
    self.correlation = correlation
    self.cause = cause
    self.data = data
    self.secret = secret
  }
}

/// Records that are written together or not at all.
package struct Append: Sendable, Hashable {
  /// The sequence that each stream has before, 0 for a stream without records.
  ///
  /// Every stream that a draft names must be here; others may be, to be checked only.
  package var expected: [String: Int]
  /// At least one draft.
  package var drafts: [RecordDraft]

  package init(expected: [String: Int], drafts: [RecordDraft]) {
    self.expected = expected
    self.drafts = drafts
  }
}
