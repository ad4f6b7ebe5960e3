import Membership
import Testing

@Suite("Member numbers as typed")
struct MemberNumberTests {
  @Test("AP-8, edge 22: leading zeros are kept, and make another number")
  func zeros() {
    #expect(MemberNumber.canonical("012345", lengths: 5...7) == "012345")
    #expect(MemberNumber.canonical("12345", lengths: 5...7) == "12345")
    #expect(MemberNumber.canonical("000000", lengths: 6...6) == "000000")
  }

  @Test(
    "MG-12: six digits and seven are both numbers where the house says so",
    arguments: [("193592", true), ("1935920", true), ("19359", false), ("19359201", false)])
  func lengths(typed: String, accepted: Bool) {
    #expect((MemberNumber.canonical(typed, lengths: 6...7) != nil) == accepted)
  }

  @Test(
    "FM-10, edge 20: spaces, zero-width and full-width digits are cleaned",
    arguments: [" 193592\n", "193 592", "１９３５９２", "193\u{200B}592", "\u{A0}193592", "193\u{AD}592"])
  func cleaned(typed: String) {
    #expect(MemberNumber.canonical(typed, lengths: 6...7) == "193592")
  }

  @Test(
    "edge 21: anything but ASCII digits is refused",
    arguments: ["19359O", "١٩٣٥٩٢", "193-592", "+193592", "19359²", "", "abc", "1935.2"])
  func refused(typed: String) {
    #expect(MemberNumber.canonical(typed, lengths: 0...20) == nil)
  }

  @Test("edge 20: cleaning twice changes nothing")
  func idempotent() {
    for typed in ["０1２ 345", "  99 99 99", "000001"] {
      let once = MemberNumber.canonical(typed, lengths: 6...6)
      #expect(once != nil)
      #expect(once.flatMap { MemberNumber.canonical($0, lengths: 6...6) } == once)
    }
  }
}
