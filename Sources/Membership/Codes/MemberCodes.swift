public import Digests
public import Notation

extension Member {
  /// An issued one-time secret.
  public struct Code: Sendable, Equatable {
    /// The id of the secret, and of its delivery.
    public let id: Token
    /// The purpose of the secret (edge 4).
    public let purpose: CodePurpose
    /// The form in which it was issued.
    public let artefact: Artefact
    /// The channel by which it was sent.
    public let channel: Channel
    /// The destination.
    public let to: Destination
    /// The SHA-256 of the page that it is bound to, or `nil` for links and letters.
    public let page: Digest?
    /// The form of the secret, such as `digits6`.
    public let format: String
    /// The last millisecond at which it is valid; later rules do not change it (edge 17).
    public let expiresAt: Instant
    /// The highest number of attempts that are compared (edge 6).
    public let maxAttempts: Int
    /// The letter that carries it, or `nil` if it was sent otherwise.
    public let letter: Token?
    /// The fact that seals the verifier.
    public let mark: Mark
    /// The number of attempts that were compared and wrong.
    public internal(set) var failures = 0
    /// The first end that a fact brought, or `nil`.
    ///
    /// It stays `nil` when only the time is over.
    public internal(set) var end: End?

    /// The end of a code: its reason and its fact.
    public struct End: Sendable, Equatable {
      /// The reason: `consumed`, `superseded`, `exhausted` or `ended`.
      public let reason: CodeStanding
      /// The fact that ended it.
      public let mark: Mark
    }

    /// Returns the state at an instant, from the fact or the expiry that came first.
    public func standing(at instant: Instant) -> CodeStanding {
      if let end, !Deadline.isPassed(expiresAt, now: end.mark.at) { return end.reason }
      return Deadline.isPassed(expiresAt, now: instant) ? .expired : .live
    }
  }

  /// The states of a code (catalogue sections 3 and 9).
  public enum CodeStanding: String, Sendable, CaseIterable {
    /// Valid until its time is over.
    case live
    /// The code was verified (edge 8).
    case consumed
    /// A newer code of the same purpose was issued; letters count apart (edge 1).
    case superseded
    /// All attempts were used (edge 6).
    case exhausted
    /// The time of the code is over (edge 13).
    case expired
    /// A password was set, its address replaced, its registration ended, access blocked or the
    /// account closed.
    case ended
  }

  mutating func issue(_ event: CodeRequested, by fact: RecordedEvent, at mark: Mark) {
    counters.codesRequested += 1
    meters.countRequest(fact, on: event.page)
    let byLetter = event.channel == .letter
    endCodes(mark, .superseded) {
      $0.purpose == event.purpose && ($0.channel == .letter) == byLetter
        && (event.supersedes == .everyPage || $0.page == event.page)
    }
    codes.append(
      Code(
        id: event.code, purpose: event.purpose, artefact: event.artefact, channel: event.channel,
        to: event.to, page: event.page, format: event.format, expiresAt: event.expiresAt,
        maxAttempts: event.maxAttempts, letter: event.letter, mark: mark))
    codes.keepLatest(Self.remembered) { $0.end == nil }
    send(event.code, to: event.to, topic: nil, mark)
    if let letter = event.letter, let index = letters.firstIndex(where: { $0.id == letter }) {
      letters[index].code = event.code
    }
    if event.purpose == .activateAccount, registration != nil {
      registration?.activationCode = event.code
      registration?.deadline = event.expiresAt
    }
  }

  mutating func verify(_ event: CodeVerified, _ mark: Mark) {
    guard let index = codes.firstIndex(where: { $0.id == event.code }) else { return }
    if codes[index].end == nil { codes[index].end = Code.End(reason: .consumed, mark: mark) }
    guard let page = event.page, let expiresAt = event.grantExpiresAt else { return }
    grants.append(
      Grant(
        proof: event.code, via: codes[index].channel == .letter ? .letter : .code, page: page,
        expiresAt: expiresAt, mark: mark))
    grants.keepLatest(Self.remembered) { !$0.isSpent }
  }

  mutating func note(_ event: CodeRefused, _ mark: Mark) {
    let index = event.code.flatMap { id in codes.firstIndex { $0.id == id } }
    if let index, event.counted {
      codes[index].failures += 1
      exhaust(index, mark)
      if codes[index].channel != .letter, event.action == .verifyCode {
        meters.wrongCodes.append(mark.at)
        meters.wrongCodes.keepLast(Meters.requestsKept)
        countOnLetters(mark)
      }
    }
    guard index.map({ codes[$0].channel == .letter }) ?? (event.reason == .locked) else { return }
    meters.identity.note(
      event.reason, counted: event.counted, lockedUntil: event.lockedUntil, at: mark.at)
  }

  /// Counts a wrong text in place of a page's code on letters' codes too.
  ///
  /// Any page accepts a letter's code, so the text was compared with that as well.
  private mutating func countOnLetters(_ mark: Mark) {
    for index in codes.indices
    where codes[index].artefact == .code && codes[index].channel == .letter
      && codes[index].end == nil
    {
      codes[index].failures += 1
      exhaust(index, mark)
    }
  }

  /// Ends a code if all its attempts were used.
  mutating func exhaust(_ index: Int, _ mark: Mark) {
    guard codes[index].end == nil, codes[index].failures >= codes[index].maxAttempts else { return }
    codes[index].end = Code.End(reason: .exhausted, mark: mark)
  }

  /// Counts a wrong text in place of the password on the temporary password too (AP-7).
  mutating func countOnTemporaryPassword(
    _ mark: Mark, where isConcerned: (Code) -> Bool
  ) {
    for index in codes.indices
    where codes[index].artefact == .temporaryPassword && codes[index].end == nil
      && isConcerned(codes[index])
    {
      codes[index].failures += 1
      exhaust(index, mark)
    }
  }
}
