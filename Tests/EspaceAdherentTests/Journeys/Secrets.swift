import Foundation
import Membership

/// The values used by a house's journeys that must not appear in clear in any file.
struct Secrets {
  /// Values that are stored nowhere: codes, link secrets, passwords, answers and sessions.
  private(set) var forgotten: Set<String> = []
  /// Values that are stored in the vault only.
  ///
  /// They are numbers, identifiers, access codes, addresses, telephones, IBANs and names.
  private(set) var sealed: Set<String> = []

  /// Collects the values from the lines of the files and from the deliveries.
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
    // One journey types words of the question as its answer. The house's rules publish them.
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
    // A notice contains an identifier or an access code. Any other secret is for one use.
    if delivery.artefact == nil { seal(secret) } else { forget(secret) }
  }

  /// Adds the last part of a link or a session, which is its secret.
  ///
  /// The ids before it are recorded in the log.
  private mutating func forget(_ text: String) {
    guard !text.hasPrefix("$") || text.hasPrefix("$pbkdf2") else { return }
    forgotten.insert(text.split(separator: ".").last { $0.count == 22 }.map(String.init) ?? text)
  }

  private mutating func seal(_ text: String) {
    guard !text.hasPrefix("$"), text.utf8.count >= 4 else { return }
    sealed.insert(text)
  }
}

/// A search for many texts in bytes.
struct ByteSearch {
  /// The texts by their first two bytes, and a flag for each pair of first bytes.
  private var texts: [UInt16: [[UInt8]]] = [:]
  private var begins = [Bool](repeating: false, count: 256 * 256)

  /// Takes the texts, each unchanged and in lower case.
  init(_ all: Set<String>) {
    for text in all.union(all.map { $0.lowercased() }).sorted() where text.utf8.count > 1 {
      let bytes = Array(text.utf8)
      let pair = UInt16(bytes[0]) << 8 | UInt16(bytes[1])
      texts[pair, default: []].append(bytes)
      begins[Int(pair)] = true
    }
  }

  /// Returns the texts that the bytes contain.
  ///
  /// A number within a run of hexadecimal digits is not a match.
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
