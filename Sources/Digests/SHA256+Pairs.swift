extension SHA256 {
  /// Returns the digest of a byte and two digests, such as a node of RFC 6962 §2.1.
  package static func hash(
    behind byte: UInt8, _ left: Digest, _ right: Digest, engine: Engine = .best
  ) -> Digest {
    var state = State()
    let blocks = PairBlocks(byte, left, right)
    blocks.withBytes { engine.compress(state: &state, blocks: $0) }
    return state.digest
  }

  /// Returns the digests of two such messages, in little more time than one takes.
  package static func hash(
    behind byte: UInt8, _ one: (Digest, Digest), _ other: (Digest, Digest), engine: Engine = .best
  ) -> (Digest, Digest) {
    var (first, second) = (State(), State())
    let (left, right) = (PairBlocks(byte, one.0, one.1), PairBlocks(byte, other.0, other.1))
    left.withBytes { left in
      right.withBytes { right in engine.compress(&first, left, &second, right) }
    }
    return (first.digest, second.digest)
  }
}

/// The two blocks of a message of 65 bytes, padded (FIPS 180-4 §5.1.1).
private struct PairBlocks {
  private typealias Eight = (UInt64, UInt64, UInt64, UInt64, UInt64, UInt64, UInt64, UInt64)
  private let blocks: (Eight, Eight)

  @inline(__always)
  init(_ byte: UInt8, _ left: Digest, _ right: Digest) {
    /// Returns a word of the message: the last byte of one digest word and the first seven of the
    /// next.
    @inline(__always)
    func word(_ before: UInt64, _ next: UInt64) -> UInt64 {
      (before &<< 56 | next &>> 8).bigEndian
    }
    let first = (
      word(UInt64(byte), left.word0), word(left.word0, left.word1), word(left.word1, left.word2),
      word(left.word2, left.word3), word(left.word3, right.word0),
      word(right.word0, right.word1), word(right.word1, right.word2),
      word(right.word2, right.word3)
    )
    let end = word(right.word3, 0x8000_0000_0000_0000)
    let bits: UInt64 = 65 * 8
    blocks = (first, (end, 0, 0, 0, 0, 0, 0, bits.bigEndian))
  }

  @inline(__always)
  func withBytes(_ body: (UnsafeRawBufferPointer) -> Void) { withUnsafeBytes(of: blocks, body) }
}
