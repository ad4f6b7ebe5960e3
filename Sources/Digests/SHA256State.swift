extension SHA256 {
  /// The eight words a … h between two compressions (FIPS 180-4 §5.3.3 before the first).
  struct State: Sendable {
    var a: UInt32 = 0x6a09_e667
    var b: UInt32 = 0xbb67_ae85
    var c: UInt32 = 0x3c6e_f372
    var d: UInt32 = 0xa54f_f53a
    var e: UInt32 = 0x510e_527f
    var f: UInt32 = 0x9b05_688c
    var g: UInt32 = 0x1f83_d9ab
    var h: UInt32 = 0x5be0_cd19

    var digest: Digest {
      Digest(
        UInt64(a) &<< 32 | UInt64(b), UInt64(c) &<< 32 | UInt64(d),
        UInt64(e) &<< 32 | UInt64(f), UInt64(g) &<< 32 | UInt64(h))
    }

    /// Replaces the state by its exclusive or with another one, word by word: the sum of `PBKDF2`.
    @inline(__always)
    mutating func formSymmetricDifference(_ other: State) {
      a ^= other.a
      b ^= other.b
      c ^= other.c
      d ^= other.d
      e ^= other.e
      f ^= other.f
      g ^= other.g
      h ^= other.h
    }
  }
}

/// The bytes that do not fill a block yet, in their order, without a heap allocation.
struct PendingBlock: Sendable {
  static let lengthOffset = 56

  private var words: (UInt64, UInt64, UInt64, UInt64, UInt64, UInt64, UInt64, UInt64) =
    (0, 0, 0, 0, 0, 0, 0, 0)

  /// Writes the first sixteen bytes, the first of which is the most significant.
  mutating func begin(_ high: UInt64, _ low: UInt64) {
    words.0 = high.bigEndian
    words.1 = low.bigEndian
  }

  /// Writes bytes at `offset`.
  ///
  /// The caller has verified that they fit.
  mutating func replace(at offset: Int, with bytes: UnsafeRawBufferPointer) {
    guard !bytes.isEmpty else { return }
    withUnsafeMutableBytes(of: &words) { block in
      UnsafeMutableRawBufferPointer(rebasing: block[offset...]).copyMemory(from: bytes)
    }
  }

  /// Writes the one bit that ends a message at `offset`, and zeros up to the end of the block.
  mutating func endMessage(at offset: Int) {
    withUnsafeMutableBytes(of: &words) { block in
      block[offset] = 0x80
      UnsafeMutableRawBufferPointer(rebasing: block[(offset + 1)...])
        .initializeMemory(as: UInt8.self, repeating: 0)
    }
  }

  /// Writes the length of the message into the last eight bytes.
  mutating func setLength(bits: UInt64) {
    words.7 = bits.bigEndian
  }

  /// Folds the complete block into the state.
  func compress(into state: inout SHA256.State, by engine: SHA256.Engine) {
    withUnsafeBytes(of: words) { engine.compress(state: &state, blocks: $0) }
  }
}
