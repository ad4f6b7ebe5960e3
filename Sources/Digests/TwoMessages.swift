extension SHA256 {
  /// A message in memory, after a prefix of at most sixteen bytes.
  ///
  /// The bytes must stay in place while the message is used.
  package struct Message {
    fileprivate let beginning: (UInt64, UInt64)
    fileprivate let beginningCount: Int
    fileprivate let bytes: UnsafeRawBufferPointer

    /// Creates a message after one byte, such as the prefixes of RFC 6962 §2.1.
    package init(behind byte: UInt8, _ bytes: UnsafeRawBufferPointer) {
      beginning = (UInt64(byte) &<< 56, 0)
      beginningCount = 1
      self.bytes = bytes
    }

    /// Creates a message after sixteen bytes, such as a salt; the first byte is the most
    /// significant.
    package init(behind high: UInt64, _ low: UInt64, _ bytes: UnsafeRawBufferPointer) {
      beginning = (high, low)
      beginningCount = 16
      self.bytes = bytes
    }
  }

  /// Returns the digests of two messages, in little more time than the longer one takes.
  ///
  /// Allocates no memory.
  package static func hash(
    _ one: Message, _ other: Message, engine: Engine = .best
  ) -> (Digest, Digest) {
    var (left, right) = (Blocks(of: one), Blocks(of: other))
    var (first, second) = (State(), State())
    left.withRuns { left in
      right.withRuns { right in
        while !left.next.isEmpty, !right.next.isEmpty {
          let count = min(left.next.count, right.next.count)
          engine.compress(&first, left.take(count), &second, right.take(count))
        }
        while !left.next.isEmpty {
          engine.compress(state: &first, blocks: left.take(left.next.count))
        }
        while !right.next.isEmpty {
          engine.compress(state: &second, blocks: right.take(right.next.count))
        }
      }
    }
    return (first.digest, second.digest)
  }
}

/// The blocks of a padded message (FIPS 180-4 §5.1.1).
///
/// The middle blocks stay in place. The first and the last ones are copies.
private struct Blocks {
  /// The first block, if it is whole, and the last two.
  private var edges = (PendingBlock(), PendingBlock(), PendingBlock())
  private let hasFirst: Bool
  private let middle: UnsafeRawBufferPointer
  private let lastCount: Int

  @inline(__always)
  init(of message: SHA256.Message) {
    let total = message.beginningCount &+ message.bytes.count
    hasFirst = total >= 64
    let taken = hasFirst ? 64 &- message.beginningCount : 0
    let whole = hasFirst ? (message.bytes.count &- taken) & ~63 : 0
    middle = UnsafeRawBufferPointer(rebasing: message.bytes[taken..<taken &+ whole])
    let rest = UnsafeRawBufferPointer(rebasing: message.bytes[(taken &+ whole)...])
    let start = hasFirst ? 0 : message.beginningCount
    if hasFirst {
      edges.0.begin(message.beginning.0, message.beginning.1)
      edges.0.replace(
        at: message.beginningCount, with: UnsafeRawBufferPointer(rebasing: message.bytes[..<taken]))
    } else {
      edges.1.begin(message.beginning.0, message.beginning.1)
    }
    edges.1.replace(at: start, with: rest)
    edges.1.endMessage(at: start &+ rest.count)
    let bits = UInt64(total) &* 8
    lastCount = start &+ rest.count >= PendingBlock.lengthOffset ? 2 : 1
    if lastCount == 1 { edges.1.setLength(bits: bits) } else { edges.2.setLength(bits: bits) }
  }

  /// Three contiguous runs of blocks.
  struct Runs {
    private(set) var next: UnsafeRawBufferPointer
    private var second: UnsafeRawBufferPointer
    private var third: UnsafeRawBufferPointer

    @inline(__always)
    init(
      _ first: UnsafeRawBufferPointer, _ second: UnsafeRawBufferPointer,
      _ third: UnsafeRawBufferPointer
    ) {
      (next, self.second, self.third) = (first, second, third)
      skipEmpty()
    }

    /// Returns the next `count` bytes, of which `next` must have enough.
    @inline(__always)
    mutating func take(_ count: Int) -> UnsafeRawBufferPointer {
      defer {
        next = UnsafeRawBufferPointer(rebasing: next[count...])
        skipEmpty()
      }
      return UnsafeRawBufferPointer(rebasing: next[..<count])
    }

    @inline(__always)
    private mutating func skipEmpty() {
      let none = UnsafeRawBufferPointer(start: nil, count: 0)
      if next.isEmpty { (next, second, third) = (second, third, none) }
      if next.isEmpty { (next, second, third) = (second, third, none) }
    }
  }

  /// Passes the blocks to a closure.
  @inline(__always)
  mutating func withRuns(_ body: (inout Runs) -> Void) {
    withUnsafeBytes(of: &edges) { bytes in
      var runs = Runs(
        UnsafeRawBufferPointer(rebasing: bytes[..<(hasFirst ? 64 : 0)]), middle,
        UnsafeRawBufferPointer(rebasing: bytes[64..<64 &+ 64 &* lastCount]))
      body(&runs)
    }
  }
}

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
