public import Membership

/// The states of access to an account.
public enum AccessState: String, Sendable, ColumnWord {
  /// The member may sign in.
  case open
  /// Locked after too many failures, until an instant.
  case locked
  /// Blocked by staff, until staff restores it.
  case blocked
}

/// The states of the proof of identity.
public enum IdentityState: String, Sendable, ColumnWord {
  /// The member may prove their identity.
  case open
  /// Locked after too many failures, until an instant.
  case locked
}

/// The states of the address on file.
public enum EmailStanding: String, Sendable, ColumnWord {
  /// No address was given.
  case none
  /// An address is on file and not certified.
  case onFile
  /// The address on file is certified.
  case certified
  /// The last address became invalid, and no other replaced it (FM-17).
  case invalid
}

extension Member.Standing: ColumnWord {}
extension Member.PasswordStanding: ColumnWord {}
extension Member.CGUStanding: ColumnWord {}
extension RequiredAction: ColumnWord {}
extension AccountActivated.Origin: StorableWord {}
extension AccountClosed.Reason: StorableWord {}
extension PasswordSet.Via: StorableWord {}
extension PasswordRenewalRequired.Reason: StorableWord {}
extension EmailInvalidated.Reason: StorableWord {}
