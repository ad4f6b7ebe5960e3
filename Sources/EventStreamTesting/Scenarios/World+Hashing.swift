import Membership

extension World {
  /// Does the work of the hasher, at no cost.
  func answer(_ question: HashQuestion, _ answers: inout HashAnswers) {
    switch question {
    case .derive(let text): answers.derived[question] = InstantHash.verifier(of: text.text)
    case .matches(let forms, let position):
      let verifier: String? =
        switch position.map(opened) {
        case .passwordSet(let event): event.verifier.value
        case .questionSet(let event): event.answer.value
        default: nil
        }
      answers.matches[question] =
        verifier.map { verifier in forms.contains { InstantHash.matches($0.text, verifier) } }
        ?? false
    }
  }
}

/// A hash that is none: good enough to tell the passwords of tests apart, and as fast as reading
/// them.
enum InstantHash {
  /// The PHC string of a text.
  static func verifier(of text: String) -> String {
    let halves = [mixed(text, 0xcbf2_9ce4_8422_2325), mixed(text, 0x6c62_272e_07bb_0142)]
    let hash = halves.flatMap { half in (0..<8).map { UInt8(truncatingIfNeeded: half >> (8 * $0)) }
    }
    return PHC.write(
      PHC.Parts(
        algorithm: "pbkdf2-sha256", iterations: 1_000, salt: Array("saltsalt".utf8), hash: hash))
  }

  /// Whether a text has a verifier, of this hash or of the system before.
  static func matches(_ text: String, _ verifier: String) -> Bool {
    if let legacy = LegacyPassword.all.first(where: { $0.verifier == verifier }) {
      return legacy.text == text
    }
    return self.verifier(of: text) == verifier
  }

  /// FNV-1a from a basis, with the bits of each byte spread.
  private static func mixed(_ text: String, _ basis: UInt64) -> UInt64 {
    text.utf8.reduce(basis) { hash, byte in
      let next = (hash ^ UInt64(byte)) &* 0x100_0000_01b3
      return next ^ next >> 29
    }
  }
}

/// Passwords of a system before, with verifiers that the real hasher accepts too (MR-5).
struct LegacyPassword: Sendable {
  let text: String
  let verifier: String

  static let all = [
    LegacyPassword(
      text: "ancien-1",
      verifier: "$pbkdf2-sha256$i=1000$c2FsdHNhbHQ$1s2cB12Kq4F6J4EY5yKk2CruMo8Mi0eqefcAzx5O5z4"),
    LegacyPassword(
      text: "Bretagne29",
      verifier: "$pbkdf2-sha256$i=1000$c2FsdHNhbHQ$3+AYgYssHBXiKAe8tkmuU5F+sNahJuhn2Nm4AuvYkwY"),
    LegacyPassword(
      text: "azerty",
      verifier: "$pbkdf2-sha256$i=1000$c2FsdHNhbHQ$Vrhlh/DuKoQGxtTzl/VzCxMNLFMOWEoGmFkLMputgUA"),
  ]
}
