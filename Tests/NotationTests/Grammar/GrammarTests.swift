import FoundationEssentials
import Notation
import Testing

@Suite("The grammar of RFC 8259, production by production")
struct GrammarTests {
  private static let refused = [
    Production("§2 JSON-text", Refused.texts), Production("§2 ws", Refused.spaces),
    Production("§2 ws, compact", Refused.compactSpaces), Production("§3 value", Refused.values),
    Production("§3 literal names", Refused.literals), Production("§4 object", Refused.objects),
    Production("§4 member", Refused.members), Production("§5 array", Refused.arrays),
    Production("§6 number", Refused.numbers), Production("§7 string", Refused.strings),
    Production("§7 char", Refused.escapes), Production("§8.1 encoding", Refused.encodings),
    Production("§9 limits", Refused.limits),
  ]

  private static let accepted = [
    Production("§2 JSON-text", Accepted.texts), Production("§4 object", Accepted.objects),
    Production("§5 array", Accepted.arrays), Production("§6 number", Accepted.numbers),
    Production("§7 string", Accepted.strings), Production("§7 char", Accepted.escapes),
  ]

  @Test("a text that breaks a production is refused for its reason at its byte", arguments: refused)
  func refusal(production: Production<Refused>) {
    for one in production.cases {
      #expect(fault(of: one.text, spacing: one.spacing) == one.fault, "\(one)")
      #expect(throws: one.fault, "\(one)") {
        try read(Tree.self, from: one.text, spacing: one.spacing)
      }
    }
  }

  @Test("a text refused with free white space is refused as a compact text", arguments: refused)
  func compactRefusal(production: Production<Refused>) {
    for one in production.cases {
      let seen = fault(of: one.text, spacing: .compact)
      let hasSpace = one.text.contains { [0x20, 0x09, 0x0a, 0x0d].contains($0) }
      #expect(hasSpace ? seen != nil : seen == one.fault, "\(one)")
    }
  }

  @Test("a refused text stays refused as the last value of an object", arguments: refused)
  func refusalInside(production: Production<Refused>) {
    for one in production.cases {
      let text = Array(#"{"k":"#.utf8) + one.text + Array("}".utf8)
      #expect(fault(of: text, spacing: one.spacing) != nil, "\(one)")
    }
  }

  @Test(
    "Foundation refuses texts that break the grammar and reads narrowed ones", arguments: refused)
  func foundation(production: Production<Refused>) {
    for one in production.cases where one.flaw != .left {
      // Foundation accepts a comma before `]` and `}`. §4 and §5 do not.
      if one.rule.hasSuffix("after a separator") { continue }
      let value = try? JSONDecoder().decode(Tree.self, from: Data(one.text))
      #expect((value != nil) == (one.flaw == .narrowed), "\(one)")
    }
  }

  @Test("each flaw is tried on each production that has parts, and no text is tried twice")
  func coverage() {
    let flaws: Set<Refused.Flaw> = [.missing, .doubled, .misplaced, .truncated, .wrongKind]
    let withoutParts = ["§2 ws", "§2 ws, compact", "§9 limits"]
    for production in Self.refused where !withoutParts.contains(production.name) {
      #expect(flaws.subtracting(production.cases.map(\.flaw)).isEmpty, "\(production.name)")
    }
    var seen: Set<[UInt8]> = []
    for one in Self.refused.flatMap(\.cases) {
      #expect(seen.insert(one.text).inserted, "\(one)")
    }
    for one in Self.accepted.flatMap(\.cases) {
      #expect(seen.insert(one.text).inserted, "\(one)")
    }
  }

  @Test("a text of the grammar is read as its value, here and by Foundation", arguments: accepted)
  func acceptance(production: Production<Accepted>) throws {
    for one in production.cases {
      #expect(try read(Tree.self, from: one.text, spacing: .free) == one.value, "\(one)")
      #expect(fault(of: one.text, spacing: .free) == nil, "\(one)")
      let isCompact = fault(of: one.text, spacing: .compact) == nil
      #expect(isCompact == (one.spacing == .compact), "\(one)")
      #expect(try JSONDecoder().decode(Tree.self, from: Data(one.text)) == one.value, "\(one)")
    }
  }

  @Test("the value of a text, written, is read back as the same value", arguments: accepted)
  func rewriting(production: Production<Accepted>) throws {
    for one in production.cases {
      #expect(try read(Tree.self, from: json(one.value)) == one.value, "\(one)")
    }
  }

  @Test("an accepted text is accepted inside arrays and objects, and twice", arguments: accepted)
  func acceptanceInside(production: Production<Accepted>) throws {
    for one in production.cases where !one.rule.hasPrefix("§9") {
      let text = String(decoding: one.text, as: UTF8.self)
      let value = try read(Tree.self, from: "[\(text),{\"k\":\(text)}]", spacing: .free)
      #expect(value == [one.value, ["k": one.value]], "\(one)")
    }
  }
}
