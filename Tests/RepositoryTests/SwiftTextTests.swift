import Testing

@Suite("The scanner of Swift texts")
struct SwiftTextTests {
  @Test("blanks comments and literals, and keeps interpolated code")
  func blanking() {
    let text = SwiftText(
      #"""
      let a = "{ // \(b + "}") }" // {
      /* { /* } */ */ let c = 1
      let d = """
        } try!
        """
      let e = #""try!" {"#
      """#)
    #expect(!text.code.joined().contains("{"))
    #expect(!text.code.joined().contains("try!"))
    #expect(text.code[0].contains("b +"))
    #expect(text.code[1].contains("let c = 1"))
    #expect(text.code.count == text.lines.count)
  }

  @Test("removes comments, blank lines and indentation, and keeps literals")
  func commentsRemoved() {
    let text = SwiftText.withoutComments(
      #"""
      /// A comment.
      let a = "https://a"  // A remark.

        let b = #"a//b"# /* a remark */
      """#)
    #expect(
      text == ##"""
        let a = "https://a"
        let b = #"a//b"#
        """##)
  }

  @Test("measures functions from their first line to their closing brace")
  func functions() {
    let text = SwiftText(
      """
      struct A {
        init(
          a: Int
        ) {
          self.a = a
        }
        func b() { [1].forEach { _ in } }
        func c() {
          if true {
          }
        }
      }
      """)
    #expect(text.functions.map(\.line) == [2, 7, 8])
    #expect(text.functions.map(\.length) == [5, 1, 4])
  }
}
