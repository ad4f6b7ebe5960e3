/// SHA-256 (FIPS 180-4), incremental.
///
/// It is a value type: a copy keeps its own progress, so that a common prefix can be hashed once
/// and continued many times. `update` allocates no memory and takes O(`bytes.count`).
package struct SHA256: Sendable {
  private var state = State()
  private var pending = PendingBlock()
  private var pendingCount = 0
  private var messageCount: UInt64 = 0
  private let engine: Engine

  /// Creates the hash of an empty message.
  package init(engine: Engine = .best) { self.engine = engine }

  /// Continues after `blocks` whole blocks that were already folded into `state`.
  init(state: State, blocks: UInt64, engine: Engine) {
    self.engine = engine
    self.state = state
    messageCount = blocks &* 64
  }

  /// Adds bytes to the message.
  package mutating func update(_ bytes: UnsafeRawBufferPointer) {
    messageCount &+= UInt64(bytes.count)
    var rest = bytes
    if pendingCount > 0 {
      let taken = min(64 - pendingCount, rest.count)
      keep(UnsafeRawBufferPointer(rebasing: rest[..<taken]))
      rest = UnsafeRawBufferPointer(rebasing: rest[taken...])
      guard pendingCount == 64 else { return }
      pending.compress(into: &state, by: engine)
      pendingCount = 0
    }
    let whole = rest.count & ~63
    engine.compress(state: &state, blocks: UnsafeRawBufferPointer(rebasing: rest[..<whole]))
    keep(UnsafeRawBufferPointer(rebasing: rest[whole...]))
  }

  /// Adds bytes to the message.
  package mutating func update(_ bytes: [UInt8]) {
    bytes.withUnsafeBytes { update($0) }
  }

  /// Adds bytes to the message.
  package mutating func update(_ bytes: ArraySlice<UInt8>) {
    bytes.withUnsafeBytes { update($0) }
  }

  /// Adds one byte to the message, such as the prefixes of RFC 6962 §2.1.
  package mutating func update(byte: UInt8) {
    withUnsafeBytes(of: byte) { update($0) }
  }

  /// Adds the 32 bytes of a digest to the message, such as the nodes of RFC 6962 §2.1.
  package mutating func update(_ digest: Digest) {
    digest.withBytes { update($0) }
  }

  /// Returns the digest of the message so far.
  ///
  /// More bytes can be added afterwards.
  package func finalize() -> Digest {
    finalState().digest
  }

  /// Returns the digest of a whole message.
  package static func hash(_ bytes: [UInt8], engine: Engine = .best) -> Digest {
    bytes.withUnsafeBytes { hash($0, engine: engine) }
  }

  /// Returns the digest of a whole message.
  package static func hash(
    _ bytes: UnsafeRawBufferPointer, engine: Engine = .best
  ) -> Digest {
    var hasher = SHA256(engine: engine)
    hasher.update(bytes)
    return hasher.finalize()
  }

  /// Returns the state after the padding of FIPS 180-4 §5.1.1: a one bit, zeros, the length in
  /// bits.
  func finalState() -> State {
    var state = self.state
    var last = pending
    last.endMessage(at: pendingCount)
    if pendingCount >= PendingBlock.lengthOffset {
      last.compress(into: &state, by: engine)
      last = PendingBlock()
    }
    last.setLength(bits: messageCount &* 8)
    last.compress(into: &state, by: engine)
    return state
  }

  private mutating func keep(_ bytes: UnsafeRawBufferPointer) {
    pending.replace(at: pendingCount, with: bytes)
    pendingCount += bytes.count
  }
}
