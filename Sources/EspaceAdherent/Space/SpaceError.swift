public import EventLog
import Membership

/// An error of a call to a space.
///
/// Its message contains no personal value.
public struct SpaceError: Error, Sendable, Equatable {
  /// The kinds of errors, each with its exit code (sysexits).
  public enum Kind: String, Sendable {
    /// The action or the question is malformed: nothing was recorded.
    case invalid
    /// There is no space, or no such member.
    case notFound
    /// A space exists already.
    case exists
    /// The log or the vault does not verify.
    case damaged
    /// Another process has the space open for writing.
    case locked
    /// The space was opened for reading, or this user may not write.
    case readOnly
    /// The append may or may not be on the disk: repeat the same action id.
    case unknownOutcome
    /// Too much work is queued.
    ///
    /// No fact was recorded; the action may be sent again.
    case busy
    /// The disk failed.
    case storage
  }

  /// The kind of the error.
  public let kind: Kind
  /// The field of an action that is malformed.
  public let field: String?
  /// What happened, in one line, and what to do next.
  public let message: String
  /// The damage of an error of kind `.damaged`, if it is known.
  public let damage: Damage?

  package init(
    _ kind: Kind, _ message: String, field: String? = nil, damage: Damage? = nil
  ) {
    self.kind = kind
    self.message = message
    self.field = field
    self.damage = damage
  }
}

extension SpaceError: CustomStringConvertible {
  /// The message.
  public var description: String { message }
}

extension SpaceError {
  /// Returns the error itself, or the error of a space for an error of the log or the system.
  init(wrapping error: any Error) {
    switch error {
    case let error as SpaceError: self = error
    case let error as LogError: self.init(error)
    default: self.init(.storage, "\(error)")
    }
  }

  init(_ error: LogError) {
    switch error {
    case .notASpace: self.init(.notFound, "There is no space here; make one with `espace init`.")
    case .alreadyASpace: self.init(.exists, "There is a space here already.")
    case .unsupportedFormat(let format):
      self.init(
        .damaged, "The space has format \(format), which needs a newer version of this program.")
    case .locked(let process):
      let holder = process.map { " (process \($0))" } ?? ""
      self.init(.locked, "Another writer has the space\(holder); wait for it, or only read.")
    case .readOnly: self.init(.readOnly, "The space is not open for writing.")
    case .conflict, .invalidDraft, .limit, .invalidManifest: self.init(.invalid, "\(error)")
    case .damaged(let damage) where damage.kind == .manifest:
      self.init(
        .damaged,
        "damaged: \(damage). \(damage.advice)", damage: damage)
    case .damaged(let damage), .logOlderThanVault(let damage), .vaultOlderThanLog(let damage):
      self.init(
        .damaged, "\(error). \(damage.advice) Reading is possible; `espace verify` says more.",
        damage: damage)
    case .wrongKey:
      self.init(
        .damaged, "The vault's key is not this space's; writing is refused. Put Vault/key back.")
    case .latched(let fault), .outcomeUnknown(let fault):
      self.init(
        .unknownOutcome,
        "\(error).\(fault.advice) Open the space again and repeat the same action id.")
    case .storage(let fault): self.init(.storage, "\(error).\(fault.advice)")
    }
  }
}

extension SpaceError {
  /// Returns a reader's error for a space with an unfinished creation.
  static func unfinished(house: String) -> SpaceError {
    SpaceError(
      .notFound,
      "The creation of the space was interrupted: it has no fact yet. `espace init --house "
        + "\(house)` completes it.")
  }
}

extension StorageFault {
  /// The advice for the user, one sentence after a space; empty without advice.
  fileprivate var advice: String {
    if isFull { return " Make room first." }
    if isLink { return " No symbolic link is followed; put the file itself there." }
    if isLimit { return " Raise the process's limits; docs/operations.md names the minimum." }
    if isDenied { return " This user may not; look at the owner and the modes of the space." }
    return ""
  }
}

extension Damage {
  /// The advice for the user, in a sentence.
  ///
  /// If log and vault do not match, the advice is to restore the older side from a backup.
  public var advice: String {
    switch kind {
    case .logOlderThanVault:
      "EventLog/ is older than Vault/, or lost its end: put the matching EventLog/ back."
    case .vaultOlderThanLog:
      "Vault/ is older than EventLog/, or lost lines: put the matching Vault/ back."
    case .shortened:
      "The log ends before the last durable position: put a later backup back. If an older backup "
        + "was put back on purpose, with log and vault of the same copy, remove LOCK and "
        + "Projections/. If no backup has more, `espace repair` continues from there."
    case .lineEnd:
      "Nothing is lost: only the line end of the last record is missing. The next writer, such as "
        + "`espace expire`, adds it."
    case .manifest:
      "Put space.json back from a backup; the log's first fact contains the same values."
    case .snapshot where segment.hasPrefix(SpaceLayout.vault + "/"):
      "Remove \(segment) and Projections/: nothing is lost, both are made again."
    case .snapshot: "Remove Projections/: nothing is lost, it is made again."
    default:
      "Put \(segment) back from a backup"
        + (isOfSegment ? " that `espace verify --segment FILE` accepts" : "")
        + (mayBeTheLogsEnd
          ? "; without one, `espace repair` moves damage at the log's end aside." : ".")
    }
  }

  /// Whether the damage is in a segment of the log or the vault, which can be verified on its own.
  private var isOfSegment: Bool { segment.hasSuffix(".jsonl") }

  /// Whether a repair may help, if no segment follows.
  private var mayBeTheLogsEnd: Bool {
    guard isOfSegment, segment.hasPrefix(SpaceLayout.log + "/") else { return false }
    return switch kind {
    case .form, .tooLong, .hash, .position, .until, .sequence, .previous, .time, .cause,
      .trailingBytes:
      true
    default: false
    }
  }
}
