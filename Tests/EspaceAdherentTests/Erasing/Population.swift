import EspaceAdherent
import EventStreamTesting
import Foundation
import Membership
import Notation
import Testing

/// Members with histories drawn from a seed, and all values that they were given.
struct Population {
  /// One member with personal values.
  ///
  /// No other member has any of these values.
  struct Person {
    let id: Token
    let number: String
    var values: [String]
  }

  let stage: Stage
  private(set) var people: [Person] = []
  private var random: SeededGenerator

  /// Makes the members and performs random actions for them, some of which are refused.
  init(of count: Int, seed: UInt64) throws {
    stage = try Stage("mcrn", seed: seed)
    random = SeededGenerator(seed: seed &* 977 &+ 5)
    for index in 0..<count { try enrol(index) }
    for _ in 0..<count * 6 { try step(Int.random(in: 0..<count, using: &random)) }
  }

  /// Names with characters that JSON must escape or may escape, and with JSON's own marks.
  private static let oddities = [
    "Zoé \"la Brise\"", "O\\Neill", "d’Ys 🌊", "Éloïse\u{301}", "{\"a\":1}", "Le\tGoff", "Nguyễn",
  ]

  private mutating func enrol(_ index: Int) throws {
    let number = String(200_000 + index * 7919 % 700_000)
    let name = Self.oddities[index % Self.oddities.count] + " \(letters(8))"
    let email = "\(letters(10))@\(letters(6)).example"
    let phone = "06" + String(10_000_000 + Int.random(in: 0..<89_999_999, using: &random))
    let street = "\(Int.random(in: 1...99, using: &random)) rue \(letters(9))"
    let outcome = try act([
      "do": "enrolMember", "number": number, "name": name, "email": email, "phone": phone,
      "postalAddress": ["street": street, "postalCode": "29200", "city": letters(7)],
    ])
    let id = try #require(outcome.member)
    people.append(
      Person(id: id, number: number, values: [number, name, email, phone, street]))
  }

  /// Performs one action of a member, a visitor or an adviser.
  private mutating func step(_ index: Int) throws {
    let person = people[index]
    stage.wait(Int64.random(in: 61...90_000, using: &random))
    switch Int.random(in: 0..<7, using: &random) {
    case 0:
      let code = try? stage.code(on: pageA, for: person.number)
      guard let code else { return }
      try stage.verify(code, on: pageA, of: person.number)
      try stage.setPassword("Machines-\(letters(9))7A", on: pageA, of: person.number)
    case 1: try stage.signIn(person.number, "Faux-\(letters(8))9")
    case 2:
      let phone = "07" + String(10_000_000 + Int.random(in: 0..<89_999_999, using: &random))
      people[index].values.append(phone)
      try act([
        "do": "recordDossier", "by": "adviser", "staff": "c-1", "member": person.number,
        "what": "phone", "value": ["phone": phone],
      ])
    case 3:
      let text = "Bonjour \"\(letters(12))\"\nmerci"
      people[index].values.append(text)
      try act([
        "do": "fileChangeRequest", "by": "adviser", "staff": "c-1", "member": person.number,
        "kind": "other", "content": ["text": text],
      ])
    case 4:
      // The address is typed where it finds no member, so it is recorded as a visitor's attempt.
      try act([
        "do": "requestCode", "by": "visitor", "member": person.values[2], "channel": "email",
        "page": pageB,
      ])
    case 5:
      let note = "note \(letters(14))"
      people[index].values.append(note)
      for (what, note) in [("blockAccess", note), ("restoreAccess", note)] {
        try act([
          "do": what, "by": "adviser", "staff": "c-1", "member": person.number,
          "reason": "essai", "note": note,
        ])
      }
    default: _ = try? stage.code(on: pageB, for: person.number)
    }
  }

  @discardableResult
  private func act(_ action: [String: Any]) throws -> Outcome {
    let json = try JSONSerialization.data(withJSONObject: action)
    return try stage.act(String(decoding: json, as: UTF8.self))
  }

  private mutating func letters(_ count: Int) -> String {
    let alphabet = Array("abcdefghijklmnopqrstuvwxyz")
    return String((0..<count).map { _ in alphabet[Int(random.next() % 26)] })
  }
}

extension Population.Person {
  /// The possible spellings of the values in a file.
  ///
  /// They are plain, JSON-escaped once, and escaped twice as in JSON within JSON.
  var writings: Set<String> {
    var all: Set<String> = []
    for value in values {
      var text = value
      for _ in 0..<3 {
        all.insert(text)
        var writer = JSONWriter()
        writer.string(text)
        text = String(decoding: writer.bytes.dropFirst().dropLast(), as: UTF8.self)
      }
      // Other writers escape every character outside ASCII.
      all.insert(
        value.unicodeScalars.map { scalar in
          scalar.isASCII
            ? String(scalar)
            : String(scalar).utf16.map { unit in
              "\\u" + String(repeating: "0", count: 4 - String(unit, radix: 16).count)
                + String(unit, radix: 16)
            }.joined()
        }.joined())
    }
    return all
  }
}
