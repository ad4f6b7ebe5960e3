import Foundation

/// The form of a one-time code, with a stable name for the log: `digits6`, `letters8`.
public enum CodeFormat: Sendable, Hashable {
  /// Decimal digits; the first may be zero (MR-13, edge 12).
  case digits(Int)
  /// Characters of the unambiguous 28: capitals without vowels or `L`, digits without `0` and `1`.
  case letters(Int)

  /// How many characters a code has.
  public var length: Int {
    switch self {
    case .digits(let length), .letters(let length): max(length, 0)
    }
  }

  /// The entropy of a code, in bits: 19.9 for six digits, 38.5 for eight letters.
  public var bits: Double {
    Double(length) * log2(Double(alphabet.characters.count))
  }

  /// Whether a code has at least the entropy of six digits (NIST SP 800-63B-4 §4.2.1.2).
  ///
  /// The five digits of the notice's sample (MR-13) have not.
  public var meetsFloor: Bool {
    bits >= CodeFormat.digits(6).bits
  }

  var alphabet: Alphabet {
    switch self {
    case .digits: .digits
    case .letters: .unambiguous
    }
  }
}

extension CodeFormat: CustomStringConvertible, LosslessStringConvertible {
  /// The name that stands in the log.
  public var description: String {
    switch self {
    case .digits: "digits\(length)"
    case .letters: "letters\(length)"
    }
  }

  /// Reads the name of a format of 1 to 99 characters.
  ///
  /// - Parameter text: `digits` or `letters` and a number without leading zero; else `nil`.
  public init?(_ text: String) {
    let number = text.drop { !$0.isNumber }
    guard let length = Int(number), (1...99).contains(length) else { return nil }
    switch text.dropLast(number.count) {
    case "digits": self = .digits(length)
    case "letters": self = .letters(length)
    default: return nil
    }
    guard text == description else { return nil }
  }
}
