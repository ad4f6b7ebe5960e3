import EspaceAdherent
import EventLog
import Foundation
import Testing

@Suite("The log as an auditor sees it")
struct SpaceLogTests {
  @Test("a checkpoint has the log's origin, the number of facts and the root, at any moment")
  func checkpoint() throws {
    let space = try AuditedSpace(members: 5)
    let log = try space.log()
    let verified = try space.open().verify()
    let checkpoint = try log.checkpoint()
    #expect(checkpoint.size == log.facts)
    #expect(checkpoint.root == verified.root)
    #expect(checkpoint.origin.hasPrefix("espace-adherent/mcrn/"))
    #expect(try SpaceCheckpoint(reading: Array(checkpoint.text.utf8)) == checkpoint)
    #expect(checkpoint.notice == nil)
    // An open space gives the same, and also checkpoints of the past.
    #expect(try space.open().log.checkpoint() == checkpoint)
    let early = try log.checkpoint(at: .position(3))
    #expect(early.size == 3)
    let end = try #require(verified.lastInstant)
    #expect(try log.checkpoint(at: .instant(end)) == checkpoint)
    #expect(try log.checkpoint(at: .instant(end.advanced(by: -1))).size < checkpoint.size)
    #expect(try log.checkpoint(at: .instant(.earliest)).size == 0)
    #expect(throws: SpaceError.self) { try log.checkpoint(at: .position(log.facts + 1)) }
  }

  @Test("a fact is proved with the checkpoint alone, then and later")
  func proof() throws {
    let space = try AuditedSpace(members: 3)
    let kept = try space.log().checkpoint()
    try space.enrol(4)
    let log = try space.log()
    for position in 1...kept.size {
      let proof = try SpaceProof(reading: Array((log.prove(position, in: kept).json + "\n").utf8))
      #expect(proof.holds)
      #expect(proof.fault == nil)
      #expect(proof.position == position)
      #expect(proof.record?.hasPrefix("{\"position\":\(position),") == true)
      #expect(proof.checkpoint.agrees(with: kept))
      #expect(try !log.prove(position).checkpoint.agrees(with: kept))
    }
    let growth = try log.proveGrowth(from: kept.size)
    #expect(growth.holds)
    #expect(growth.earlier?.agrees(with: kept) == true)
    #expect(try growth.checkpoint.agrees(with: log.checkpoint()))
    for position in [0, -1, log.facts + 1] {
      #expect(throws: SpaceError.self) { try log.prove(position) }
      #expect(throws: SpaceError.self) { try log.proveGrowth(from: position) }
    }
    #expect(throws: SpaceError.self) { try log.prove(kept.size + 1, in: kept) }
    let other = try AuditedSpace(members: 1, seed: 2).log().checkpoint()
    #expect(throws: SpaceError.self) { try log.prove(1, in: other) }
  }

  @Test("against a kept checkpoint: continued, cut off, restored and continued, or another log")
  func comparison() throws {
    let space = try AuditedSpace(members: 4)
    let backup = try space.copy()
    let early = try space.log().checkpoint()
    try space.enrol(4)
    let late = try space.log().checkpoint()
    let missing = late.size - early.size

    let same = try space.open().log.compare(with: early)
    #expect(same.isSame && same.missing == nil)
    #expect(same.lines.joined().contains("new since then: \(missing) facts"))

    let shorter = try backup.open().log.compare(with: late)
    #expect(shorter.finding == .shorter)
    #expect(shorter.missing == early.size + 1...late.size)
    let until = try #require(shorter.lastInstant)
    #expect(shorter.lines.joined().contains("The last \(missing) facts are missing"))
    #expect(shorter.lines.joined().contains("recorded at or after \(until)"))
    #expect(shorter.json.contains(#""against":"shorter""#))
    #expect(shorter.json.contains("\"missing\":\(missing),"))

    try backup.enrol(6)
    let rewritten = try backup.open().log.compare(with: late)
    #expect(rewritten.finding == .rewritten)
    #expect(try backup.open().verify().isIntact)
    #expect(try backup.open().log.compare(with: early).isSame)

    let other = try AuditedSpace(seed: 2).open().log.compare(with: late)
    #expect(other.finding == .otherSpace)
    #expect(other.lines.joined().contains(late.origin))
  }

  @Test("signatures are kept unchanged, and refused when they are not of the form")
  func signatures() throws {
    let checkpoint = try AuditedSpace().log().checkpoint()
    let block = "— auditor.example.org yI0KVxRdUgVxZVnUKpKcFkZtZXNz\n"
    let signed = try checkpoint.signed(with: Array(block.utf8))
    #expect(signed.text == checkpoint.text + "\n" + block)
    #expect(signed.agrees(with: checkpoint))
    #expect(throws: SpaceError.self) { try checkpoint.signed(with: Array("signed: me\n".utf8)) }
    #expect(throws: SpaceError.self) { try SpaceCheckpoint(reading: Array("hello\n".utf8)) }
    #expect(throws: SpaceError.self) { try SpaceProof(reading: Array("{}\n".utf8)) }
  }
}
