import EspaceAdherent
import Membership
import Notation
import Testing

@Suite("Repetition")
struct RepetitionTests {
  /// Performs actions of every kind of actor at MCRN, with refused ones and an unknown number.
  private func mcrn() throws -> Script {
    let stage = try Stage("mcrn")
    let number = Stage.number
    var script = Script(stage)
    try script.perform(Line.publishCGU("1"))
    try script.perform(Line.publishCGU("1"))
    try script.perform(
      #"{"do":"enrolMember","at":"2026-03-02T09:00:00Z","number":"\#(number)","name":"Régine Thibaud","email":"\#(Stage.email)"}"#
    )
    stage.wait(1)
    try script.perform(Line.enrol(number))
    try script.perform(Line.requestCode("999999"))
    let code = try script.perform(Line.requestCode(number))
    let delivery = try #require(code.deliveries.first)
    try script.perform(
      #"{"do":"reportDelivery","member":"\#(number)","delivery":"\#(delivery.delivery)","outcome":"sent"}"#
    )
    try script.perform(Line.verify("00000", of: number))
    let secret = try #require(delivery.secret?.text)
    try script.perform(Line.verify(secret, of: number))
    try script.perform(Line.setPassword("court", of: number))
    try script.perform(Line.setPassword(of: number))
    stage.wait(1)
    try script.perform(Line.signIn(number, "faux"))
    let signIn = try script.perform(Line.signIn(number))
    let session = try #require(signIn.session?.text)
    try script.perform(Line.enrolDevice("Téléphone", session: session))
    try script.perform(Line.block(number, reason: "fraud", by: "c-07"))
    try script.perform(Line.enrolDevice("Tablette", session: session))
    return script
  }

  @Test("edge 8: a known id gets its first answer, for any actor, accepted or refused")
  func sameAnswer() throws {
    let script = try mcrn()
    #expect(script.done.contains { $0.outcome.member == nil && $0.outcome.result != .accepted })
    #expect(Set(script.done.map(\.request.by.role)).count >= 6)
    try script.expectRepetitions(in: script.stage)
  }

  @Test("edge 8: a known id is known in a space opened again")
  func afterReopening() throws {
    let script = try mcrn()
    try script.expectRepetitions(in: script.stage.reopened())
  }

  @Test("edge 8: months later, with another password and the account closed, it is still the first")
  func afterMuchHasChanged() throws {
    let script = try mcrn()
    let stage = script.stage
    stage.wait(28 * 86_400)
    try stage.act(
      #"{"do":"restoreAccess","by":"adviser","staff":"c-07","member":"\#(Stage.number)","reason":"checked"}"#
    )
    try stage.act(
      #"{"do":"recordDossier","by":"mutuelle","member":"\#(Stage.number)","what":"email","value":{"email":"r@example.fr"}}"#
    )
    try stage.act(Line.close())
    // Attempts for unknown numbers are left out. They are found in the current month's stream only.
    let known = script.filtered { $0.request.by != .visitor || $0.outcome.member != nil }
    try known.expectRepetitions(in: stage)
  }

  @Test("edge 8: an action that names a time of its own is known although the log has gone on")
  func ownTime() throws {
    let stage = try Stage("mcrn")
    let line =
      #"{"do":"enrolMember","id":"\#(actionID(1))","at":"2026-03-02T09:00:30Z","number":"\#(Stage.number)","name":"Régine Thibaud"}"#
    let first = try stage.act(line)
    stage.wait(3600)
    try stage.enrol("193593")
    let again = try stage.act(line)
    #expect(again.isRepetition && again.events == first.events)
  }

  @Test("edge 8: the id alone is compared, with any other content for the same member")
  func idAlone() throws {
    let stage = try Stage("mcrn")
    try stage.memberWithPassword()
    let first = try stage.act(Line.signIn(Stage.number, "faux", id: 7))
    let again = try stage.act(Line.signIn(id: 7))
    #expect(first.result == .refused(.wrongPassword))
    #expect(again.result == first.result && again.events == first.events)
    #expect(again.session == nil)
  }

  @Test("edge 8: a repetition gets the first answer, not the answer of the current state")
  func firstWords() throws {
    let stage = try Stage("agents-publics")
    try stage.enrol()
    let ask = Line.requestCode(id: 1)
    let asked = try stage.act(ask)
    let code = try #require(asked.deliveries.first?.secret?.text)
    try stage.verify(code, on: pageA)
    try stage.setPassword("Mangrove-2025-DK", on: pageA)
    let enter = Line.signIn(Stage.number, "Mangrove-2025-DK", id: 2)
    let entered = try stage.act(enter)
    try stage.act(
      #"{"do":"recordDossier","by":"mutuelle","member":"193592","what":"email","value":{"email":"zoe@example.org"}}"#
    )
    stage.wait(200 * 86_400)
    #expect(try stage.signIn("193592", "Mangrove-2025-DK").publicOutcome.renewalAdvised)
    #expect(!entered.publicOutcome.renewalAdvised)
    #expect(try stage.act(enter).publicOutcome == entered.publicOutcome)
    #expect(asked.publicOutcome.mask?.first == "r")
    #expect(try stage.act(ask).publicOutcome == asked.publicOutcome)
  }

  @Test("edge 14: a sweep twice records each deadline once")
  func sweepTwice() throws {
    let stage = try Stage("mcrn")
    try stage.enrol()
    _ = try stage.code(on: pageA)
    stage.wait(3600)
    let line = #"{"do":"sweep","id":"\#(actionID(9))"}"#
    let first = try stage.act(line)
    #expect(first.events.map(\.type) == ["deadline.passed"])
    let files = stage.logAndVault
    #expect(try stage.act(line).events.isEmpty)
    #expect(try stage.act(#"{"do":"sweep"}"#).events.isEmpty)
    #expect(stage.logAndVault == files)
  }
}
