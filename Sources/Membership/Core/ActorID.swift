import Notation

/// The actor of an action or fact, as in the record's `actor`.
public enum ActorID: Sendable, Hashable {
  /// A person without a session; a claimed identity does not matter.
  case visitor
  /// The holder of a live session; the stream identifies the member.
  case member
  /// The mutuelle's own system: the feed of members, dossiers and letters.
  case mutuelle
  /// The carrier of mail, text messages or post, which reports on deliveries.
  case carrier
  /// The clock, which records passed deadlines; it is also the actor of a space's first fact.
  case clock
  /// An adviser, under the host's pseudonym; acts for members (edge 32).
  case adviser(String)
  /// An administrator, under the host's pseudonym; sets rules and publishes the CGU.
  case administrator(String)
  /// An auditor, under the host's pseudonym; reads and never changes anything.
  case auditor(String)

  /// The host's pseudonym of a member of staff, 1 to 32 of `[a-z0-9-]`; `nil` for other actors.
  public var staff: String? {
    switch self {
    case .adviser(let staff), .administrator(let staff), .auditor(let staff): staff
    default: nil
    }
  }

  /// The actor's role, without the pseudonym.
  public var role: Role {
    switch self {
    case .visitor: .visitor
    case .member: .member
    case .mutuelle: .mutuelle
    case .carrier: .carrier
    case .clock: .clock
    case .adviser: .adviser
    case .administrator: .administrator
    case .auditor: .auditor
    }
  }

  /// The roles of actors, as in `by` of an action.
  public enum Role: String, Sendable, CaseIterable {
    /// The roles, each with the name and meaning of the case of `ActorID`.
    case visitor, member, mutuelle, carrier, clock, adviser, administrator, auditor

    /// Whether actors with this role work for the mutuelle and have a pseudonym.
    public var isStaff: Bool { self == .adviser || self == .administrator || self == .auditor }
  }

  /// Returns whether a text is a pseudonym: `[a-z0-9-]{1,32}`.
  package static func isPseudonym(_ text: String) -> Bool {
    (1...32).contains(text.utf8.count)
      && text.utf8.allSatisfy {
        (0x61...0x7a).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2d
      }
  }
}

extension ActorID.Role: WireEnum {
  package static let wireNames = WireNames<ActorID.Role>()
}

extension ActorID: LosslessStringConvertible {
  /// The actor as written in the record: `visitor`, `adviser/a-17`.
  public var description: String {
    staff.map { "\(role.rawValue)/\($0)" } ?? role.rawValue
  }

  /// Reads an actor as written in the record, or returns `nil` for another text.
  public init?(_ text: String) {
    var text = text
    guard let actor = text.withUTF8({ ActorID(text: $0) }) else { return nil }
    self = actor
  }

  /// Reads an actor from its bytes, like `init(_:)` from a string.
  package init?(text: UnsafeBufferPointer<UInt8>) {
    let slash = text.firstIndex(of: UInt8(ascii: "/")) ?? text.count
    guard let role = Role.wireNames.value(of: UnsafeBufferPointer(rebasing: text[..<slash])),
      role.isStaff == (slash < text.count)
    else { return nil }
    var staff: String?
    if role.isStaff {
      let name = UnsafeBufferPointer(rebasing: text[(slash + 1)...])
      staff = String(decoding: name, as: UTF8.self)
    }
    self.init(role: role, staff: staff)
  }

  /// Makes an actor from its role and pseudonym, or returns `nil` if they do not match.
  package init?(role: Role, staff: String?) {
    if let staff, !role.isStaff || !Self.isPseudonym(staff) { return nil }
    switch (role, staff) {
    case (.visitor, _): self = .visitor
    case (.member, _): self = .member
    case (.mutuelle, _): self = .mutuelle
    case (.carrier, _): self = .carrier
    case (.clock, _): self = .clock
    case (.adviser, let staff?): self = .adviser(staff)
    case (.administrator, let staff?): self = .administrator(staff)
    case (.auditor, let staff?): self = .auditor(staff)
    default: return nil
    }
  }
}
