import Digests
import EventLog
import Testing

/// Lines with correct hashes and wrong contents, written with knowledge of the format.
@Suite("Forged lines with correct hashes")
struct ForgedLineTests {
  /// A change to one line of the log, counted from 1, and the resulting kind of damage.
  struct Forgery: Sendable, CustomTestStringConvertible {
    let line: Int
    let old: String
    let new: String
    let kind: Damage.Kind
    var isOfVault = false

    var testDescription: String { "\(kind.rawValue): \(old) → \(new)" }
  }

  private static let forgeries = [
    Forgery(line: 5, old: "T09:00:04.000Z", new: "T09:00:02.999Z", kind: .time),
    Forgery(
      line: 5, old: #""position":5,"until":5"#, new: #""position":6,"until":6"#, kind: .position),
    Forgery(line: 5, old: #""position":5"#, new: #""position":4"#, kind: .position),
    Forgery(line: 3, old: #""until":4"#, new: #""until":3"#, kind: .until),
    Forgery(line: 5, old: #""until":5"#, new: #""until":4"#, kind: .until),
    Forgery(line: 5, old: #""until":5"#, new: #""until":4101"#, kind: .until),
    Forgery(line: 5, old: #""sequence":3"#, new: #""sequence":4"#, kind: .sequence),
    Forgery(line: 5, old: #""sequence":3"#, new: #""sequence":2"#, kind: .sequence),
    // The last record of an append of three. The first two have advanced their streams by then.
    Forgery(line: 4, old: #""sequence":2"#, new: #""sequence":3"#, kind: .sequence),
    Forgery(line: 5, old: #""previous":4"#, new: #""previous":2"#, kind: .previous),
    Forgery(line: 5, old: #""previous":4,"#, new: "", kind: .previous),
    Forgery(line: 1, old: #""sequence":1,"#, new: #""sequence":1,"previous":1,"#, kind: .previous),
    Forgery(line: 3, old: #""cause":2"#, new: #""cause":3"#, kind: .cause),
    Forgery(line: 3, old: #""cause":2"#, new: #""cause":4"#, kind: .cause),
    Forgery(line: 5, old: #""schema":1"#, new: #""schema":01"#, kind: .form),
    Forgery(line: 5, old: #""schema":1"#, new: #""schema": 1"#, kind: .form),
    Forgery(line: 5, old: #""schema":1,"#, new: #""schema":1,"schema":1,"#, kind: .form),
    Forgery(line: 5, old: #"{"number":4}"#, new: #"{"number":4.0}"#, kind: .form),
    Forgery(line: 5, old: #"{"number":4}"#, new: #"{"number":4,"number":5}"#, kind: .form),
    Forgery(line: 5, old: #"{"number":4}"#, new: #"{"number":null}"#, kind: .form),
    Forgery(line: 5, old: "member/one", new: "Member/one", kind: .form),
    Forgery(line: 5, old: #""actor":"visitor""#, new: #""actor":"""#, kind: .form),
  ]

  @Test(
    "each field of a record is checked for itself: kind, place and position named",
    arguments: forgeries)
  func field(forgery: Forgery) throws {
    let image = try Fixture.killedSpace()
    let offset = try Self.forge(image, line: forgery.line) {
      $0.replacing(forgery.old, with: forgery.new, maxReplacements: 1)
    }
    let first = try #require([1: 1, 3: 2, 4: 2, 5: 5][forgery.line])
    let reader = try Fixture.open(image, .reading, checking: .everything)
    for damage in [reader.recovery.damage, try reader.verify().damage] {
      #expect(damage?.kind == forgery.kind, "\(damage?.description ?? "sound")")
      #expect(damage?.segment == logPath() && damage?.position == forgery.line)
      // For an error of form the damage names the byte, for any other error the line.
      let inLine = (damage?.offset ?? 0) - offset
      #expect(inLine == 0 || forgery.kind == .form && inLine > 0)
    }
    #expect(reader.durablePosition == first - 1)
    if first <= 2 { #expect(try reader.streamHead("member/one") == nil) }
    #expect(throws: LogError.self) { try Fixture.open(image) }
  }

  @Test("a commitment to another private part, or to none, is found by comparison with the vault")
  func commitment() throws {
    let other = String(repeating: "5a", count: 32)
    let cases: [(forge: (String) -> String, kind: Damage.Kind)] = [
      ({ Self.sealed($0, by: other) }, .commitment), ({ Self.sealed($0, by: nil) }, .vaultOwner),
    ]
    for (forge, kind) in cases {
      let image = try Fixture.killedSpace()
      try Self.forge(image, line: 5, forge)
      let damage = try Fixture.open(image, .reading).verify().damage
      #expect(damage?.kind == kind && damage?.position == 5 && damage?.segment == vaultPath())
    }
    // A record without a private part gets a commitment. The vault has no line for it.
    let image = try Fixture.killedSpace()
    try Self.forge(image, line: 4) { Self.sealed($0, by: other) }
    let damage = try Fixture.open(image, .reading).verify().damage
    #expect(damage?.kind == .vaultOlderThanLog && damage?.position == 4)
  }

  @Test("a segment's header that is right by itself, and not of the records before it, is damage")
  func header() throws {
    let space = try RealSpace()
    let other = MemoryStorage()
    let store = try Fixture.store(on: other, maximumSegmentBytes: 1)
    for number in 0..<2 {
      try store.append(Append(expected: ["x": number], drafts: [Fixture.draft("x", number)]))
    }
    let path = logPath(2)
    let theirs = try #require(other[path: path]).prefix { $0 != 0x0a }
    let ours = try #require(space.files[path]).drop { $0 != 0x0a }
    try space.put(Array(theirs) + ours, at: path)
    let found = try Finding(space)
    #expect(found.damage?.kind == .root && found.damage?.segment == path && !found.isWrong)
    #expect(found.damage?.position == 2 && found.damage?.offset == 0)
    try #require(space.records.count > 0)
    #expect(try found.damage?.expected == space.records.at(0).hash.hex)
    #expect(try Finding.writerRefuses(space))
  }

  /// Changes a line and recomputes its hash.
  ///
  /// Returns the offset at which the line begins.
  @discardableResult
  private static func forge(
    _ image: MemoryStorage, line: Int, _ change: (String) -> String
  ) throws -> Int {
    var lines = String(decoding: try #require(image[path: logPath()]), as: UTF8.self)
      .split(separator: "\n").map(String.init)
    let body = change(String(lines[line].dropLast(75)))
    let changed = "\(body),\"hash\":\"\(SHA256.hash([0] + Array(body.utf8)).hex)\"}"
    #expect(changed != lines[line])
    lines[line] = changed
    image[path: logPath()] = Array(lines.map { $0 + "\n" }.joined().utf8)
    return lines[..<line].reduce(0) { $0 + $1.utf8.count + 1 }
  }

  /// Returns the body of a line with another commitment, or without one.
  private static func sealed(_ body: String, by commitment: String?) -> String {
    let end = body.firstRange(of: #","sealed":""#)?.lowerBound ?? body.endIndex
    return body[..<end] + (commitment.map { ",\"sealed\":\"\($0)\"" } ?? "")
  }
}
