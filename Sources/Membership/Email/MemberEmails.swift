import Digests
public import Notation

extension Member {
  /// An e-mail address: where it stands, and what it is good for.
  public struct Email: Sendable, Equatable {
    /// The states of an address (catalogue section 9).
    public enum State: String, Sendable {
      /// The one that the house writes to; a member has one at most.
      case onFile
      /// A candidate, until it is certified; a member has one at most.
      case pending
      /// Replaced by another one, withdrawn before it was certified, or given in an unfinished
      /// registration.
      case former
      /// It came back, or staff said that it is not valid (FM-17).
      case invalidated
    }

    /// The id of the recording, by which codes and notices name the address.
    public let id: Token
    /// Who gave it.
    public let source: DossierSource
    /// Whether the member refused that it be passed on (UM-15).
    public internal(set) var disclosureRefused: Bool
    /// The fact that holds the address.
    public let mark: Mark
    /// Where it stands now.
    public internal(set) var state: State
    /// The fact that certified it; `nil` while none did.
    public internal(set) var certified: Mark?
    /// Why it no longer serves; `nil` unless it is invalidated.
    public internal(set) var invalidation: EmailInvalidated.Reason?
  }
}

extension Member {
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

  /// What the mutuelle puts on file ends a change that was asked for in session (edges 5, 30); the
  /// draft of a registration waits on.
  private mutating func retirePendingChange(_ mark: Mark) {
    for email in emails where email.state == .pending && email.source == .member {
      retire(email: email.id, mark)
    }
  }

  /// An address that is replaced is good for nothing any more, nor is what was sent to it (edge 5).
  mutating func retire(email id: Token, _ mark: Mark) {
    guard let index = emails.firstIndex(where: { $0.id == id }),
      emails[index].state == .onFile || emails[index].state == .pending
    else { return }
    emails[index].state = .former
    endCodes(mark) { $0.to == .email(id) }
  }
}
