import Notation
import Projections
import Testing

@testable import Projections

@Suite("The columns of tables")
struct ColumnListTests {
  @Test("names and summaries are unique, also across columns of personal values")
  func unique() {
    Self.check(AccountColumns.list)
    Self.check(PendingColumns.list)
    Self.check(FactColumns.list)
  }

  private static func check<Table>(_ list: ColumnList<Table>) {
    #expect(list.columns.count > 10)
    #expect(Set(list.names).count == list.names.count)
    #expect(Set(list.columns.map(\.summary)).count == list.columns.count)
    let tags = list.storing.map(\.tag)
    #expect(Set(tags).count == tags.count)
    #expect(tags.allSatisfy { (0..<64).contains($0) })
  }

  @Test("a property has the name of its column")
  func properties() {
    #expect(AccountColumns.list[\.lastSignIn].name == "lastSignIn")
    #expect(PendingColumns.list[\.assignedTo].name == "assignedTo")
    #expect(FactColumns.list[\.cause].name == "cause")
  }
}
