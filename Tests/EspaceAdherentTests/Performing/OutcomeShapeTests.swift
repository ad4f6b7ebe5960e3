import EspaceAdherent
import Foundation
import Membership
import Notation
import Testing

@Suite("Outcomes as lines of JSON")
struct OutcomeShapeTests {
  private static let id = "[2-9a-kmnp-z]{12}"

  private func matches(_ json: String, _ pattern: String) throws -> Bool {
    try json.wholeMatch(of: Regex(pattern)) != nil
  }

  @Test("accepted: outcome, member, events, public, deliver with the secret")
  func accepted() throws {
    let stage = try Stage("mcrn")
    try stage.enrol()
    let json = stage.space.perform(
      json: Line.requestCode()
    )
    #expect(
      try matches(
        json,
        #"\{"outcome":"accepted","member":"\#(Self.id)","events":\[\{"position":4,"type":"code\.requested"\}\],"#
          + #""public":\{"say":"sentIfKnown","mask":"\*+@\*+"\},"deliver":\[\{"delivery":"\#(Self.id)","#
          + #""channel":"email","to":"regine\.thibaud@example\.org","artefact":"code","secret":"[0-9]{5,}","#
          + #""expiresAt":"2026-03-02T09:10:00\.000Z"\}\]\}"#))
  }

  @Test("refused: outcome, reason, events, public; without a member for an unknown name")
  func refused() throws {
    let stage = try Stage("mcrn")
    try stage.enrol()
    let nobody = stage.space.perform(
      json: Line.requestCode("640127")
    )
    #expect(
      try matches(
        nobody,
        #"\{"outcome":"refused","reason":"unknownMember","events":\[\{"position":4,"type":"action\.refused"\}\],"#
          + #""public":\{"say":"sentIfKnown","mask":"\*+@\*+"\}\}"#))
    let wrong = stage.space.perform(
      json: Line.verify("1"))
    #expect(
      try matches(
        wrong,
        #"\{"outcome":"refused","reason":"noCode","member":"\#(Self.id)","events":\[\{"position":5,"type":"code\.refused"\}\],"#
          + #""public":\{"say":"codeWrongOrExpired"\}\}"#))
  }

  @Test("a session, a required action, a held clock and a repetition are said where they belong")
  func more() throws {
    let stage = try Stage("mcrn")
    try stage.memberWithPassword()
    let line = Line.signIn(id: 1)
    stage.wait(-120)
    let first = stage.space.perform(json: line)
    #expect(
      try matches(
        first,
        #"\{"outcome":"accepted","member":"\#(Self.id)","events":\[\{"position":[0-9]+,"type":"sign-in\.succeeded"\}\],"#
          + #""public":\{"say":"signedIn","required":\[\]\},"session":"\#(Self.id)\.[A-Za-z0-9_-]{22}","clock":"clamped"\}"#
      ))
    let again = stage.space.perform(json: line)
    #expect(
      try matches(
        again,
        #"\{"outcome":"accepted","member":"\#(Self.id)","events":\[\{"position":[0-9]+,"type":"sign-in\.succeeded"\}\],"#
          + #""public":\{"say":"signedIn","required":\[\]\},"repeated":true\}"#))
  }

  @Test("no fact: an empty list of events")
  func noFact() throws {
    let stage = try Stage("mcrn")
    #expect(
      stage.space.perform(json: #"{"do":"sweep"}"#)
        == #"{"outcome":"accepted","events":[],"public":{"say":"done"}}"#)
  }

  @Test("a notice is delivered with its topic and its content")
  func notice() throws {
    let stage = try Stage("france-mutuelle")
    let json = stage.space.perform(
      json: Line.enrol(name: "Anne", email: "a@example.org"))
    #expect(
      json.contains(
        try Regex(
          #""deliver":\[\{"delivery":"\#(Self.id)","channel":"email","to":"a@example\.org","topic":"identifier","secret":"[A-Za-z0-9]+"\},"#
            + #"\{"delivery":"\#(Self.id)","channel":"email","to":"a@example\.org","artefact":"link","#
            + #""secret":"\#(Self.id)\.\#(Self.id)\.[A-Za-z0-9_-]{22}","expiresAt":"2026-03-03T09:00:00\.000Z"\}\]"#
        )))
  }

  @Test("password rules that are broken are named, all at once, and the reason beside the text")
  func details() throws {
    let stage = try Stage("mcrn")
    try stage.enrol()
    let code = try stage.code(on: pageA)
    try stage.verify(code, on: pageA)
    let json = stage.space.perform(
      json:
        #"{"do":"setPassword","by":"visitor","member":"193592","page":"\#(pageA)","password":"a_b","confirmation":"a-b","antiRobot":"passed"}"#
    )
    let answer = try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any]
    #expect(answer?["reason"] as? String == "passwordRefused")
    let said = answer?["public"] as? [String: Any]
    #expect(said?["say"] as? String == "passwordRules")
    let rules = Set(said?["rules"] as? [String] ?? [])
    #expect(rules.isSuperset(of: ["tooShort", "forbiddenCharacter", "confirmationMismatch"]))
    let staff = stage.space.perform(
      json: Line.requireNewPassword(reason: "compromised", by: "c-07")
    )
    #expect(staff.hasSuffix(#""public":{"say":"refused","reason":"noPassword"}}"#))
  }

  @Test("every line of every outcome of the journeys is one JSON object, and reads as its outcome")
  func ofTheJourneys() throws {
    let order = [
      "outcome", "reason", "member", "events", "public", "deliver", "session", "clock", "repeated",
    ]
    for outcome in try JourneyFiles.played.get().flatMap(\.outcomes) {
      let json = outcome.json
      #expect(!json.contains("\n"))
      let object = try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any]
      let keys = try #require(object).keys
      #expect(keys.allSatisfy(order.contains))
      let places = order.filter(keys.contains).compactMap { json.firstRange(of: "\"\($0)\":") }
      #expect(places.map(\.lowerBound) == places.map(\.lowerBound).sorted())
      #expect((object?["events"] as? [Any])?.count == outcome.events.count)
      #expect((object?["deliver"] as? [Any])?.count ?? 0 == outcome.deliveries.count)
    }
  }
}
