import Digests
import EventLog
import EventStreamTesting
import Testing

@Suite("Checkpoints (C2SP tlog-checkpoint)")
struct CheckpointTests {
  private static let text = """
    example.org/espace
    3
    Uy5bCDEOgZ4INXH8z3cZPSW3g1lzT2kznevvIyWKItw=

    """
  /// A line of the form shown by C2SP: a name, then a key number with a signature.
  private static let signature = "\u{2014} example.org/witness yI0KVxRdUgVxZVnUKpKcFkZtZXNz\n"

  private static func read(_ text: String) throws(CheckpointFault) -> SpaceCheckpoint {
    try SpaceCheckpoint(canonical: Array(text.utf8))
  }

  /// Returns the text with another size.
  private static func sized(_ size: String) -> String {
    text.replacing("\n3\n", with: "\n\(size)\n")
  }

  private static func fault(_ text: String) -> CheckpointFault? {
    do throws(CheckpointFault) {
      _ = try read(text)
      return nil
    } catch { return error }
  }

  @Test("of the golden space: origin, size and root in base64, one a line")
  func written() throws {
    let store = try Fixture.open(GoldenTests.space(), .reading)
    let (checkpoint, work) = try #require(try store.checkpoint())
    #expect(checkpoint.text == Self.text)
    #expect(checkpoint.root.hex == Golden.root)
    #expect(work.hashes == 0)
    #expect(try Self.read(Self.text) == checkpoint)
    #expect(try store.checkpoint(of: 4) == nil)
    #expect(try store.checkpoint(of: -1) == nil)
    #expect(try store.checkpoint(of: 0)?.checkpoint.root == Merkle.emptyRoot)
  }

  @Test("a signature block is kept unchanged after a blank line, and is read back")
  func signed() throws {
    let checkpoint = try Self.read(Self.text)
    let one = try checkpoint.adding(signatures: Array(Self.signature.utf8))
    #expect(one.text == Self.text + "\n" + Self.signature)
    let two = try one.adding(signatures: Array(Self.signature.utf8))
    #expect(two.text == Self.text + "\n" + Self.signature + Self.signature)
    #expect(try Self.read(two.text) == two)
    #expect(two.agrees(with: checkpoint))
    #expect(two != checkpoint)
    let extended = Self.text + "another line that others may define\n"
    #expect(try Self.read(extended).text == extended)
    #expect(try Self.read(extended + "\n" + Self.signature).signatures == Self.signature)
  }

