import EventStreamTesting
import Membership
import Notation
import Synchronization
import Testing

@testable import EspaceAdherent

@Suite("An id that was another action's")
struct OtherActionTests {
  private static let id = actionID(1)

  private static func line(_ action: String, _ fields: String = "") -> String {
    #"{"id":"\#(id)","do":"\#(action)"\#(fields)}"#
  }

  private static let block = line(
    "blockAccess", #","by":"adviser","staff":"c-1","member":"193592","reason":"x""#)
  private static let enrol = line("enrolMember", #","number":"193592","name":"A""#)
  private static let ask = line(
    "requestCode", #","by":"visitor","member":"193592","channel":"email","page":"\#(pageA)""#)
  private static let rename = line(
    "recordDossier",
    #","by":"adviser","staff":"c-1","member":"193592","what":"email","value":{"email":"nonsense"}"#)
  private static let publish = line(
    "publishCGU",
    #","by":"administrator","staff":"a-1","version":"1","textDigest":"\#(Stage.textDigest)","locale":"fr","reacceptance":false"#
  )
  private static let listing = line(
    "consult", #","by":"auditor","staff":"u-1","what":"accounts","purpose":"x""#)
  private static let nobody = line(
    "requestCode", #","by":"visitor","member":"999999","channel":"email","page":"\#(pageA)""#)
  private static let sweep = line("sweep", #","by":"clock""#)

  private func refusal(of line: String, in stage: Stage) throws {
    let before = stage.logAndVault
    let error = #expect(throws: SpaceError.self) { try stage.act(line) }
    #expect(error?.kind == .invalid && error?.field == "id", "\(line)")
    #expect(stage.logAndVault == before)
  }

  private func founded() throws -> Stage {
    let stage = try Stage("mcrn")
    try stage.enrol()
    try stage.enrol("193593", email: "p@example.org")
    return stage
  }

  @Test("edge 8: the id of an action, accepted or refused, is no other action's, opened again too")
  func pairs() throws {
    let lines = [Self.block, Self.ask, Self.rename, Self.publish, Self.listing, Self.nobody]
    for first in lines {
      let stage = try founded()
      let outcome = try stage.act(first)
      #expect(!outcome.events.isEmpty)
      let later = try stage.reopened()
      for other in lines + [Self.sweep, Self.enrol] where other != first {
        try refusal(of: other, in: stage)
        try refusal(of: other, in: later)
      }
      for stage in [stage, later] {
        let again = try stage.act(first)
        #expect(again.isRepetition && again.events == outcome.events)
        #expect(again.result == outcome.result)
      }
    }
  }

  @Test("edge 8, kind 11: the id of an action is not that of the same action by another actor")
  func actors() throws {
    let stage = try founded()
    let others = [Self.block, Self.publish, Self.listing].map {
      ($0, $0.replacing(#"-1","#, with: #"-2","#))
    }
    for (line, other) in others {
      let stage = try founded()
      try stage.act(line)
      for stage in [stage, try stage.reopened()] {
        try refusal(of: other, in: stage)
        #expect(try stage.act(line).isRepetition)
      }
    }
    try stage.act(Self.block)
    try refusal(of: Self.block.replacing(#""adviser""#, with: #""administrator""#), in: stage)
  }

  @Test("kinds 11 and 12: the id of an action that was accepted without a fact is known, too")
  func withoutFact() throws {
    let stage = try founded()
    try stage.act(Self.block.replacing(Self.id, with: actionID(9)))
    let first = try stage.act(Self.block)
    #expect(first.result == .accepted && first.events.isEmpty)
    let restore = Self.block.replacing("blockAccess", with: "restoreAccess")
    let others = [
      restore, Self.block.replacing("c-1", with: "c-2"), Self.block.replacing("592", with: "593"),
    ]
    for other in others { try refusal(of: other, in: stage) }
    try stage.act(restore.replacing(Self.id, with: actionID(8)))
    // Repeated later, the action has its first outcome and blocks no access now.
    let again = try stage.act(Self.block)
    #expect(again.isRepetition && again.events.isEmpty && again.result == .accepted)
  }

  @Test("kind 47: a missing page is reported before any look-up, and for a known id too")
  func missingPage() throws {
    let stage = try founded()
    try stage.act(Self.ask)
    for number in ["193592", "999999"] {
      for fields in [
        #""do":"verifyCode","code":"123456""#, #""do":"requestCode","channel":"email""#,
        #""do":"setPassword","password":"x","confirmation":"x""#,
        #""do":"startRegistration","accessCode":"X""#,
      ] {
        let line = #"{"id":"\#(Self.id)","by":"visitor","member":"\#(number)",\#(fields)}"#
        let error = #expect(throws: SpaceError.self) { try stage.act(line) }
        #expect(error?.field == "page", "\(line)")
      }
    }
  }

  @Test("edge 8: the id of an enrolment does not replace a block (the line of the fault)")
  func enrolment() throws {
    let stage = try Stage("mcrn")
    try stage.act(Self.enrol)
    try refusal(of: Self.block, in: stage)
    #expect(try stage.space.account("193592").access == .open)
    try refusal(of: Self.enrol.replacing("193592", with: "193593"), in: stage)
  }

  @Test("edge 8: a sweep's id is the sweep's, and another action's is no sweep's")
  func sweeps() throws {
    let stage = try founded()
    _ = try stage.code(on: pageA)
    stage.wait(3600)
    #expect(try !stage.act(Self.sweep).events.isEmpty)
    try refusal(of: Self.block, in: stage)
    try refusal(of: Self.block, in: stage.reopened())
    #expect(try stage.act(Self.sweep).events.isEmpty)
  }

  @Test("edge 8: actions with the same first event are distinguished")
  func alike() throws {
    let stage = try Stage("unimutuelles")
    try stage.publishCGU()
    try stage.enrolForRegistration()
    let page = #","by":"visitor","member":"193592","page":"\#(pageA)""#
    try stage.act(
      #"{"do":"startRegistration"\#(page),"accessCode":"\#(Stage.accessCode)"}"#)
    let fill = Self.line(
      "fillRegistration",
      page
        + #","password":"Sarrasin29","confirmation":"Sarrasin29","email":"\#(Stage.email)","question":3,"answer":"Roscoff""#
    )
    try stage.act(fill)
    try refusal(
      of: Self.line("setPassword", page + #","password":"Sarrasin30","confirmation":"Sarrasin30""#),
      in: stage)
    #expect(try stage.act(fill).isRepetition)
  }

  @Test("edge 8: an id at several members keeps its first answer, also after opening again")
  func severalMembers() throws {
    let stage = try founded()
    let block = Self.block
    let first = try stage.act(block)
    #expect(first.events.count == 2)
    for number in ["193593", "193594"] {
      if number == "193594" { try stage.enrol(number, email: "q@example.org") }
      try refusal(of: Self.rename.replacing("193592", with: number), in: stage)
      try refusal(of: block.replacing("193592", with: number), in: stage)
    }
    for stage in [stage, try stage.reopened()] {
      let again = try stage.act(block)
      #expect(again.result == .accepted && again.events == first.events && again.isRepetition)
    }
  }

  @Test("edge 8: if one id is in the streams of two members, each gets its own first answer")
  func neighbours() throws {
    let stage = try founded()
    let first = try stage.act(Self.block)
    // The index is emptied, as after many other actions.
    stage.space.state.withLock { state in
      state.actionIndex = ActionIndex()
      state.actionIndex.hasReadEnd = true
    }
    let other = try stage.act(Self.rename.replacing("193592", with: "193593"))
    #expect(other.result == .refused(.emailMalformed) && other.events.count == 1)
    let last = try stage.act(Self.rename.replacing("193592", with: "193593"))
    #expect(last.isRepetition && last.events == other.events)
    let again = try stage.act(Self.block)
    #expect(again.result == .accepted && again.events == first.events)
  }
}
