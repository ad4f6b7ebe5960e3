package import Notation

/// The refusals of the current minute, per member and for visitors without a member.
///
/// A flood is recorded as 60 facts a minute and a count.
///
/// A refusal that counts in a meter is always recorded. The meters limit the number of such
/// refusals, and the count of attempts stays exact.
package struct RefusalTraffic: Sendable, Equatable {
  /// The number of facts per minute and stream that are recorded one by one.
  static let perMinute = 60

  /// A refusal as it would have been recorded, with the count of those before it.
  package struct Unrecorded: Sendable, Equatable {
    /// The refused member, or `nil` for a visitor without a member.
    package let member: Token?
    /// The actor of the refused action.
    package let actor: ActorID
    /// The event of the refusal.
    package let event: Event
    /// The instant of the refused action.
    package let at: Instant
  }

  private struct Flow: Sendable, Equatable {
    var recorded = 0
    var unrecorded = 0
    /// The latest refusal that was not recorded.
    var latest: Unrecorded?
  }

  /// The minute, as the number of minutes since 1970.
  private var minute: Int64 = 0
  /// The streams with refusals in that minute, or with unrecorded refusals since their last fact.
  ///
  /// The key is a member's id, or `nil` for visitors.
  private var flows: [Token?: Flow] = [:]

  package init() {}

  /// Returns the number of refusals of a stream without a fact since the last recorded one.
  package func unrecorded(of member: Token?) -> Int { flows[member]?.unrecorded ?? 0 }

  /// Decides whether a refusal is recorded, and with which count of unrecorded ones.
  ///
  /// - Parameters:
  ///   - member: The refused member, or `nil` for a visitor without a member.
  ///   - isCounted: Whether the refusal counts in a meter.
  ///   - now: The time of the refusal.
  /// - Returns: Whether the fact is recorded, and the number of unrecorded refusals before this
  ///   one, or `nil` for 0.
  mutating func admit(
    _ member: Token?, isCounted: Bool, at now: Instant
  ) -> (isRecorded: Bool, unrecorded: Int?) {
    let current = now.milliseconds / 60_000
    if current != minute {
      minute = current
      flows = flows.filter { $0.value.unrecorded > 0 }.mapValues {
        Flow(recorded: 0, unrecorded: $0.unrecorded, latest: $0.latest)
      }
    }
    var flow = flows[member] ?? Flow()
    defer { flows[member] = flow }
    let before = flow.unrecorded > 0 ? flow.unrecorded : nil
    guard isCounted || flow.recorded < Self.perMinute else {
      flow.unrecorded += 1
      return (false, before)
    }
    flow = Flow(recorded: flow.recorded + 1)
    return (true, before)
  }

  /// Stores the event of a refusal that was not admitted, in place of an earlier one.
  mutating func keep(_ refusal: Unrecorded) { flows[refusal.member]?.latest = refusal }

  /// Returns the latest unrecorded refusal of each stream, and clears the counts.
  ///
  /// A space records these when it closes, so that the counts do not end with the process. Visitors
  /// come first, then members in order of their ids.
  package mutating func takeUnrecorded() -> [Unrecorded] {
    defer { flows = flows.filter { $0.value.unrecorded == 0 } }
    return flows.values.compactMap { $0.unrecorded > 0 ? $0.latest : nil }
      .sorted { ($0.member?.description ?? "") < ($1.member?.description ?? "") }
  }
}

extension IdentifierRules {
  /// Whether a text may be a member's number, identifier, access code or address in this house.
  ///
  /// A mistyped text counts too. Only such a text is recorded, sealed, with the refusal (edge 49).
  /// A password typed in the wrong field must not be recorded.
  ///
  /// Numbers may lack a digit or have a letter that looks like one. Identifiers and access codes
  /// are short and of one case. A password has both cases in a house that requires them. Addresses
  /// count if the house finds members by them.
  func mayName(_ typed: String) -> Bool {
    if typed.contains("@") { return knowsEmails && EmailAddress(typed: typed) != nil }
    guard let text = IdentifierText.canonical(typed), let folded = IdentifierText.folded(typed)
    else {
      return false
    }
    // Two extra digits may be a slip; a social security number is longer than a number of the
    // house.
    if folded.utf8.count <= longestNumber + 2, folded.utf8.allSatisfy(Self.isDigit) { return true }
    guard knowsIdentifiers, text.utf8.count <= 16,
      text.utf8.allSatisfy({ Self.isDigit($0) || Self.isLetter($0) || $0 == UInt8(ascii: "-") })
    else { return false }
    return text == text.uppercased() || text == text.lowercased()
  }

  private var knowsEmails: Bool {
    // A lost identifier may be requested by address (FM-6).
    scheme != .memberNumber || foundBy.contains(.email)
  }

  private var knowsIdentifiers: Bool {
    scheme != .memberNumber || foundBy.contains(.identifier) || foundBy.contains(.accessCode)
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
  private static func isLetter(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte | 0x20) }
}
