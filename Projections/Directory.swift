package import Digests
package import Membership
package import Notation

/// Who has a number, an identifier or an e-mail address: keyed fingerprints, never the values.
///
/// A fingerprint is the first 128 bits of HMAC-SHA-256 under the vault's key. An entry says that a
/// fact once gave a member the value; whether it still holds is in the member's state.
package struct Directory: Sendable {
  /// 128 bits of HMAC-SHA-256.
  struct Fingerprint: Hashable, Sendable {
    let high: UInt64
    let low: UInt64
  }

  private var entries: [Fingerprint: [Knowledge.Candidate]] = [:]
  /// The vault's key, which the fingerprints are made with.
  package let key: HMACSHA256

  /// Makes a directory of nobody.
  package init(key: HMACSHA256) { self.key = key }

  /// The members to whom a value was ever given, in order of position.
  package func candidates(_ lookUp: Knowledge.LookUp) -> [Knowledge.Candidate] {
    entries[fingerprint(lookUp)] ?? []
  }

  /// Notes what a fact gives its member; the fact's private part must be open.
  package mutating func apply(_ fact: RecordedEvent) {
    guard case .member(let id)? = StreamName(fact.stream) else { return }
    for lookUp in fact.event.lookUps {
      let candidate = Knowledge.Candidate(member: id, position: fact.position)
      entries[fingerprint(lookUp), default: []].append(candidate)
    }
  }

  /// Loses every entry of some members, at once.
  ///
  /// - Complexity: O(entries); members are erased rarely.
  package mutating func forget(_ members: Set<Token>) {
    guard !members.isEmpty else { return }
    for (fingerprint, candidates) in entries
    where candidates.contains(where: { members.contains($0.member) }) {
      let others = candidates.filter { !members.contains($0.member) }
      entries[fingerprint] = others.isEmpty ? nil : others
    }
  }

  private func fingerprint(_ lookUp: Knowledge.LookUp) -> Fingerprint {
    let digest = key.authenticate(Array("directory\u{0}\(lookUp.text)".utf8))
    return digest.withBytes { bytes in
      Fingerprint(
        high: bytes.loadUnaligned(fromByteOffset: 0, as: UInt64.self),
        low: bytes.loadUnaligned(fromByteOffset: 8, as: UInt64.self))
    }
  }
}

extension Knowledge.LookUp {
  fileprivate var text: String {
    switch self {
    case .number(let value): "number\u{0}\(value)"
    case .identifier(let value): "identifier\u{0}\(value)"
    case .accessCode(let value): "accessCode\u{0}\(value)"
    case .legacyIdentifier(let value): "legacyIdentifier\u{0}\(value)"
    case .email(let value): "email\u{0}\(value)"
    }
  }
}

extension Event {
  /// What finds the member whom the event is about, from now on.
  package var lookUps: [Knowledge.LookUp] {
    switch self {
    case .memberEnrolled(let event):
      [
        event.number.value.map { .number($0) },
        event.legacyIdentifier.value.flatMap(IdentifierText.folded).map { .legacyIdentifier($0) },
      ].compactMap { $0 }
    case .identifierAssigned(let event):
      event.identifier.value.flatMap(IdentifierText.folded).map {
        [event.kind == .generated ? .identifier($0) : .accessCode($0)]
      } ?? []
    case .emailRecorded(let event):
      event.address.value.flatMap { EmailAddress(typed: $0) }.map { [.email($0.lookupKey)] } ?? []
    default: []
    }
  }

  /// Whether the directory needs the event's private part.
  package static func findsMembers(type: String) -> Bool {
    type == "member.enrolled" || type == "identifier.assigned" || type == "email.recorded"
  }
}
