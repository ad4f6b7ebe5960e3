import EspaceAdherent
import EventStreamTesting
import Membership
import Notation
import Testing

@Suite("Actions that race")
struct ParallelWritersTests {
  private func results(
    _ stage: Stage, _ lines: [String]
  ) -> [Outcome.Result?] {
    let space = stage.space
    return inParallel(lines.count) { index in
      (try? space.perform(readRequest(lines[index])))?.result
    }
  }

  @Test("a number enrolled by 32 threads at once belongs to one member")
  func enrolments() throws {
    let stage = try Stage("mcrn")
    let line = Line.enrol()
    let results = results(stage, Array(repeating: line, count: 32))
    #expect(results.count { $0 == .accepted } == 1)
    #expect(results.count { $0 == .refused(.numberTaken) } == 31)
    #expect(try stage.space.everyAccount().count == 1)
  }

  @Test("edge 31: of two registrations for one number the second ends the first")
  func registrations() throws {
    let stage = try Stage("unimutuelles")
    try stage.publishCGU()
    try stage.enrolForRegistration()
    let first = try stage.register(on: pageA)
    stage.wait(61)
    let second = try stage.register(on: pageB)
    #expect(try stage.confirm(first).result == .refused(.ended))
    #expect(try stage.confirm(second).result == .accepted)
    #expect(try stage.activations() == 1)
  }

  @Test("edge 31: two registrations and their two links, all at once, make one account at most")
  func links() throws {
    let stage = try Stage("unimutuelles")
    try stage.publishCGU()
    try stage.enrolForRegistration()
    let first = try stage.register(on: pageA)
    stage.wait(61)
    let second = try stage.register(on: pageB)
    let lines = (0..<32).map { number in
      #"{"do":"confirmEmail","by":"visitor","link":"\#(number % 2 == 0 ? first : second)"}"#
    }
    let results = results(stage, lines)
    #expect(results.count { $0 == .accepted } == 1)
    #expect(try stage.activations() == 1)
    #expect(try stage.space.account(Stage.number).standing == .active)
  }

  @Test("edge 31: a number registered on 16 pages at once has one live registration")
  func starts() throws {
    let stage = try Stage("unimutuelles")
    try stage.enrolForRegistration()
    let lines = (0..<16).map { number in
      let page = String(repeating: String(number, radix: 16), count: 32)
      return
        Line.startRegistration(on: page)
    }
    #expect(results(stage, lines).allSatisfy { $0 == .accepted })
    #expect(try stage.space.pendingRequests(kind: .registration).count == 1)
    #expect(try stage.space.account(Stage.number).standing == .registering)
  }

  @Test("edge 36: an accepted request that is withdrawn and applied at once is one of the two")
  func withdrawalAndApplication() throws {
    for round in 0..<8 {
      let stage = try Stage("mcrn", seed: UInt64(round))
      try stage.memberWithPassword()
      let session = try stage.session()
      let filed = try stage.act(
        #"{"do":"fileChangeRequest","by":"member","session":"\#(session)","kind":"phone","content":{"phone":"06 39 98 60 72"}}"#
      )
      #expect(filed.result == .accepted)
      let request = try #require(try stage.space.pendingRequests(kind: .changeRequest).first).id
      try stage.act(
        #"{"do":"decideChangeRequest","by":"adviser","staff":"c-07","member":"193592","request":"\#(request)","accept":true}"#
      )
      let results = results(
        stage,
        [
          #"{"do":"withdrawChangeRequest","by":"member","session":"\#(session)","request":"\#(request)"}"#,
          #"{"do":"applyChangeRequest","member":"193592","request":"\#(request)"}"#,
        ])
      #expect(
        results == [.accepted, .refused(.notAccepted)]
          || results == [.refused(.notPending), .accepted])
      let phones = try stage.facts().count { $0.event.name == "dossier.recorded" }
      try #require(results.count > 1)
      #expect(try phones == (results.at(1) == .accepted ? 1 : 0))
    }
  }

  @Test("the log that 32 threads wrote at once verifies, and opens to the same accounts")
  func everythingAtOnce() throws {
    let stage = try Stage("mcrn")
    let space = stage.space
    _ = inParallel(32) { index in
      for step in 0..<4 {
        let number = 193_500 + (index * 4 + step) % 40
        _ = space.perform(
          json: Line.enrol(number, name: "Anne", email: "m\(number)@example.org")
        )
        _ = space.perform(
          json: Line.requestCode(number)
        )
      }
    }
    #expect(try space.verify().isIntact)
    let again = try stage.reopened()
    let (left, right) = (
      try space.everyAccount().map(\.json), try again.space.everyAccount().map(\.json)
    )
    #expect(left == right && left.count == 40)
  }
}

extension Stage {
  fileprivate func activations() throws -> Int {
    try facts().count { $0.event.name == "account.activated" }
  }
}
