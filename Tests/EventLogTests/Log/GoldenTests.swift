import Digests
import EventLog
import Foundation
import Notation
import Testing

@Suite("Format 1, byte for byte")
struct GoldenTests {
  /// A space of three records in two appends, made from given ids, times and random numbers.
  static func space() throws -> MemoryStorage {
    let storage = MemoryStorage()
    let store = try Fixture.store(on: storage)
    try store.append(
      Append(
        expected: ["house": 0],
        drafts: [Fixture.draft("house", 1, type: "house.rules-set", data: #"{"version":1}"#)]))
    try store.append(
      Append(
        expected: ["member/k3m9x7p2w4tz": 0],
        drafts: [
          Fixture.draft(
            "member/k3m9x7p2w4tz", 2, type: "email.recorded", data: #"{"email":"c4n8r2v6b3hq"}"#,
            secret: #"{"address":"a.b@example.org"}"#),
          Fixture.draft(
            "member/k3m9x7p2w4tz", 2, type: "email.certified",
            data: #"{"email":"c4n8r2v6b3hq"}"#, cause: .earlier(0)),
        ]))
    return storage
  }

  static func text(_ storage: MemoryStorage, _ path: String) throws -> String {
    String(decoding: try #require(storage[path: path]), as: UTF8.self)
  }

  @Test("the golden space is written byte for byte, and read")
  func golden() throws {
    let storage = try Self.space()
    #expect(try Self.text(storage, "space.json") == Golden.manifest)
    #expect(try Self.text(storage, logPath()) == Golden.log)
    #expect(try Self.text(storage, vaultPath()) == Golden.vault)
    let store = try Fixture.open(storage.copy(), .reading, checking: .everything)
    #expect(store.durableHead.root.hex == Golden.root)
    #expect(try store.verify().isIntact)
  }

  @Test("a line's hash is SHA-256 of a zero byte and the line without its last 75 bytes")
  func hash() throws {
    let lines = Golden.log.split(separator: "\n").dropFirst()
    #expect(lines.count == 3)
    for line in lines {
      let bytes = Array(line.utf8)
      let digest = SHA256.hash([0] + bytes.dropLast(75))
      #expect(line.hasSuffix(",\"hash\":\"\(digest.hex)\"}"))
    }
  }

  @Test("a commitment is SHA-256 of the 16 salt bytes and the private part as written")
  func commitment() throws {
    let line = try #require(Golden.vault.split(separator: "\n").last)
    let salt = try #require(line.range(of: #""salt":""#)).upperBound
    let secret = try #require(line.range(of: #""private":"#)).upperBound
    let saltBytes = try #require(bytes(hex: String(line[salt...].prefix(32))))
    let digest = SHA256.hash(saltBytes + Array(line[secret...].dropLast().utf8))
    #expect(Golden.log.contains(#""sealed":"\#(digest.hex)""#))
  }

  @Test("the worked example of docs/log-format.md is the golden space")
  func documentation() throws {
    let page = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("../../../docs/log-format.md")
    let text = try String(contentsOf: page, encoding: .utf8)
    for part in [Golden.manifest, Golden.log, Golden.vault, Golden.root] {
      #expect(text.contains(part))
    }
  }
}