  @Test("is signed by any tool: its block is kept unchanged, a key or another file is refused")
  func otherTools() throws {
    let checkpoint = try Self.read(Self.text)
    let minisign = String(repeating: "RWQf", count: 24) + "RWQ="
    let blocks = [
      "-----BEGIN PGP SIGNATURE-----\n\niHUEABYKAB0\n=abcd\n-----END PGP SIGNATURE-----\n",
      "-----BEGIN SSH SIGNATURE-----\nU1NIU0lH\n-----END SSH SIGNATURE-----\n",
      "-----BEGIN CMS-----\nMIIB\n-----END CMS-----\n",
      "untrusted comment: verify with key.pub\n\(minisign)\n",
      "untrusted comment: a\n\(minisign)\ntrusted comment: b\n\(minisign)\n",
      Self.signature, Self.signature + Self.signature,
    ]
    for block in blocks {
      let signed = try checkpoint.adding(signatures: Array(block.utf8))
      #expect(signed.text == Self.text + "\n" + block)
      #expect(try Self.read(signed.text) == signed)
      // A tool may also write the text that it signed.
      #expect(try checkpoint.adding(signatures: Array(signed.text.utf8)) == signed)
      let other = Self.sized("4") + "\n" + block
      #expect(throws: CheckpointFault.otherCheckpoint) {
        try checkpoint.adding(signatures: Array(other.utf8))
      }
    }
    let others = [
      "-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNz\n-----END OPENSSH PRIVATE KEY-----\n",
      "-----BEGIN SSH SIGNATURE-----\nU1NIU0lH\n-----END CMS-----\n",
      "untrusted comment: minisign encrypted secret key\n\(minisign)\(minisign)\n",
      Self.text, "\n", Self.signature + "\n", "signed: me\n",
      #"{"do":"enrolMember","name":"A"}"# + "\n",
    ]
    for other in others {
      #expect(throws: CheckpointFault.signature, "\(other)") {
        try checkpoint.adding(signatures: Array(other.utf8))
      }
    }
  }

  @Test("is read in its one form only, and the line that is wrong is named")
  func refused() {
    let text = Self.text
    let cases: [(String, CheckpointFault)] = [
      ("", .newline), ("\n", .body), (String(text.dropLast()), .newline), (text + "\n", .signature),
      ("\n" + text, .body), ("example.org\n3\n", .body),
      (text.replacing("example.org/espace", with: String(repeating: "x", count: 256)), .origin),
      (Self.sized("03"), .size), (Self.sized("+3"), .size), (Self.sized("-3"), .size),
      (Self.sized("3 "), .size), (Self.sized("٣"), .size), (Self.sized("0x3"), .size),
      (Self.sized("9007199254740993"), .size),
      // Missing padding, unused bits, another alphabet, 31 bytes, white space.
      (text.replacing("w=", with: "w"), .root), (text.replacing("tw=", with: "tx="), .root),
      (text.replacing("zne", with: "z-e"), .root), (text.replacing("Itw=", with: "It=="), .root),
      (text.replacing("Itw=", with: "Itw= "), .root),
      // An empty log has one valid root only.
      (Self.sized("0"), .root),
      (text.replacing("\n", with: "\r\n"), .characters), (text + "\u{0}\n", .characters),
      ("\u{feff}" + text, .characters),
      (text + "\n" + "- example.org/witness yI0KVxRdUgVx\n", .signature),
      (text + "\n" + "\u{2014} example.org/witness\n", .signature),
      (text + "\n" + "\u{2014} a+b yI0KVxRdUgVx\n", .signature),
      (text + "\n" + "\u{2014} a yI0K\n", .signature),
      (text + "\n" + "\u{2014} a  yI0KVxRdUgVx\n", .signature),
      (text + "\n" + Self.signature + "\n", .signature),
      (text + "\n" + Self.signature.dropLast(), .newline),
      (text + String(repeating: "x", count: 1 << 16) + "\n", .tooLong),
    ]
    for (text, fault) in cases { #expect(Self.fault(text) == fault, "\(text.prefix(80))") }
    #expect(Self.fault(text) == nil)
    #expect(throws: CheckpointFault.characters) { try SpaceCheckpoint(canonical: [0xff, 0x0a]) }
  }

  @Test("with one bit changed is another checkpoint or invalid, never the same")
  func everyBit() throws {
    let whole = try Self.read(Self.text)
    let bytes = Array(Self.text.utf8)
    var same = 0
    for bit in 0..<bytes.count * 8 {
      var changed = bytes
      changed[bit / 8] ^= 1 << UInt8(bit % 8)
      guard let other = try? SpaceCheckpoint(canonical: changed) else { continue }
      if other.agrees(with: whole) { same += 1 }
    }
    #expect(same == 0)
  }

  @Test("is not made of a log that is damaged")
  func damaged() throws {
    let storage = MemoryStorage()
    var log = try NumberedLog(on: storage, maximumSegmentBytes: 1 << 16)
    try log.grow(to: 3000)
    var segment = try #require(storage[path: logPath()])
    segment.removeLast()
    storage[path: logPath()] = segment
    let reader = try Fixture.open(storage, .reading)
    #expect(throws: LogError.self) { try reader.checkpoint() }
    #expect(throws: LogError.self) { try reader.inclusionProof(of: 1) }
    #expect(throws: LogError.self) { try reader.consistencyProof(from: 1) }
  }

  @Test("and proofs are made only after a reader has synced the records it read")
  func confirmed() throws {
    let storage = try Fixture.killedSpace()
    for kind in 0..<3 {
      let disk = SimulatedDisk(DiskImage(storage))
      let reader = try Fixture.open(disk, .reading)
      #expect(disk.syncs.isEmpty)
      try Self.make(kind, reader)
      #expect(disk.syncs == [logPath()])
      disk.set(.broken(from: 1))
      #expect(throws: LogError.self) { try Self.make(kind, reader) }
    }
  }

  private static func make(_ kind: Int, _ log: LogStore) throws(LogError) {
    switch kind {
    case 0: _ = try log.checkpoint()
    case 1: _ = try log.inclusionProof(of: 2)
    default: _ = try log.consistencyProof(from: 2)
    }
  }
}
