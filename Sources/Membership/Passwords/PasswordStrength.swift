import Foundation
public import Notation

/// The resistance of a password to guessing, for the meter « Niveau de sécurité » (UM-13).
///
/// The steps are from the CNIL's recommendation 2022-100. An access restriction requires 50 bits
/// (case 2), and a password alone requires 80 bits (case 1).
public enum PasswordStrength: String, CaseIterable, Sendable, Comparable, JSONRepresentable {
  /// Common, empty, not normalisable, or under 25 bits.
  case veryWeak
  /// Under 50 bits.
  case weak
  /// 50 bits or more.
  case fair
  /// 80 bits or more.
  case strong

  /// Orders from the weakest to the strongest.
  public static func < (left: PasswordStrength, right: PasswordStrength) -> Bool {
    left.rank < right.rank
  }

  private var rank: Int {
    switch self {
    case .veryWeak: 0
    case .weak: 1
    case .fair: 2
    case .strong: 3
    }
  }

  /// Estimates the strength of a password: log2(alphabet^length), with the alphabet of its classes.
  ///
  /// The length counts at most twice the number of different characters, so that twelve times `a`
  /// is not a strong password. The strength informs only; the rules of the house refuse.
  ///
  /// Complexity: O(*n*) in the length of `password`.
  public init(of password: String) {
    guard let normal = PasswordNormalization.normalized(password),
      !CommonPasswords.contains(normal)
    else {
      self = .veryWeak
      return
    }
    switch PasswordStrength.bits(of: normal) {
    case ..<25: self = .veryWeak
    case ..<50: self = .weak
    case ..<80: self = .fair
    default: self = .strong
    }
  }

  private static func bits(of normal: String) -> Double {
    let scalars = normal.unicodeScalars
    let classes = Set(scalars.map(CharacterClass.init))
    let alphabet = classes.reduce(0) { $0 + ($1?.alphabetSize ?? 26) }
    let length = min(scalars.count, 2 * Set(scalars).count)
    return length == 0 ? 0 : Double(length) * log2(Double(alphabet))
  }
}

/// Compares a password with public data about the member.
///
/// The measures and their limits are those of Ory Kratos. A password resembles a text if the edit
/// distance is under 5, or if a common run exceeds half of the password.
enum Similarity {
  /// The highest number of code points compared (128 is the longest password), to limit the time.
  private static let longestCompared = 128
  /// The shortest context string, because shorter ones occur in too many good passwords.
  private static let shortestContext = 4
  private static let leastDistance = 5

  /// Returns whether the password resembles a string, or the local part of one with an `@`.
  ///
  /// Complexity: O(*c*·128²) with *c* the number of `context` strings.
  static func isLike(_ normal: String, anyOf context: [String]) -> Bool {
    let password = comparable(normal)
    if password.isEmpty { return false }
    return context.flatMap(parts).contains { isLike(password, $0) }
  }

  private static func parts(of context: String) -> [[Unicode.Scalar]] {
    var texts = [context]
    if let at = context.lastIndex(of: "@") { texts.append(String(context[..<at])) }
    return texts.compactMap(PasswordNormalization.normalized).map(comparable)
      .filter { $0.count >= shortestContext }
  }

  private static func comparable(_ text: String) -> [Unicode.Scalar] {
    Array(text.lowercased().unicodeScalars.prefix(longestCompared))
  }

  private static func isLike(_ password: [Unicode.Scalar], _ known: [Unicode.Scalar]) -> Bool {
    2 * longestCommonRun(password, known) > password.count
      || editDistance(password, known) < leastDistance
  }

  /// Returns the Levenshtein distance: insertions, deletions and replacements.
  static func editDistance(_ a: [Unicode.Scalar], _ b: [Unicode.Scalar]) -> Int {
    var row = Array(0...b.count)
    for (i, x) in a.enumerated() {
      var diagonal = row[0]
      row[0] = i + 1
      for (j, y) in b.enumerated() {
        let replaced = diagonal + (x == y ? 0 : 1)
        diagonal = row[j + 1]
        row[j + 1] = min(replaced, row[j] + 1, diagonal + 1)
      }
    }
    return row[b.count]
  }

  /// Returns the length of the longest common run of scalars.
  static func longestCommonRun(_ a: [Unicode.Scalar], _ b: [Unicode.Scalar]) -> Int {
    var longest = 0
    var row = Array(repeating: 0, count: b.count + 1)
    for x in a {
      var diagonal = 0
      for (j, y) in b.enumerated() {
        let run = x == y ? diagonal + 1 : 0
        diagonal = row[j + 1]
        row[j + 1] = run
        longest = max(longest, run)
      }
    }
    return longest
  }
}
