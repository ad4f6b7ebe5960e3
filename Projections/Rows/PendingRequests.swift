public import Membership
public import Notation

/// The pending requests: the members that wait for something, or that something waits for.
public struct PendingRequests: Projection {
  /// The members with open items, at any instant.
  ///
  /// The instant of a query decides which items are pending.
  public private(set) var open: [Token: Member] = [:]

  /// Makes the pending requests of an empty log.
  public init() {}

  /// Folds the next fact.
  public mutating func apply(_ fact: RecordedEvent, _ member: Member?) {
    guard let member else { return }
    open[member.id] = member.hasOpenItems ? member : nil
  }

  /// Returns the pending items at an instant, sorted by deadline; items without one come last.
  ///
  /// - Complexity: O(*n* log *n*) in the open items.
  public func items(at instant: Instant) -> [PendingItem] {
    open.values.flatMap { $0.pendingItems(at: instant) }.sorted()
  }
}

/// One pending item, with its deadline.
public struct PendingItem: Sendable, Equatable {
  /// The kinds of pending items (catalogue section 9).
  public enum Kind: String, Sendable, CaseIterable {
    case changeRequest
    case code
    case pendingEmail
    case registration
    case letter
    case accessCodeLoss
    case erasure
  }

  /// The kind of the item.
  public let kind: Kind
  /// The member with the item.
  public let member: Token
  /// The id of the request, code, e-mail, registration, letter, loss or erasure.
  public let id: Token
  /// The fact that opened it.
  public let since: Mark
  /// The last instant that is in time; `nil` for an item without a limit.
  public let deadline: Instant?
  /// The change request; `nil` for other kinds.
  public let request: Member.ChangeRequest?
  /// The purpose of a code; `nil` for other kinds.
  public let purpose: CodePurpose?
  /// The instant by which the member must have received a letter; `nil` for other kinds.
  ///
  /// The deadline of a letter is for posting it (AP-7, MG-7).
  public let receiveBy: Instant?

  init(
    _ kind: Kind, member: Token, id: Token, since: Mark, deadline: Instant?,
    request: Member.ChangeRequest? = nil, purpose: CodePurpose? = nil, receiveBy: Instant? = nil
  ) {
    self.kind = kind
    self.member = member
    self.id = id
    self.since = since
    self.deadline = deadline
    self.request = request
    self.purpose = purpose
    self.receiveBy = receiveBy
  }

  /// Returns whether the deadline has passed at an instant without a decision.
  ///
  /// A request that is accepted and waits to be applied was decided in time or late, and is not
  /// overdue.
  public func isOverdue(at instant: Instant) -> Bool {
    Self.isOverdue(deadline, stage: request?.recorded, at: instant)
  }

  static func isOverdue(
    _ deadline: Instant?, stage: Member.ChangeRequest.State?, at instant: Instant
  ) -> Bool {
    guard let deadline, stage != .accepted else { return false }
    return Deadline.isPassed(deadline, now: instant)
  }
}

extension PendingItem: Comparable {
  /// Orders by deadline, then by position.
  public static func < (left: PendingItem, right: PendingItem) -> Bool {
    (left.deadline ?? .latest, left.since.position, left.id)
      < (right.deadline ?? .latest, right.since.position, right.id)
  }
}

extension Member {
  /// Whether the member may have pending items, at some instant.
  ///
  /// An address is not checked, because it waits only while its registration or its link does.
  var hasOpenItems: Bool {
    if erasureRequest != nil { return true }
    guard !hasEnded else { return false }
    return codes.contains { $0.end == nil } || letters.contains(where: \.isDue)
      || registration != nil || losses.contains { $0.reissued == nil }
      || changeRequests.contains { !$0.recorded.isFinal }
  }

  /// Returns the member's pending items at an instant.
  public func pendingItems(at instant: Instant) -> [PendingItem] {
    var items = hasEnded ? [] : itemsOfAccount(at: instant)
    if let request = erasureRequest {
      items.append(
        PendingItem(
          .erasure, member: id, id: request.id, since: request.mark, deadline: request.dueBy))
    }
    return items
  }

  private func itemsOfAccount(at instant: Instant) -> [PendingItem] {
    var items: [PendingItem] = []
    for request in changeRequests where !request.isOver(at: instant) {
      items.append(
        PendingItem(
          .changeRequest, member: id, id: request.id, since: request.mark, deadline: request.dueBy,
          request: request))
    }
    for code in codes where code.standing(at: instant) == .live {
      items.append(
        PendingItem(
          .code, member: id, id: code.id, since: code.mark, deadline: code.expiresAt,
          purpose: code.purpose))
    }
    if let email = certifiableEmail(at: instant) {
      let link = codes.last { $0.to == .email(email.id) && $0.standing(at: instant) == .live }
      items.append(
        PendingItem(
          .pendingEmail, member: id, id: email.id, since: email.mark,
          deadline: link?.expiresAt ?? registration?.deadline))
    }
    if let registration = liveRegistration(at: instant) {
      items.append(
        PendingItem(
          .registration, member: id, id: registration.id, since: registration.mark,
          deadline: registration.deadline))
    }
    for letter in letters where letter.isDue {
      items.append(
        PendingItem(
          .letter, member: id, id: letter.id, since: letter.mark, deadline: letter.dueBy,
          receiveBy: letter.receiveBy))
    }
    for loss in losses where loss.reissued == nil {
      items.append(
        PendingItem(.accessCodeLoss, member: id, id: loss.id, since: loss.mark, deadline: nil))
    }
    return items
  }
}

extension Member.ChangeRequest.State {
  /// Whether the state is final: no later fact changes it.
  var isFinal: Bool {
    switch self {
    case .rejected, .applied, .withdrawn, .lapsed: true
    case .filed, .takenUp, .informationAsked, .accepted: false
    }
  }
}

extension PendingItem: CustomStringConvertible {
  /// The kind, id, member and deadline, in one line.
  public var description: String {
    let limit = deadline.map { " until \($0)" } ?? ""
    return "\(kind) \(id) of member \(member)" + limit
  }
}
