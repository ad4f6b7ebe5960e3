import Foundation

/// Something that an auditor should know about a house's password rules.
public enum PolicyFinding: Sendable, Equatable {
  /// No password satisfies the rules.
  case unsatisfiable
  /// The weakest allowed password has under 50 bits: too weak even behind an access restriction.
  case weakerThanCase2(bits: Double)
  /// It has under 80 bits: enough only behind a lock-out or an anti-robot test.
  case weakerThanCase1(bits: Double)
  /// Fewer than 8 characters are allowed.
  case shorterThanEight
  /// Passwords of 64 characters are refused.
  case refusesSixtyFour
  /// Common passwords are accepted.
  case noBlocklist
  /// Kinds of characters are required or refused, which the standards advise against.
  case composition

  /// The text of the standard that the finding rests on.
  public var source: String {
    switch self {
    case .unsatisfiable: "house data"
    case .weakerThanCase2: "CNIL 2022-100, case 2"
    case .weakerThanCase1: "CNIL 2022-100, case 1"
    case .shorterThanEight: "ASVS 5.0 6.2.1"
    case .refusesSixtyFour: "ASVS 5.0 6.2.9"
    case .noBlocklist: "ASVS 5.0 6.2.4"
    case .composition: "ASVS 5.0 6.2.5, NIST SP 800-63B-4 §3.1.1.2"
    }
  }
}

extension PasswordRules {
  /// The entropy of the weakest password that the rules allow, in bits, to one decimal.
  ///
  /// log2(alphabet^minimum), the CNIL's way, the alphabet being the smallest that satisfies the
  /// rules: 79.6 for France Mutuelle, 71.5 for MCRN, 47.6 for Unimutuelles. The length alone is
  /// counted, so the lists of common passwords make it no higher.
  public var entropyBits: Double {
    let bits = Double(max(minimumLength, 0)) * log2(Double(smallestAlphabet))
    return (bits * 10).rounded() / 10
  }

  /// What falls short of the standards, the gravest first; empty when nothing does.
  ///
  /// Bits are compared as the CNIL's own examples round them: 12 characters of four classes (79.6)
  /// are its example of 80 bits, and 15 digits (49.8) one of 50.
  public func audit() -> [PolicyFinding] {
    var findings: [PolicyFinding] = []
    let bits = entropyBits
    if minimumLength > maximumLength || minimumClasses > CharacterClass.allCases.count {
      findings.append(.unsatisfiable)
    }
    if bits.rounded() < 50 {
      findings.append(.weakerThanCase2(bits: bits))
    } else if bits.rounded() < 80 {
      findings.append(.weakerThanCase1(bits: bits))
    }
    if minimumLength < 8 { findings.append(.shorterThanEight) }
    if maximumLength < 64 { findings.append(.refusesSixtyFour) }
    if !blocklist { findings.append(.noBlocklist) }
    if !requiredClasses.isEmpty || minimumClasses > 1 || !forbiddenCharacters.isEmpty {
      findings.append(.composition)
    }
    return findings
  }

  private var smallestAlphabet: Int {
    let required = Set(requiredClasses)
    let wanted = max(minimumClasses, 1)
    let cheapest = CharacterClass.allCases.filter { !required.contains($0) }
      .map(\.alphabetSize).sorted().prefix(max(wanted - required.count, 0))
    return required.reduce(0) { $0 + $1.alphabetSize } + cheapest.reduce(0, +)
  }
}

extension PasswordRules {
  /// The rules that a new password breaks, in the order of ``PasswordRule``; empty when it is good.
  ///
  /// Whether it is the password in force is decided elsewhere, by whoever holds the verifier.
  ///
  /// - Parameters:
  ///   - password: As typed; nothing is trimmed (edge 26).
  ///   - confirmation: The second entry, or `nil` where the form has none. Two entries are the same
  ///     when their normal forms are.
  ///   - context: What the password must not resemble: identifier, number, name, e-mail address.
  ///
  /// Complexity: O(*n* + *c*·128²), with *n* the length of `password` and *c* the number of
  /// `context` strings.
  public func breaches(
    of password: String, confirmation: String? = nil, context: [String] = []
  ) -> [PasswordRule] {
    guard let normal = PasswordNormalization.normalized(password) else {
      let differs = confirmation.map { !$0.unicodeScalars.elementsEqual(password.unicodeScalars) }
      return differs == true ? [.notNormalizable, .confirmationMismatch] : [.notNormalizable]
    }
    let scalars = Array(normal.unicodeScalars)
    let classes = Set(scalars.compactMap(CharacterClass.init))
    var broken: [PasswordRule] = []
    if scalars.count < minimumLength { broken.append(.tooShort) }
    if scalars.count > maximumLength { broken.append(.tooLong) }
    if !classes.isSuperset(of: requiredClasses) { broken.append(.missingClass) }
    if classes.count < minimumClasses { broken.append(.tooFewClasses) }
    if !occurring(of: forbiddenCharacters, in: scalars).isEmpty {
      broken.append(.forbiddenCharacter)
    }
    if blocklist && CommonPasswords.contains(normal) { broken.append(.blocklisted) }
    if similarity && Similarity.isLike(normal, anyOf: context) { broken.append(.likeIdentifier) }
    if let confirmation, !isSame(confirmation, normal) { broken.append(.confirmationMismatch) }
    return broken
  }

  /// The characters of ``advisedAgainst`` that occur in a password, each once, in that order.
  ///
  /// They are shown to the member and never refused (AP-16).
  ///
  /// Complexity: O(*n*) in the length of `password`.
  public func advice(on password: String) -> [Character] {
    guard let normal = PasswordNormalization.normalized(password) else { return [] }
    return occurring(of: advisedAgainst, in: Array(normal.unicodeScalars)).map(Character.init)
  }

  private func occurring(
    of listed: String, in scalars: [Unicode.Scalar]
  ) -> [Unicode.Scalar] {
    if listed.isEmpty { return [] }
    let present = Set(scalars)
    return listed.unicodeScalars.filter(present.contains)
  }

  private func isSame(_ confirmation: String, _ normal: String) -> Bool {
    guard let other = PasswordNormalization.normalized(confirmation) else { return false }
    return other.unicodeScalars.elementsEqual(normal.unicodeScalars)
  }
}
