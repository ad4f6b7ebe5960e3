import Membership
import Testing

@Suite("Kinds 16, 28, 31 and 53: telephones")
struct PhoneNumberTests {
  @Test(
    "kind 53: every spelling of a number gives one form",
    arguments: [
      ("0690 12 34 56", "+590690123456"), ("0590 12 34 56", "+590590123456"),
      ("0594 12 34 56", "+594594123456"), ("0596 12 34 56", "+596596123456"),
      ("0262 12 34 56", "+262262123456"), ("0692-12-34-56", "+262692123456"),
      ("0693.12.34.56", "+262693123456"), ("0694 12 34 56", "+594694123456"),
      ("0696 12 34 56", "+596696123456"), ("0697 12 34 56", "+596697123456"),
      ("0976 22 34 56", "+262976223456"), ("0976 61 34 56", "+596976613456"),
      ("+590 0590 12 34 56", "+590590123456"), ("590690123456", "+590690123456"),
      ("262 0262 12 34 56", "+262262123456"), ("+33 690 12 34 56", "+590690123456"),
      ("0033 0690 12 34 56", "+590690123456"), ("+33(0)692123456", "+262692123456"),
      ("06\u{2011}39\u{2013}98\u{2212}60-72", "+33639986072"),
      ("tel:+33-6-39-98-60-72", "+33639986072"), ("TEL:0639986072", "+33639986072"),
      ("33639986072", "+33639986072"), ("\u{202a}+33 (0)6 39 98 60 72\u{202c}", "+33639986072"),
      ("+33 06 39 98 60 72", "+33639986072"), ("0033 06 39 98 60 72", "+33639986072"),
      ("+44 07911 123456", "+447911123456"), ("+39 06 6982", "+39066982"),
      ("+225 07 12 34 56 78", "+2250712345678"),
    ])
  func forms(typed: String, canonical: String) {
    #expect(PhoneNumber.canonical(typed) == canonical)
    #expect(PhoneNumber.canonical(canonical) == canonical)
  }

  @Test(
    "kinds 31 and 53: an impossible telephone number is refused",
    arguments: [
      "+33 0 54 43 46 83", "0033 0 54 43 46 83", "+33 (0) 0 54 43 46 83", "+33 00 12 34 56 78",
      "+32 470 12 34", "+32 470 12 34 56 78", "+34 600 12 34 5", "+1 202 555 012",
      "+41 79 123 45 678", "+590 690 12 34 5", "33 0 54 43 46 83", "tel:",
      "+33(0)(0)639986072", "+689 87 12 34 5", "+999 12345678", "+210 1234567", "06 39 98 60 7é",
    ])
  func refused(typed: String) {
    #expect(PhoneNumber.canonical(typed) == nil)
  }

  @Test(
    "kind 16: no landline of France receives a text message; numbers abroad may",
    arguments: [
      ("01 42 00 00 00", false), ("02.40.89.22.91", false), ("0300000000", false),
      ("+33 4 91 00 00 00", false), ("05 61 00 00 00", false), ("09 50 00 00 00", false),
      ("0590 12 34 56", false), ("0262123456", false), ("0976 22 34 56", false),
      ("06 39 98 60 72", true), ("07 00 00 00 00", true), ("0690 12 34 56", true),
      ("0692 12 34 56", true), ("+32 2 123 45 67", true), ("+49 30 123456", true),
    ])
  func texts(typed: String, receives: Bool) throws {
    #expect(PhoneNumber.receivesText(try #require(PhoneNumber.canonical(typed))) == receives)
  }

  @Test(
    "kinds 16 and 28: text messages are sent to mobiles, in E.164; the page is answered the same")
  func requests() throws {
    let world = try TestWorld(.mcrn)
    try world.enrol("200001", email: nil, phone: "01 42 00 00 00")
    try world.enrol("200002", email: nil, phone: "\u{202a}+33 (0)6 39 98 60 72\u{202c}")
    let landline = try world.requestCode("200001", on: pageA, channel: .sms)
    let mobile = try world.requestCode("200002", on: pageA, channel: .sms)
    #expect(landline.refusal == .noChannelKnown && landline.deliveries.isEmpty)
    #expect(mobile.deliveries.map(\.to.text) == ["+33639986072"])
    #expect(landline.publicOutcome == mobile.publicOutcome)
  }
}
