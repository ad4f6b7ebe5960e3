import Digests
import EventLog
import Notation
import Testing

@Suite("Proofs in files of their own")
struct ProofFileTests {
  private static func reader() throws -> LogStore {
    try Fixture.open(GoldenTests.space(), .reading)
  }

  private static func proofs() throws -> [SpaceProof] {
    let reader = try reader()
    var proofs: [SpaceProof] = []
    for number in 1...3 {
      proofs.append(.inclusion(try #require(try reader.inclusionProof(of: number)).proof))
      proofs.append(.consistency(try #require(try reader.consistencyProof(from: number)).proof))
    }
    return proofs
  }

  @Test("hold, are read back the same, and state what they prove")
  func roundTrip() throws {
    for proof in try Self.proofs() {
      #expect(proof.fault == nil)
      #expect(try SpaceProof(canonical: proof.bytes) == proof)
      #expect(proof.checkpoint.root.hex == Golden.root)
    }
    guard case .inclusion(let proof) = try Self.proofs()[2] else { return }
    #expect(
      try String(decoding: proof.record, as: UTF8.self) == Golden.log.split(separator: "\n").at(2))
  }

  @Test("with any one bit changed do not hold for the same checkpoint")
  func everyBit() throws {
    let checkpoint = try #require(try Self.reader().checkpoint()).checkpoint
    var (changed, refused, broken, forged) = (0, 0, 0, 0)
    for whole in try Self.proofs() {
      let bytes = whole.bytes
      for bit in 0..<bytes.count * 8 {
        var spoiled = bytes
        spoiled[bit / 8] ^= 1 << UInt8(bit % 8)
        changed += 1
        guard let proof = try? SpaceProof(canonical: spoiled) else {
          refused += 1
          continue
        }
        // For equal sizes a proof holds for its own checkpoint. The reader must know the
        // checkpoint.
        if proof.fault == nil, proof.checkpoint.agrees(with: checkpoint) { forged += 1 }
        if proof.fault != nil { broken += 1 }
      }
    }
    print(
      "proof files: \(changed) bits changed, \(refused) unreadable, \(broken) do not hold, "
        + "\(forged) forged")
    #expect(forged == 0)
    #expect(refused > 0 && broken > 0)
  }

  @Test("have one spelling: spaces, order, numbers, escapes, a second key, more behind them")
  func spelling() throws {
    let proof = try #require(try Self.reader().inclusionProof(of: 2)).proof
    let text = String(decoding: SpaceProof.inclusion(proof).bytes, as: UTF8.self)
    let spellings = [
      String(text.dropLast()), text + "\n", " " + text,
      text.replacing(",\"leaf\"", with: ", \"leaf\""),
      text.replacing("\"index\":1", with: "\"index\":01"),
      text.replacing("\"index\":1", with: "\"index\":1.0"),
      text.replacing("\"index\":1", with: "\"index\":1,\"index\":1"),
      text.replacing("\"index\":1,\"size\":3", with: "\"size\":3,\"index\":1"),
      text.replacing("{\"format\":1", with: "{\"more\":1,\"format\":1"),
      text.replacing("\\u000a", with: "\\n"), text.replacing("example", with: "\\u0065xample"),
      text.replacing(proof.leaf.hex, with: proof.leaf.hex.uppercased()),
      text.replacing("inclusion", with: "exclusion"), "", "{}", "[]", "null",
      String(repeating: "[", count: 1000),
    ]
    for spelling in spellings {
      #expect(spelling != text)
      #expect(throws: ProofFormFault.self) { try SpaceProof(canonical: Array(spelling.utf8)) }
    }
    let newer = text.replacing("\"format\":1", with: "\"format\":2")
    #expect(throws: ProofFormFault.format(2)) { try SpaceProof(canonical: Array(newer.utf8)) }
    let long = [UInt8](repeating: 0x20, count: SpaceProof.mostBytes + 1)
    #expect(throws: ProofFormFault.tooLong) { try SpaceProof(canonical: long) }
  }

  @Test("that were forged do not hold: size 0, equal sizes, other lengths, another's record")
  func forged() throws {
    let reader = try Self.reader()
    let inclusion = try #require(try reader.inclusionProof(of: 2)).proof
    let other = try #require(try reader.inclusionProof(of: 3)).proof
    func fault(_ change: (inout InclusionProof) -> Void) -> ProofFault? {
      var proof = inclusion
      change(&proof)
      return proof.fault
    }
    #expect(fault { $0.record = other.record } == .record)
    #expect(fault { ($0.record, $0.leaf) = (other.record, other.leaf) } == .index)
    #expect(fault { ($0.record, $0.leaf, $0.index) = (other.record, other.leaf, 2) } == .path)
    #expect(fault { $0.leaf = other.leaf } == .record)
    #expect(fault { $0.index = 0 } == .index)
    #expect(fault { $0.size = 0 } == .index)
    #expect(fault { $0.size = 1 } == .index)
    #expect(fault { $0.size = 4 } == .size)
    #expect(fault { $0.path.append($0.leaf) } == .path)
    #expect(fault { $0.path.removeLast() } == .path)
    #expect(fault { $0.path = [] } == .path)
    #expect(fault { $0.path.reverse() } == .path)
    #expect(fault { $0.record = [] } == .record)

    let growth = try #require(try reader.consistencyProof(from: 2)).proof
    let none = SpaceCheckpoint(origin: growth.from.origin, size: 0, root: Merkle.emptyRoot)
    func grown(_ change: (inout ConsistencyProof) -> Void) -> ProofFault? {
      var proof = growth
      change(&proof)
      return proof.fault
    }
    #expect(grown { $0.from = none } == .size)
    #expect(grown { ($0.from, $0.path) = (none, []) } == .size)
    #expect(grown { ($0.from, $0.checkpoint) = (none, none) } == .size)
    #expect(grown { ($0.from, $0.checkpoint) = ($0.checkpoint, $0.from) } == .size)
    #expect(grown { $0.from = $0.checkpoint } == .path)
    #expect(grown { ($0.from, $0.path) = ($0.checkpoint, []) } == nil)
    let root = growth.from.root
    #expect(
      grown {
        ($0.from, $0.path) = (SpaceCheckpoint(origin: $0.from.origin, size: 3, root: root), [])
      } == .path)
    #expect(grown { $0.from = SpaceCheckpoint(origin: "other", size: 2, root: root) } == .origin)
    #expect(grown { $0.path.append(root) } == .path)
    #expect(grown { $0.path = [] } == .path)
  }

  @Test("rest on an earlier checkpoint with its signatures when one is given")
  func inAnEarlierTree() throws {
    let reader = try Self.reader()
    let block = Array("\u{2014} example.org/witness yI0KVxRdUgVxZVnUKpKcFkZtZXNz\n".utf8)
    let kept = try #require(try reader.checkpoint(of: 2)).checkpoint.adding(signatures: block)
    let proof = try #require(try reader.inclusionProof(of: 1, in: kept)).proof
    #expect(proof.fault == nil)
    #expect(proof.checkpoint == kept)
    #expect(try SpaceProof(canonical: SpaceProof.inclusion(proof).bytes) == .inclusion(proof))
    #expect(try reader.inclusionProof(of: 3, in: kept) == nil)
    let wrong = SpaceCheckpoint(origin: kept.origin, size: 2, root: Merkle.emptyRoot)
    #expect(try reader.inclusionProof(of: 1, in: wrong) == nil)
    for position in [0, -1, 4, Int.max, Int.min] {
      #expect(try reader.inclusionProof(of: position) == nil)
      #expect(try reader.consistencyProof(from: position) == nil)
    }
  }
}
