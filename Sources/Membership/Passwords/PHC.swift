import Notation

/// Reads and writes password verifiers as PHC strings: `$pbkdf2-sha256$i=600000$<salt>$<hash>`.
package enum PHC {
  /// The parts of a verifier.
  package struct Parts: Sendable, Equatable {
    package let algorithm: String
    package let iterations: Int
    package let salt: [UInt8]
    package let hash: [UInt8]

    package init(algorithm: String, iterations: Int, salt: [UInt8], hash: [UInt8]) {
      (self.algorithm, self.iterations, self.salt, self.hash) = (algorithm, iterations, salt, hash)
    }
  }

  /// The range of iterations accepted for a verifier from another system (MR-5).
  ///
  /// The maximum is this core's own number, so that no comparison takes longer than another.
  package static let acceptedIterations = 1_000...600_000
  /// The range of iterations when reading a verifier; an earlier version accepted more.
  private static let readIterations = 1_000...10_000_000

  /// Parses a PHC string, or returns `nil` if it is malformed.
  package static func parse(_ text: String) -> Parts? {
    let fields = text.split(separator: "$", omittingEmptySubsequences: false).map(String.init)
    guard fields.count == 5, fields[0].isEmpty, fields[2].hasPrefix("i="),
      let iterations = Int(fields[2].dropFirst(2)), readIterations.contains(iterations),
      fields[2] == "i=\(iterations)",
      let salt = base64(fields[3]), let hash = base64(fields[4]),
      (8...64).contains(salt.count), (16...64).contains(hash.count)
    else { return nil }
    return Parts(algorithm: fields[1], iterations: iterations, salt: salt, hash: hash)
  }

  /// Returns a verifier as a PHC string.
  package static func write(_ parts: Parts) -> String {
    "$\(parts.algorithm)$i=\(parts.iterations)$\(base64(parts.salt))$\(base64(parts.hash))"
  }

  /// Returns the derivation and its cost, `pbkdf2-sha256/600000`, or `nil` if it is not accepted.
  package static func derivation(of text: String) -> String? {
    guard let parts = parse(text), parts.algorithm == "pbkdf2-sha256",
      acceptedIterations.contains(parts.iterations)
    else { return nil }
    return "\(parts.algorithm)/\(parts.iterations)"
  }

  private static let alphabet = Array(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

  /// Returns bytes in Base64 without padding, as in the PHC string format.
  private static func base64(_ bytes: [UInt8]) -> String {
    var text: [UInt8] = []
    for start in stride(from: 0, to: bytes.count, by: 3) {
      let part = bytes[start..<min(start + 3, bytes.count)]
      let bits = part.reduce(0) { $0 << 8 | UInt32($1) } << UInt32(8 * (3 - part.count))
      for index in 0...part.count {
        text.append(alphabet[Int(bits >> UInt32(18 - 6 * index) & 63)])
      }
    }
    return String(decoding: text, as: UTF8.self)
  }

  private static func base64(_ text: String) -> [UInt8]? {
    var bytes: [UInt8] = []
    var bits: UInt32 = 0
    var count = 0
    for character in text.utf8 {
      guard let value = alphabet.firstIndex(of: character) else { return nil }
      bits = bits << 6 | UInt32(value)
      count += 6
      guard count >= 8 else { continue }
      count -= 8
      bytes.append(UInt8(bits >> UInt32(count) & 0xff))
    }
    guard count < 6, bits & ((1 << UInt32(count)) - 1) == 0 else { return nil }
    return bytes
  }
}
