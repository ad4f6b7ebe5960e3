import Notation

extension Member {
  mutating func evolveCodes(_ fact: RecordedEvent, _ mark: Mark) {
    switch fact.event {
    case .codeRequested(let event): issue(event, fact, mark)
    case .codeVerified(let event): verify(event, mark)
    case .codeRefused(let event):
      counters.refusals += 1
      note(event, mark)
    case .letterRequested(let event):
      letters.append(
        Letter(
          id: event.letter, dueBy: event.dueBy, receiveBy: event.receiveBy ?? event.dueBy,
          mark: mark))
      letters.keepLatest(Self.remembered) { $0.isDue }
      meters.letters.append(mark.at)
      meters.letters.keepLast(Meters.requestsKept)
    case .deliveryReported(let event): report(event, mark)
    case .noticeIssued(let event):
      send(event.notice, to: event.to, topic: event.topic, mark)
      if event.topic == .identifier { meters.countRequest(fact) }
    case .deadlinePassed(let event):
      passedDeadlines.append(
        PassedDeadline(what: event.what, of: event.of, deadline: event.deadline))
    default: break
    }
  }

  private mutating func issue(_ event: CodeRequested, _ fact: RecordedEvent, _ mark: Mark) {
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

  private mutating func verify(_ event: CodeVerified, _ mark: Mark) {
    guard let index = codes.firstIndex(where: { $0.id == event.code }) else { return }
    if codes[index].end == nil { codes[index].end = Code.End(reason: .consumed, mark: mark) }
    guard let page = event.page, let expiresAt = event.grantExpiresAt else { return }
    grants.append(
      Grant(
        proof: event.code, via: codes[index].channel == .letter ? .letter : .code, page: page,
        expiresAt: expiresAt, mark: mark))
    grants.keepLatest(Self.remembered) { !$0.isSpent }
  }

  private mutating func note(_ event: CodeRefused, _ mark: Mark) {
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

  private mutating func report(_ event: DeliveryReported, _ mark: Mark) {
    if let index = deliveries.firstIndex(where: { $0.id == event.delivery }) {
      deliveries[index].outcome = event.outcome
    }
    guard event.outcome == .sent,
      let letter = codes.first(where: { $0.id == event.delivery })?.letter,
      let index = letters.firstIndex(where: { $0.id == letter })
    else { return }
    letters[index].posted = letters[index].posted ?? mark
  }

  private mutating func send(_ id: Token, to: Destination, topic: NoticeTopic?, _ mark: Mark) {
    deliveries.append(Sending(id: id, to: to, topic: topic, mark: mark))
    deliveries.keepLast(2 * Self.remembered)
  }
}

extension Array {
  /// Forgets the oldest elements beyond a number, those that are still alive last of all.
  mutating func keepLatest(_ limit: Int, alive: (Element) -> Bool) {
    while count > limit { remove(at: firstIndex { !alive($0) } ?? 0) }
  }

  /// Forgets the oldest elements beyond a number.
  mutating func keepLast(_ limit: Int) {
    if count > limit { removeFirst(count - limit) }
  }
}
