/// A SHA-256 digest or authentication code: 32 bytes, held without a heap allocation.
public struct Digest: Sendable, Hashable {
  /// Bytes 0–7, the first of them the most significant; the other words likewise.
  let word0: UInt64
  let word1: UInt64
  let word2: UInt64
  let word3: UInt64

  init(_ word0: UInt64, _ word1: UInt64, _ word2: UInt64, _ word3: UInt64) {
    self.word0 = word0
    self.word1 = word1
    self.word2 = word2
    self.word3 = word3
  }

  /// Takes exactly 32 bytes; `nil` for any other number.
  public init?(bytes: some Collection<UInt8>) {
    guard bytes.count == 32 else { return nil }
    var words: (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)
    withUnsafeMutableBytes(of: &words) { $0.copyBytes(from: bytes) }
    self.init(
      UInt64(bigEndian: words.0), UInt64(bigEndian: words.1),
      UInt64(bigEndian: words.2), UInt64(bigEndian: words.3))
  }

  /// The 32 bytes, in order.
  public var bytes: [UInt8] {
    withBytes { Array($0) }
  }

  /// Lends the 32 bytes, in order, without allocating.
  ///
  /// - Parameter body: may read the buffer only while it runs.
  /// - Returns: what `body` returns.
  /// - Throws: what `body` throws.
  public func withBytes<Result, Failure>(
    _ body: (UnsafeRawBufferPointer) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    let inMemoryOrder = (word0.bigEndian, word1.bigEndian, word2.bigEndian, word3.bigEndian)
    return try withUnsafeBytes(of: inMemoryOrder, body)
  }
}
