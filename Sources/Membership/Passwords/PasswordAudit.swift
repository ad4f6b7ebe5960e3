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
