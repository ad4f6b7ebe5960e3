public import Digests
public import Notation

extension Member {
  /// A one-time secret that was issued.
  public struct Code: Sendable, Equatable {
    /// The id of the secret, and of its delivery.
    public let id: Token
    /// The one thing that it is good for (edge 4).
    public let purpose: CodePurpose
    /// The form in which it was handed out.
    public let artefact: Artefact
    /// The way it was sent.
    public let channel: Channel
    /// Where it was sent.
    public let to: Destination
    /// The SHA-256 of the page that it is bound to; `nil` for links and letters.
    public let page: Digest?
    /// The form of the secret, such as `digits6`.
    public let format: String
    /// The last millisecond at which it is good, whatever the rules say since (edge 17).
    public let expiresAt: Instant
    /// How many attempts are compared at most (edge 6).
    public let maxAttempts: Int
    /// The letter that carries it; `nil` for what was sent otherwise.
    public let letter: Token?
    /// The fact that seals the verifier.
    public let mark: Mark
    /// The attempts that were compared and wrong.
    public internal(set) var failures = 0
    /// What ended it first; `nil` while no fact did, even when its time is over.
    public internal(set) var end: End?

    /// The end of a code: why, and which fact brought it.
    public struct End: Sendable, Equatable {
      /// Why: `consumed`, `superseded`, `exhausted` or `ended`.
      public let reason: CodeStanding
      /// The fact that ended it.
      public let mark: Mark
    }

    /// What the code is at an instant: whatever ended it first, a fact or its time.
    public func standing(at instant: Instant) -> CodeStanding {
      if let end, !Deadline.isPassed(expiresAt, now: end.mark.at) { return end.reason }
      return Deadline.isPassed(expiresAt, now: instant) ? .expired : .live
    }
  }

  /// The states of a code (catalogue sections 3 and 9).
  public enum CodeStanding: String, Sendable, CaseIterable {
    /// Good until its time is over.
    case live
    /// It was verified (edge 8).
    case consumed
    /// Another of the same purpose was issued since; letters count apart (edge 1).
    case superseded
    /// Every attempt was used (edge 6).
    case exhausted
    /// Its time is over (edge 13).
    case expired
    /// A password was set, its address replaced, its registration ended, access blocked or the
    /// account closed.
    case ended
  }

  mutating func issue(_ event: CodeRequested, _ fact: RecordedEvent, _ mark: Mark) {
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
    meters.identity.note(event.reason, event.counted, event.lockedUntil, mark.at)
  }

  /// A wrong text in place of a page's code is also a wrong letter's code, which any page takes.
  private mutating func countOnLetters(_ mark: Mark) {
    for index in codes.indices
    where codes[index].artefact == .code && codes[index].channel == .letter
      && codes[index].end == nil
    {
      codes[index].failures += 1
      exhaust(index, mark)
    }
  }

  /// Ends a code whose every attempt was used.
  mutating func exhaust(_ index: Int, _ mark: Mark) {
    guard codes[index].end == nil, codes[index].failures >= codes[index].maxAttempts else { return }
    codes[index].end = Code.End(reason: .exhausted, mark: mark)
  }

  /// A wrong text in place of the password is also a wrong temporary password (AP-7).
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
