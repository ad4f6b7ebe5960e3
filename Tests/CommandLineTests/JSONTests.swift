import Foundation
import Testing

/// Every line printed by `--json` is a JSON object, and its keys are stable.
@Suite struct JSONTests {
  private func keys(_ words: String...) throws -> [Set<String>] {
    let moment = ["--as-of", ReadingTests.end]
    let run = try launch(
      EspaceBinary.path, words + moment + ["--json", "--data", try Sample.space()], Data(), [:], nil
    )
    #expect(run.code == 0)
    return try run.objects.map { Set($0.keys) }
  }

  @Test("account and accounts")
  func accounts() throws {
    let names: Set = [
      "member", "asOf", "position", "number", "name", "standing", "access", "password", "question",
      "emails", "cgu", "requiredActions", "devices", "liveSessions", "dossier", "beneficiaries",
      "sharesEmailWith", "pending", "counters",
    ]
    #expect(try keys("account", "193592") == [names])
    let columns: Set = [
      "member", "standing", "facts", "firstAt", "lastAt", "firstPosition", "lastPosition",
      "refusals", "incomplete", "access", "identity", "failedSignIns", "failedProofs", "signIns",
      "password", "passwordRules", "passwordsSet", "question", "cgu", "email", "emailSince",
      "emailRefused", "emailPending", "required", "openItems", "overdueItems", "codesRequested",
      "devicesActive", "devicesBlocked", "devicesRemoved", "number", "name",
    ]
    #expect(try keys("accounts").allSatisfy { $0.symmetricDifference(columns).count <= 2 })
  }

  @Test("history")
  func history() throws {
    let names: Set = [
      "position", "sequence", "stream", "type", "at", "actor", "action", "correlation", "data",
      "sealed", "hash", "sentence",
    ]
    #expect(
      try keys("history", "193592") == [names, names.union(["cause"]), names, names])
  }

  @Test("pending")
  func pending() throws {
    #expect(
      try keys("pending") == [
        ["kind", "member", "id", "since", "position", "deadline", "overdue", "purpose"]
      ])
  }

  @Test("verify and rebuild")
  func verifyAndRebuild() throws {
    let folder = try TemporaryFolder()
    let space = try Sample.copy(in: folder)
    let verified = try espace("verify", "--json", "--data", space).objects
    #expect(
      verified.map { Set($0.keys) } == [
        [
          "intact", "facts", "appends", "logSegments", "logBytes", "vaultReadable", "vaultLines",
          "vaultBytes", "root", "lastAt", "unknownFacts", "erasedValues", "awaitingErasure",
        ]
      ])
    #expect(try verified.at(0)["facts"] as? Int == 6)
    let rebuilt = try espace("rebuild", "--json", "--data", space)
    #expect(rebuilt.output == "{\"facts\":6,\"members\":2,\"pending\":0,\"snapshot\":true}\n")
  }

  @Test("actions and events describe the catalogue")
  func catalogue() throws {
    let actions = try espace("actions", "--json").objects
    #expect(actions.count >= 38)
    #expect(actions.allSatisfy { Set($0.keys) == ["do", "by", "uniform", "fields", "refusals"] })
    let events = try espace("events", "--json").objects
    #expect(events.count >= 45)
    #expect(
      events.allSatisfy {
        Set($0.keys) == ["type", "schema", "keeps", "seals", "serves", "fields"]
      })
    let fields = (actions + events).flatMap { $0["fields"] as? [[String: Any]] ?? [] }
    #expect(fields.allSatisfy { Set($0.keys) == ["name", "kind", "class", "optional"] })
  }

  @Test("perform: accepted, refused, repeated, invalid")
  func outcomes() throws {
    let folder = try TemporaryFolder()
    let space = try Sample.copy(in: folder)
    let ask =
      #"{"do":"requestCode","id":"7b0e8a52-5f5c-4d8e-9d4e-0123456789ab","by":"visitor","member":"193592","channel":"email","page":"0123456789abcdef0123456789abcdef"}"#
    let again =
      #"{"do":"requestCode","by":"visitor","member":"193592","channel":"email","page":"0123456789abcdef0123456789abcdef"}"#
    let run = try espace(
      "perform", "--data", space, input: [ask, ask, again, "{"].joined(separator: "\n"))
    let outcomes = try run.objects
    #expect(
      outcomes.map { Set($0.keys) } == [
        ["outcome", "member", "events", "public", "deliver"],
        ["outcome", "member", "events", "public", "repeated"],
        ["outcome", "member", "events", "public", "reason"],
        ["outcome", "error", "line"],
      ])
    let deliveries = outcomes[0]["deliver"] as? [[String: Any]]
    #expect(
      deliveries?.map { Set($0.keys) } == [
        ["delivery", "channel", "to", "artefact", "secret", "expiresAt"]
      ])
    // The public answer is the same for all three requests.
    let told = outcomes.prefix(3).map { ($0["public"] as? [String: String])?["say"] }
    #expect(told == ["sentIfKnown", "sentIfKnown", "sentIfKnown"])
    #expect(run.code == 65)
  }
}
