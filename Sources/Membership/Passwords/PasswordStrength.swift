import Foundation
public import Notation

/// How hard a password is to guess, for the meter « Niveau de sécurité » (UM-13).
///
/// The steps are those of the CNIL's recommendation 2022-100: 50 bits is enough behind an access
/// restriction (case 2), 80 bits for a password alone (case 1).
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

  /// The strength of a password: log2(alphabet^length), the alphabet being that of its classes.
  ///
  /// Repeating a character adds nothing beyond twice the number of different ones, so that twelve
  /// times `a` is no strong password. It informs and never refuses: the rules of the house do.
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

/// Whether a password resembles what everybody knows of the member.
///
/// The measures and their limits are those of Ory Kratos: an edit distance under 5, or a common run
/// of more than half of the password.
enum Similarity {
  /// Compared lengths, in code points: more would only cost time (128 is the longest password).
  private static let longestCompared = 128
  /// Shorter context strings occur in too many good passwords.
  private static let shortestContext = 4
  private static let leastDistance = 5

  /// Whether the password resembles one of the strings, or the local part of one with an `@`.
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

  /// The Levenshtein distance: insertions, deletions and replacements.
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

  /// The length of the longest run of scalars that both hold.
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
