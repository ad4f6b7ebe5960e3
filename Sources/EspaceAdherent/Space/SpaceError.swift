import EventLog
import Membership

/// What can go wrong between a caller and a space; never with a personal value in it.
public struct SpaceError: Error, Sendable, Equatable {
  /// The kinds of errors, each with its exit code (sysexits).
  public enum Kind: String, Sendable {
    /// The action or the question is malformed: nothing was recorded.
    case invalid
    /// There is no space, or no such member.
    case notFound
    /// There is a space already.
    case exists
    /// The log or the vault does not verify.
    case damaged
    /// Another process writes.
    case locked
    /// The space was opened for reading, or this user may not write.
    case readOnly
    /// An append may or may not be there: repeat the same action id.
    case unknownOutcome
    /// The disk failed.
    case storage
  }

  /// Which kind.
  public let kind: Kind
  /// The field of an action that is malformed.
  public let field: String?
  /// What happened, in one line, and what to do next.
  public let message: String

  package init(_ kind: Kind, _ message: String, field: String? = nil) {
    self.kind = kind
    self.message = message
    self.field = field
  }
}

extension SpaceError: CustomStringConvertible {
  /// The message.
  public var description: String { message }
}

extension SpaceError {
  init(_ error: LogError) {
    switch error {
    case .notASpace: self.init(.notFound, "There is no space here; make one with `espace init`.")
    case .alreadyASpace: self.init(.exists, "There is a space here already.")
    case .unsupportedFormat(let format):
      self.init(.damaged, "The space has format \(format), which this version does not read.")
    case .locked(let process):
      let holder = process.map { " (process \($0))" } ?? ""
      self.init(.locked, "Another writer has the space\(holder); wait for it, or only read.")
    case .readOnly: self.init(.readOnly, "The space is not open for writing.")
    case .conflict, .invalidDraft, .limit, .invalidManifest: self.init(.invalid, "\(error)")
    case .damaged, .logOlderThanVault, .vaultOlderThanLog:
      self.init(.damaged, "\(error). Reading is possible; `espace verify` says more.")
    case .wrongKey:
      self.init(.damaged, "The vault's key is not this space's; writing is refused.")
    case .latched, .outcomeUnknown:
      self.init(
        .unknownOutcome, "\(error). Open the space again and repeat the same action id.")
    case .storage: self.init(.storage, "\(error)")
    }
  }
}
