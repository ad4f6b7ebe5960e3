import Membership
import Notation
import Testing

@Suite("Golden lines of every type of event")
struct GoldenEventTests {
  @Test("there is one of every type, in the order of the catalogue")
  func completeness() {
    #expect(GoldenEvent.all.map(\.type) == EventTable.entries.map(\.name))
  }

  @Test(
    "edge 44: each type is written and read as these bytes, permanently", arguments: GoldenEvent.all
  )
  func bothWays(golden: GoldenEvent) throws {
    let parts = EventCodec.encode(golden.event)
    #expect(String(decoding: parts.data, as: UTF8.self) == golden.data)
    #expect(parts.secret.map { String(decoding: $0, as: UTF8.self) } == golden.secret)
    #expect(
      try decode(golden.type, schema: golden.schema, golden.data, golden.privateText)
        == golden.event)
  }

  @Test("edge 44: lines of earlier versions keep their meaning", arguments: GoldenEvent.earlier)
  func earlier(golden: GoldenEvent) throws {
    let event = try decode(golden.type, schema: golden.schema, golden.data, golden.privateText)
    #expect(event == golden.event)
    let parts = EventCodec.encode(event)
    #expect(String(decoding: parts.data, as: UTF8.self) == golden.data)
    #expect(
      GoldenEvent.all.contains {
        $0.type == golden.type && $0.data != golden.data || $0.schema != golden.schema
      })
  }

  @Test("AP-7: rules of a house from before the post had days of its own leave it three")
  func earlierRules() throws {
    let rules = try Array(GoldenEvent.earlierRulesText.utf8).withUnsafeBufferPointer {
      var scanner = JSONScanner($0, spacing: .free)
      return try HouseRules(from: &scanner)
    }
    #expect(rules.recovery.postalDays == 3)
  }

  @Test("the lines hold every field that the catalogue lists, and no other")
  func fields() throws {
    for (golden, entry) in zip(GoldenEvent.all, EventTable.entries) {
      let isSealed = { (field: FieldDescription) in
        field.dataClass != .plain && field.dataClass != .pseudonymous
      }
      let clear = entry.listing.filter { !isSealed($0) }.map(\.name)
      let secret = entry.listing.filter(isSealed).map(\.name)
      #expect(try ObjectText(golden.data).members.map(\.name) == clear, "\(golden)")
      #expect(
        try golden.secret.map { try ObjectText($0).members.map(\.name) } ?? [] == secret,
        "\(golden)")
      #expect(entry.privateClasses.isEmpty == secret.isEmpty, "\(golden)")
      #expect((golden.event.privateClass == nil) == secret.isEmpty, "\(golden)")
      #expect(golden.event.privateClass.map(entry.privateClasses.contains) != false, "\(golden)")
    }
  }

  @Test(
    "edge 16: a fact says when the clock had stepped back, and is the same fact",
    arguments: GoldenEvent.all)
  func clamped(golden: GoldenEvent) throws {
    let parts = EventCodec.encode(golden.event, clockWasClamped: true)
    let data = String(decoding: parts.data, as: UTF8.self)
    #expect(data.hasSuffix(#""clock":"clamped"}"#))
    #expect(try ObjectText(data).removing("clock").text == golden.data)
    #expect(try decode(golden.type, data, golden.privateText) == golden.event)
    #expect(golden.fault(data: data.replacing("clamped", with: "fast"))?.field == "clock")
  }

  @Test("edge 45: sealed or erased, a line is read without its private values and written the same")
  func closed() throws {
    for golden in GoldenEvent.all {
      for secret in [PrivateText.sealed, .erased] {
        let event = try decode(golden.type, golden.data, secret)
        let parts = EventCodec.encode(event)
        #expect(String(decoding: parts.data, as: UTF8.self) == golden.data)
        #expect(parts.secret == nil)
        #expect((event == golden.event) == (golden.secret == nil), "\(golden)")
        #expect(event.name == golden.type)
      }
    }
  }

  @Test("no private value shows in a description or a dump, in any state")
  func silence() throws {
    for golden in GoldenEvent.all {
      var dumped = ""
      dump(golden.event, to: &dumped)
      let shown = "\(golden.event) " + String(reflecting: golden.event) + dumped
      for member in try golden.secret.map({ try ObjectText($0).members }) ?? [] {
        #expect(!shown.contains(member.value.dropFirst().dropLast()), "\(golden) \(member.name)")
      }
    }
  }
}
