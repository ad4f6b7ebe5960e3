import Membership
import Testing

@Suite("The format of a code")
struct CodeFormatTests {
  @Test(
    "the name in the log reads back",
    arguments: [("digits6", .digits(6)), ("letters8", .letters(8)), ("digits5", .digits(5))]
      as [(String, CodeFormat)])
  func names(name: String, format: CodeFormat) {
    #expect(format.description == name)
    #expect(CodeFormat(name) == format)
  }

  @Test(
    "any other name is refused",
    arguments: [
      "", "digits", "6", "digits0", "digits06", "digits100", "Digits6", "digits-6", "digits６",
      "letters8 ",
    ])
  func noNames(name: String) {
    #expect(CodeFormat(name) == nil)
  }

  @Test("MR-13: five digits are below the floor of six, six and eight letters are not")
  func floor() {
    #expect(!CodeFormat.digits(5).meetsFloor)
    #expect(CodeFormat.digits(6).meetsFloor)
    #expect(CodeFormat.letters(8).meetsFloor)
    #expect(!CodeFormat.letters(4).meetsFloor)
    #expect(!CodeFormat.digits(-1).meetsFloor)
    #expect((CodeFormat.digits(6).bits * 10).rounded() == 199)
    #expect((CodeFormat.letters(8).bits * 10).rounded() == 385)
  }
}
