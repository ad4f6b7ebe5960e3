import Membership
import Notation
import Testing

@Suite("One wire name, one Swift type")
struct EventTableTests {
  @Test("edge 50: no name belongs to two types, no type has two names")
  func oneToOne() {
    let names = EventTable.entries.map(\.name)
    let types = EventTable.entries.map(\.swiftType)
    #expect(Set(names).count == names.count)
    #expect(Set(types).count == types.count)
    for name in names { #expect(EventTable.entry(named: name)?.name == name) }
  }

  @Test("edge 50: a type is called as its wire name, in camel case")
  func spelling() {
    for entry in EventTable.entries {
      let words = entry.name.split { $0 == "." || $0 == "-" }
      let camel = words.map { $0 == "cgu" ? "CGU" : $0.prefix(1).uppercased() + $0.dropFirst() }
      #expect(entry.swiftType == camel.joined())
    }
  }

  @Test("edge 50: a text read under a name is of that name's type and no other")
  func readAsItself() throws {
    for golden in GoldenEvent.all {
      #expect(golden.event.name == golden.type)
      let read = try decode(golden.type, golden.data, golden.privateText)
      #expect(read.name == golden.type)
      #expect(Self.payloadType(of: read) == EventTable.entry(named: golden.type)?.swiftType)
    }
  }

  private static func payloadType(of event: Event) -> String? {
    Mirror(reflecting: event).children.first.map { "\(type(of: $0.value))" }
  }

  @Test("the fact of an attempt is a trace, any other is a fact (catalogue, Keeps)")
  func keeping() {
    let traces = EventTable.entries.filter { $0.keeping == .trace }.map(\.name)
    #expect(
      traces == [
        "identity.refused", "code.refused", "sign-in.succeeded", "sign-in.refused",
        "session.ended", "action.refused", "record.consulted",
      ])
  }

  @Test("every type says which rules or edge cases it serves")
  func serving() {
    for entry in EventTable.entries { #expect(!entry.serves.isEmpty, "\(entry.name)") }
  }
}
