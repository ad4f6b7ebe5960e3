public import Membership
public import Notation
public import Projections

/// A member's account as of a moment.
///
/// It joins the fold of the member's facts, under the rules of the house, with the values in the
/// vault.
public struct Account: Sendable {
  /// The member's id.
  public let id: Token
  /// The instant of the account.
  public let asOf: Instant
  /// The last position that the account includes.
  public let position: Int
  /// The member number; `nil` for a member without an enrolment.
  public let number: Value?
  /// The member's name.
  public let name: Value?
  /// The generated identifier.
  public let identifier: Value?
  /// The printed access code.
  public let accessCode: Value?
  /// The standing: enrolled, registering, active, closed or erased.
  public let standing: Member.Standing
  /// The state of access: open, locked until an instant, or blocked by staff.
  public let access: Access
  /// The actor that blocked access, or `nil` when it is not blocked.
  public let blockedBy: ActorID?
  /// The standing of the password.
  public let password: Member.PasswordStanding
  /// The time at which the password in force was set; `nil` without a password.
  public let passwordSetAt: Instant?
  /// Whether the secret question is set.
  public let hasQuestion: Bool
  /// The address on file, then the address that waits to be certified.
  ///
  /// An address that was found to be invalid is listed while no other has replaced it (FM-17). A
  /// pending address is listed while it can still be certified.
  public let emails: [Email]
  /// The member's CGU standing.
  public let cgu: Member.CGUStanding
  /// The version of the CGU that was accepted last.
  public let cguVersion: String?
  /// The CGU version accepted in a registration that its link has not confirmed yet (UM-22).
  public let cguInRegistration: String?
  /// The actions that the member must do, all but `giveEmail` before using the space.
  public let requiredActions: [RequiredAction]
  /// The devices.
  public let devices: [Device]
  /// The number of live sessions.
  public let liveSessions: Int
  /// The dossier's entries.
  public let dossier: [Entry]
  /// The beneficiaries, without those that have ended.
  public let beneficiaries: [Entry]
  /// The other members with the same address on file (FM-21).
  public let sharesEmailWith: [Token]
  /// Whether the members that share the address are known.
  ///
  /// `false` without the vault, and where damage hides them.
  public let isSharingKnown: Bool
  /// The pending items, sorted by deadline.
  public let pending: [PendingItem]
  /// Totals over the history.
  public let counters: Counters
  /// The number of wrong passwords since the last success.
  public let failedSignIns: Int
  /// The positions of facts that this version does not know, which may make the account incomplete.
  public let incompleteBecause: [Int]

  /// The state of access to the account.
  public enum Access: Sendable, Equatable {
    case open
    /// Locked until an instant, after too many failures.
    case lockedUntil(Instant)
    /// Blocked by staff, for a reason.
    case blocked(reason: String)
  }

  /// An e-mail address of the account.
  public struct Email: Sendable {
    /// Its id.
    public let id: Token
    /// The address.
    public let address: Value
    /// On file, invalidated or pending.
    public let state: Member.Email.State
    /// The time at which it was certified; `nil` before that.
    public let certifiedAt: Instant?
    /// Whether the member refused its disclosure (UM-15).
    public let disclosureRefused: Bool
  }

  /// A device of the account.
  public struct Device: Sendable {
    /// Its id.
    public let id: Token
    /// The member's name for it.
    public let label: Value
    /// Its platform.
    public let platform: String
    /// Its state.
    public let state: Member.Device.State
    /// The time of its last change of state.
    public let since: Instant
  }

  /// An entry of the dossier, or a beneficiary.
  public struct Entry: Sendable {
    /// The name of the entry, or the beneficiary's id.
    public let what: String
    /// Its value, as names and texts in one line.
    public let value: Value
    /// The texts of the value, `street` before `city`; empty when the value is not shown.
    public let parts: [Part]
    /// The sequence of the fact that holds it, which a change request may name as `seen`.
    public let sequence: Int
    /// The day from which it holds.
    public let effectiveOn: Instant?

    /// One text of an entry.
    public struct Part: Sendable {
      /// The name of the text: `street`, `iban`, `birthDate`.
      public let name: String
      /// The text (P2, P3).
      public let text: String
    }
  }
}

extension Account: CustomStringConvertible {
  /// The member's id and the state of the account, in one line without a personal value.
  public var description: String {
    var parts = ["\(standing)", "\(access)", "password \(password)"]
    if cgu != .notAsked { parts.append("CGU \(cgu)") }
    if !requiredActions.isEmpty {
      parts.append("must " + requiredActions.map(\.rawValue).joined(separator: ", "))
    }
    parts.append("\(counters.facts) facts")
    if !incompleteBecause.isEmpty { parts.append("incomplete because of \(incompleteBecause)") }
    return "Account(\(id), " + parts.joined(separator: ", ") + ")"
  }
}

extension Account.Access: CustomStringConvertible {
  /// `open`, or the end of the lock, or the reason for the block.
  public var description: String {
    switch self {
    case .open: "open"
    case .lockedUntil(let instant): "locked until \(instant)"
    case .blocked(let reason): "blocked (\(reason))"
    }
  }
}

extension Account {
  /// Returns the state of access in words.
  ///
  /// Access is open, suspended for a time, or blocked by staff until it is restored.
  ///
  /// - Parameter language: The language of the text.
  public func accessText(in language: Language) -> String {
    switch access {
    case .open: language == .fr ? "ouvert" : "open"
    case .lockedUntil(let instant): language.suspended(until: instant)
    case .blocked(let reason): language.blocked(by: blockedBy, because: reason)
    }
  }

  /// Returns the member's CGU standing in words, with the version.
  ///
  /// - Parameter language: The language of the text.
  public func cguText(in language: Language) -> String {
    Self.cguText(cgu, version: cguVersion, inRegistration: cguInRegistration, language)
  }

  fileprivate static func cguText(
    _ cgu: Member.CGUStanding, version: String?, inRegistration: String?, _ language: Language
  ) -> String {
    if let version = inRegistration, cgu == .never || cgu == .notAsked {
      return language == .fr
        ? "acceptées, inscription à confirmer (\(version))"
        : "accepted, registration to be confirmed (\(version))"
    }
    return cgu.word(language) + (version.map { " (\($0))" } ?? "")
  }
}

extension Account.Entry {
  /// Returns the texts in one line, as people write them: « 12 rue des Lavandières, 29200 Brest ».
  ///
  /// The line is empty when the entry is not shown.
  ///
  /// - Parameter language: The language of names and days.
  public func text(in language: Language) -> String {
    Particulars.line(parts.map { ($0.name, $0.text) }, language)
  }
}

extension Row where Table == AccountColumns {
  /// Returns the state of access in words, as `Account.accessText`.
  ///
  /// - Parameter language: The language of the text.
  public func accessText(in language: Language) -> String {
    switch self.access {
    case .open: language == .fr ? "ouvert" : "open"
    case .locked: language.suspended(until: self.signInLockedUntil ?? .latest)
    case .blocked:
      language.blocked(
        by: self.blockedBy.flatMap { ActorID($0) }, because: self.blockedBecause ?? "")
    }
  }

  /// Returns the member's CGU standing in words, with the version, as `Account.cguText`.
  ///
  /// - Parameter language: The language of the text.
  public func cguText(in language: Language) -> String {
    Account.cguText(
      self.cgu, version: self.cguVersion, inRegistration: self.cguInRegistration, language)
  }
}
