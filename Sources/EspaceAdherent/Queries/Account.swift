public import Membership
public import Notation
public import Projections

/// A member's account at a moment: the fold of their facts, under the rules of the house, joined
/// with what the vault holds.
public struct Account: Sendable {
  /// The member's id.
  public let id: Token
  /// The instant that the account is told for.
  public let asOf: Instant
  /// The position that it is told for.
  public let position: Int
  /// The member's number; absent for a member who was never enrolled.
  public let number: Value?
  /// The member's name.
  public let name: Value?
  /// The generated identifier.
  public let identifier: Value?
  /// The printed access code.
  public let accessCode: Value?
  /// Enrolled, registering, active or closed.
  public let standing: Member.Standing
  /// Why and until when the way in is closed; absent when it is open.
  public let access: Access
  /// The actor that blocked access, or `nil` when it is not blocked.
  public let blockedBy: ActorID?
  /// Where the password stands.
  public let password: Member.PasswordStanding
  /// When the password in force was set.
  public let passwordSetAt: Instant?
  /// Whether the secret question is set.
  public let hasQuestion: Bool
  /// The address on file, or the one that was found to be invalid while none took its place
  /// (FM-17); then the one that waits to be certified, while it still can be.
  public let emails: [Email]
  /// Where the member stands with the CGU.
  public let cgu: Member.CGUStanding
  /// The version of the CGU that was accepted last.
  public let cguVersion: String?
  /// The version accepted in a registration that its link does not confirm yet (UM-22).
  public let cguInRegistration: String?
  /// What the member must do before using the space.
  public let requiredActions: [RequiredAction]
  /// The devices.
  public let devices: [Device]
  /// The live sessions.
  public let liveSessions: Int
  /// The dossier's entries.
  public let dossier: [Entry]
  /// The beneficiaries who are one.
  public let beneficiaries: [Entry]
  /// The other members with the same address on file (FM-21).
  public let sharesEmailWith: [Token]
  /// Whether the members that share the address are known.
  ///
  /// `false` without the vault, and where damage hides them.
  public let isSharingKnown: Bool
  /// What is pending.
  public let pending: [PendingItem]
  /// Totals over the history.
  public let counters: Counters
  /// The wrong passwords since the last success.
  public let failedSignIns: Int
  /// Why the account may be incomplete: facts that this version does not know.
  public let incompleteBecause: [Int]

  /// Whether the way in is open.
  public enum Access: Sendable, Equatable {
    case open
    /// Until an instant, after too many failures.
    case lockedUntil(Instant)
    /// By staff, for a reason.
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
    /// When it was certified.
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
    /// Its system.
    public let platform: String
    /// What it may do.
    public let state: Member.Device.State
    /// Since when.
    public let since: Instant
  }

  /// An entry of the dossier, or a beneficiary.
  public struct Entry: Sendable {
    /// Which entry, or the beneficiary's id.
    public let what: String
    /// Its value, as names and texts in one line.
    public let value: Value
    /// The same taken apart, `street` before `city`; empty when it is not shown.
    public let parts: [Part]
    /// The sequence of the fact that holds it, which a change request may name as `seen`.
    public let sequence: Int
    /// The day from which it holds.
    public let effectiveOn: Instant?

    /// One text of an entry.
    public struct Part: Sendable {
      /// What it is: `street`, `iban`, `birthDate`.
      public let name: String
      /// The text (P2, P3).
      public let text: String
    }
  }
}

extension Account: CustomStringConvertible {
  /// The member's id and where the account stands, in one line without a personal value.
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
  /// `open`, until when it is locked, or why it is blocked.
  public var description: String {
    switch self {
    case .open: "open"
    case .lockedUntil(let instant): "locked until \(instant)"
    case .blocked(let reason): "blocked (\(reason))"
    }
  }
}

extension Account {
  /// Whether the way in is open: suspended for a time, or blocked by staff until it is restored.
  ///
  /// - Parameter language: The language to say it in.
  public func accessText(in language: Language) -> String {
    switch access {
    case .open: language == .fr ? "ouvert" : "open"
    case .lockedUntil(let instant): language.suspended(until: instant)
    case .blocked(let reason): language.blocked(by: blockedBy, because: reason)
    }
  }

  /// Where the member stands with the CGU, and with which version.
  ///
  /// - Parameter language: The language to say it in.
  public func cguText(in language: Language) -> String {
    if let version = cguInRegistration, cgu == .never || cgu == .notAsked {
      return language == .fr
        ? "acceptées, inscription à confirmer (\(version))"
        : "accepted, registration to be confirmed (\(version))"
    }
    return cgu.word(language) + (cguVersion.map { " (\($0))" } ?? "")
  }
}

extension Account.Entry {
  /// The texts in one line, as people write them: « 12 rue des Lavandières, 29200 Brest ».
  ///
  /// - Parameter language: The language of names and days; empty when the entry is not shown.
  public func text(in language: Language) -> String {
    Particulars.line(parts.map { ($0.name, $0.text) }, language)
  }
}
