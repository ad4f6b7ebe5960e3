import SHAInstructions

extension SHA256 {
  /// The implementation of the compression function: the processor's SHA-256 instructions or
  /// portable Swift.
  ///
  /// Both return the same digests. The tests run every published vector through each available
  /// engine.
  package enum Engine: Sendable, CaseIterable {
    /// Plain Swift, for every processor.
    case portable
    /// The SHA extensions of x86-64, or the SHA-2 instructions of ARMv8.
    case instructions

    /// The engines that this processor can run, determined once at run time.
    package static let available: [Engine] =
      sha_instructions_available() ? allCases : [.portable]

    /// The fastest available engine.
    package static let best: Engine = available.last ?? .portable
  }
}

extension SHA256.Engine {
  /// Folds whole 64-byte blocks into the state, in order: the compression function of SHA-256 (FIPS
  /// 180-4 §6.2.2).
  ///
  /// Reads at any alignment. Bytes after the last whole block are not read. O(`blocks.count`), no
  /// allocation.
  @inline(__always)
  func compress(state: inout SHA256.State, blocks: UnsafeRawBufferPointer) {
    guard self == .instructions else { return compressPortably(state: &state, blocks: blocks) }
    guard let start = blocks.baseAddress, blocks.count >= 64 else { return }
    state.withWords {
      sha_instructions_compress($0, start.assumingMemoryBound(to: UInt8.self), blocks.count / 64)
    }
  }

  /// Folds the blocks of two messages, equal in number, each into its own state.
  @inline(__always)
  func compress(
    _ one: inout SHA256.State, _ blocksOfOne: UnsafeRawBufferPointer,
    _ other: inout SHA256.State, _ blocksOfOther: UnsafeRawBufferPointer
  ) {
    guard self == .instructions, let first = blocksOfOne.baseAddress,
      let second = blocksOfOther.baseAddress
    else {
      compress(state: &one, blocks: blocksOfOne)
      return compress(state: &other, blocks: blocksOfOther)
    }
    one.withWords { one in
      other.withWords { other in
        sha_instructions_compress_two(
          one, first.assumingMemoryBound(to: UInt8.self), other,
          second.assumingMemoryBound(to: UInt8.self), blocksOfOne.count / 64)
      }
    }
  }

  /// Folds one block, given as words, into the state.
  @inline(__always)
  func compress(state: inout SHA256.State, block: MessageBlock) {
    guard self == .instructions else { return compressPortably(state: &state, block: block) }
    withUnsafeBytes(of: block) { bytes in
      guard let words = bytes.assumingMemoryBound(to: UInt32.self).baseAddress else { return }
      state.withWords { sha_instructions_compress_words($0, words) }
    }
  }

  /// Computes `count` links of PBKDF2's chain (RFC 8018 §5.2).
  ///
  /// Each link is the HMAC of the previous one, and is added to `sum` by exclusive or.
  func chain(
    _ count: Int, _ hmac: HMACSHA256, link: inout SHA256.State, sum: inout SHA256.State
  ) {
    var (inner, outer) = (hmac.inner, hmac.outer)
    guard self == .instructions else {
      for _ in 0..<count {
        link = portableHash(portableHash(link, behind: inner), behind: outer)
        sum.formSymmetricDifference(link)
      }
      return
    }
    inner.withWords { inner in
      outer.withWords { outer in
        link.withWords { link in
          sum.withWords { sum in sha_instructions_chain(inner, outer, link, sum, count) }
        }
      }
    }
  }
}

/// Hashes a digest after the one block that `keyed` has folded.
///
/// It is not inlined on purpose. One copy of the rounds with constant padding runs a seventh faster
/// than two copies in the loop, which overfill the instruction cache.
@inline(never)
private func portableHash(
  _ digest: SHA256.State, behind keyed: SHA256.State
) -> SHA256.State {
  var state = keyed
  compressPortably(state: &state, block: MessageBlock(digestBehindOneBlock: digest))
  return state
}

extension SHA256.State {
  /// Passes the eight words, which are contiguous, to a C function.
  @inline(__always)
  fileprivate mutating func withWords(_ body: (UnsafeMutablePointer<UInt32>) -> Void) {
    withUnsafeMutableBytes(of: &self) { bytes in
      guard let words = bytes.assumingMemoryBound(to: UInt32.self).baseAddress else { return }
      body(words)
    }
  }
}
