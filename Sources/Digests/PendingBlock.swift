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
