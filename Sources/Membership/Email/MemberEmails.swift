import Digests
public import Notation

extension Member {
  /// An e-mail address with its state.
  public struct Email: Sendable, Equatable {
    /// The states of an address (catalogue section 9).
    public enum State: String, Sendable {
      /// The address that the house writes to; a member has at most one.
      case onFile
      /// A candidate until it is certified; a member has at most one.
      case pending
      /// Replaced by another one, withdrawn before it was certified, or given in an unfinished
      /// registration.
      case former
      /// A message bounced, staff declared it invalid (FM-17), or the password was revoked.
      case invalidated
    }

    /// The id by which codes and notices name the address.
    public let id: Token
    /// The source of the address.
    public let source: DossierSource
    /// Whether the member refused its disclosure (UM-15).
    public internal(set) var disclosureRefused: Bool
    /// The fact that holds the address.
    public let mark: Mark
    /// The present state.
    public internal(set) var state: State
    /// The fact that certified it, or `nil`.
    public internal(set) var certified: Mark?
    /// The reason for its invalidation, or `nil`.
    public internal(set) var invalidation: EmailInvalidated.Reason?
    /// The fact that invalidated it, or `nil`.
    public internal(set) var invalidated: Mark?
  }
}

extension Member {
  /// The address on file.
  public var emailOnFile: Email? { emails.last { $0.state == .onFile } }

  /// The address that waits for certification.
  public var pendingEmail: Email? { emails.last { $0.state == .pending } }

  mutating func record(_ event: EmailRecorded, _ mark: Mark) {
    guard !emails.contains(where: { $0.id == event.email }) else { return }
    retireAll(event.standing == .onFile ? .onFile : .pending, mark)
    if event.standing == .onFile { retirePendingChange(mark) }
    emails.append(
      Email(
        id: event.email, source: event.source, disclosureRefused: event.disclosureRefused,
        mark: mark, state: event.standing == .onFile ? .onFile : .pending))
    if event.source == .registration { registration?.email = event.email }
  }

  mutating func retireAll(_ state: Email.State, _ mark: Mark) {
    for email in emails where email.state == state { retire(email: email.id, mark) }
  }

  /// Retires the change that a member asked for in session (edges 5, 30).
  ///
  /// An address put on file replaces it. The draft of a registration stays pending.
  private mutating func retirePendingChange(_ mark: Mark) {
    for email in emails where email.state == .pending && email.source == .member {
      retire(email: email.id, mark)
    }
  }

  /// Retires an address and ends the codes sent to it (edge 5).
  mutating func retire(email id: Token, _ mark: Mark) {
    guard let index = emails.firstIndex(where: { $0.id == id }),
      emails[index].state == .onFile || emails[index].state == .pending
    else { return }
    emails[index].state = .former
    endCodes(mark) { $0.to == .email(id) }
  }
}
