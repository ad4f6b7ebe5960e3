import Foundation

/// A weakness of a house's password rules, for an auditor.
public enum PolicyFinding: Sendable, Equatable {
  /// No password satisfies the rules.
  case unsatisfiable
  /// The weakest allowed password has less than 50 bits, too few even with an access restriction.
  case weakerThanCase2(bits: Double)
  /// It has less than 80 bits, enough only with a lock or an anti-robot test.
  case weakerThanCase1(bits: Double)
  /// Fewer than 8 characters are allowed.
  case shorterThanEight
  /// Passwords of 64 characters are refused.
  case refusesSixtyFour
  /// Common passwords are accepted.
  case noBlocklist
  /// Classes of characters are required or refused, against the advice of the standards.
  case composition

  /// The standard on which the finding is based.
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
  /// The entropy of the weakest allowed password, in bits, to one decimal.
  ///
  /// It is log2(alphabet^minimum), as computed by the CNIL, with the smallest alphabet that
  /// satisfies the rules. It is 79.6 for France Mutuelle, 71.5 for MCRN and 47.6 for Unimutuelles.
  /// Only the length counts, so the lists of common passwords do not increase it.
  public var entropyBits: Double {
    let bits = Double(max(minimumLength, 0)) * log2(Double(smallestAlphabet))
    return (bits * 10).rounded() / 10
  }

  /// Returns the findings, the most severe first; empty if the rules meet the standards.
  ///
  /// Bits are rounded as in the CNIL's own examples. Its example of 80 bits is 12 characters of
  /// four classes (79.6 bits). Its example of 50 bits is 15 digits (49.8 bits).
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
  /// Returns the rules that a new password breaks, in the order of ``PasswordRule``.
  ///
  /// The result is empty for a good password. The comparison with the password in force is done
  /// elsewhere, because it needs the verifier.
  ///
  /// - Parameters:
  ///   - password: The password as typed; nothing is trimmed (edge 26).
  ///   - confirmation: The second entry, or `nil` for a form without one. Two entries are equal if
  ///     their normal forms are equal.
  ///   - context: The texts that the password must not resemble: identifier, number, name, e-mail
  ///     address.
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

  /// Returns the characters of ``advisedAgainst`` in a password, each once, in that order.
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
