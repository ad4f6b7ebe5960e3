import Foundation
import Membership

/// The values that a house's journeys used and that must stand nowhere in clear.
struct Secrets {
  /// Never kept anywhere, the vault included: codes, link secrets, passwords, answers, sessions.
  private(set) var forgotten: Set<String> = []
  /// Kept in the vault alone: numbers, identifiers, access codes, addresses, telephones, IBANs, names.
  private(set) var sealed: Set<String> = []

  /// Collects them from the lines of the files and from what was handed out.
  init(_ played: PlayedHouse) throws {
    for (_, bytes) in try JourneyFiles.texts() {
      let lines = bytes.split(separator: 0x0a).map { Data($0) }
      let objects = try lines.map { try JSONSerialization.jsonObject(with: $0) as? [String: Any] }
      guard objects.first??["house"] as? String == played.house else { continue }
      for object in objects.dropFirst() { collect(object ?? [:]) }
    }
    for outcome in played.outcomes {
      for delivery in outcome.deliveries { collect(delivery) }
      if let session = outcome.session { forget(session.text) }
    }
    // One wrong turn answers with words of the question, which the house's rules publish.
    let questions = HouseRules.preset(played.house)?.recovery.questions ?? []
    forgotten = forgotten.filter { text in
      !questions.contains { $0.lowercased().contains(text.lowercased()) }
    }
  }

  private mutating func collect(_ line: [String: Any]) {
    for (name, value) in line {
      switch (name, value) {
      case ("password", let text as String), ("confirmation", let text as String),
        ("current", let text as String), ("answer", let text as String),
        ("code", let text as String), ("link", let text as String),
        ("legacyPassword", let text as String):
        forget(text)
      case ("number", let text as String), ("member", let text as String),
        ("identifier", let text as String), ("accessCode", let text as String),
        ("legacyIdentifier", let text as String), ("email", let text as String),
        ("phone", let text as String), ("name", let text as String),
        ("label", let text as String), ("text", let text as String), ("note", let text as String):
        seal(text)
      case ("value", let object as [String: Any]), ("content", let object as [String: Any]),
        ("postalAddress", let object as [String: Any]),
        ("bankDetails", let object as [String: Any]):
        for case let text as String in object.values { seal(text) }
      default: break
      }
    }
  }

  private mutating func collect(_ delivery: Delivery) {
    for line in delivery.to.text.split(separator: "\n") { seal(String(line)) }
    guard let secret = delivery.secret?.text else { return }
    // A notice tells an identifier or an access code; all else is a secret for one use.
    if delivery.artefact == nil { seal(secret) } else { forget(secret) }
  }

  /// A link's or a session's ids stand in the log; its last part is the secret.
  private mutating func forget(_ text: String) {
    guard !text.hasPrefix("$") || text.hasPrefix("$pbkdf2") else { return }
    forgotten.insert(text.split(separator: ".").last { $0.count == 22 }.map(String.init) ?? text)
  }

  private mutating func seal(_ text: String) {
    guard !text.hasPrefix("$"), text.utf8.count >= 4 else { return }
    sealed.insert(text)
  }
}

/// Looks for texts in bytes.
struct ByteSearch {
  /// The texts by their first two bytes, and a mark for each pair that begins one.
  private var texts: [UInt16: [[UInt8]]] = [:]
  private var begins = [Bool](repeating: false, count: 256 * 256)

  /// Takes texts, each as it is and in lower case.
  init(_ all: Set<String>) {
    for text in all.union(all.map { $0.lowercased() }).sorted() where text.utf8.count > 1 {
      let bytes = Array(text.utf8)
      let pair = UInt16(bytes[0]) << 8 | UInt16(bytes[1])
      texts[pair, default: []].append(bytes)
      begins[Int(pair)] = true
    }
  }

  /// The texts that bytes hold; a number inside a run of hexadecimal digits is no find.
  func finds(in bytes: [UInt8]) -> [String] {
    var found: Set<String> = []
    bytes.withUnsafeBufferPointer { bytes in
      begins.withUnsafeBufferPointer { begins in
        var index = 1
        while index < bytes.count {
          let pair = UInt16(bytes[index - 1]) << 8 | UInt16(bytes[index])
          if begins[Int(pair)] {
            for text in texts[pair] ?? [] where isFind(text, at: index - 1, in: bytes) {
              found.insert(String(decoding: text, as: UTF8.self))
            }
          }
          index += 1
        }
      }
    }
    return found.sorted()
  }

  private func isFind(
    _ text: [UInt8], at start: Int, in bytes: UnsafeBufferPointer<UInt8>
  ) -> Bool {
    let end = start + text.count
    guard end <= bytes.count else { return false }
    var index = 0
    while index < text.count {
      guard bytes[start + index] == text[index] else { return false }
      index += 1
    }
    let isInside =
      start > 0 && Self.isHex(bytes[start - 1]) || end < bytes.count && Self.isHex(bytes[end])
    return !(isInside && text.allSatisfy(Self.isHex))
  }

  private static func isHex(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || (0x61...0x66).contains(byte)
  }
}
