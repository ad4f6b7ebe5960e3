import EspaceAdherent
import Foundation
import Testing

@Suite("The catalogue")
struct CatalogueTests {
  @Test("docs/catalogue.md matches the code")
  func page() throws {
    let expected = Catalogue.markdown
    guard (try? Repository.text("docs/catalogue.md")) != expected else { return }
    if ProcessInfo.processInfo.environment["ESPACE_WRITE_CATALOGUE"] == "1" {
      let file = Repository.root.appendingPathComponent("docs/catalogue.md")
      try expected.write(to: file, atomically: true, encoding: .utf8)
    }
    Issue.record(
      """
      docs/catalogue.md is not what the code says; \
      ESPACE_WRITE_CATALOGUE=1 swift test --filter CatalogueTests writes it. It must be:
      \(expected)
      """)
  }

  @Test("names every event and every action once")
  func names() throws {
    let spans = try Markdown(path: "docs/catalogue.md").spans.map(\.text)
    for name in Catalogue.events.map(\.name) + Catalogue.actions.map(\.name.rawValue) {
      #expect(spans.count { $0 == name } == 1, "\(name)")
    }
    #expect(Catalogue.events.count == 54)
    #expect(Catalogue.actions.count == 44)
  }

  @Test("serves rules and edge cases that there are")
  func serves() {
    for event in Catalogue.events {
      let rules = event.serves.matches(of: /\b[A-Z]{2}-[0-9]+\b/).map { String($0.0) }
      #expect(Set(rules).isSubset(of: RuleCoverageTests.rules), "\(event.name)")
      #expect(!event.serves.isEmpty, "\(event.name)")
    }
  }

  @Test("edge 11: opening a link is no action; only the two that a button sends take one")
  func links() {
    let takers = Catalogue.actions.filter { $0.fields.contains { $0.name == "link" } }
    #expect(takers.map(\.name) == [.confirmEmail, .setPassword])
    #expect(!Catalogue.actions.contains { $0.name.rawValue.lowercased().contains("open") })
  }

  @Test("fields that identify, concern money or health, or verify are sealed fields of events")
  func sealing() {
    for event in Catalogue.events {
      let isPrivate = event.fields.contains {
        [.identifying, .sensitive, .verifier].contains($0.dataClass)
      }
      #expect(isPrivate == !event.privateClasses.isEmpty, "\(event.name)")
    }
  }
}
