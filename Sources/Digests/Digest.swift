/// A SHA-256 digest or authentication code: 32 bytes, held without a heap allocation.
public struct Digest: Sendable, Hashable {
  /// Bytes 0–7, the first of which is the most significant.
  ///
  /// The other words follow likewise.
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

  /// Creates a digest from exactly 32 bytes, or returns `nil`.
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

  /// Passes the 32 bytes to a closure, in order, without allocating.
  ///
  /// - Parameter body: Receives the buffer, which is valid only during the call.
  /// - Returns: The result of `body`.
  /// - Throws: The error of `body`.
  public func withBytes<Result, Failure>(
    _ body: (UnsafeRawBufferPointer) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    let inMemoryOrder = (word0.bigEndian, word1.bigEndian, word2.bigEndian, word3.bigEndian)
    return try withUnsafeBytes(of: inMemoryOrder, body)
  }
}
