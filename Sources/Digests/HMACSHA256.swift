/// HMAC with SHA-256 (RFC 2104, FIPS 198-1), keyed once for any number of messages.
///
/// The key costs two compressions, in `init` only. The states of the inner and the outer hash after
/// their first block are kept. A message of n bytes takes O(n).
package struct HMACSHA256: Sendable {
  let inner: SHA256.State
  let outer: SHA256.State
  let engine: SHA256.Engine
  private var running: SHA256

  /// Creates an HMAC with a key of any length.
  ///
  /// A key over 64 bytes is replaced by its hash (RFC 2104 §2).
  package init(key: [UInt8], engine: SHA256.Engine = .best) {
    let shortKey = key.count > 64 ? SHA256.hash(key, engine: engine).bytes : key
    inner = Self.state(of: shortKey, mask: 0x36, engine)
    outer = Self.state(of: shortKey, mask: 0x5c, engine)
    self.engine = engine
    running = SHA256(state: inner, blocks: 1, engine: engine)
  }

  /// Adds bytes to the message of the incremental form.
  package mutating func update(_ bytes: UnsafeRawBufferPointer) {
    running.update(bytes)
  }

  /// Adds bytes to the message of the incremental form.
  package mutating func update(_ bytes: [UInt8]) {
    running.update(bytes)
  }

  /// Adds bytes to the message of the incremental form.
  package mutating func update(_ bytes: ArraySlice<UInt8>) {
    running.update(bytes)
  }

  /// Adds one byte to the message of the incremental form.
  package mutating func update(byte: UInt8) {
    running.update(byte: byte)
  }

  /// Returns the authentication code of the bytes added so far.
  ///
  /// More bytes can be added afterwards.
  package func finalize() -> Digest {
    finalState(of: running).digest
  }

  /// Returns the authentication code of this message alone, independent of `update`.
  package func authenticate(_ message: [UInt8]) -> Digest {
    state(authenticating: message).digest
  }

  /// Returns the authentication code of this message alone, independent of `update`.
  package func authenticate(_ message: UnsafeRawBufferPointer) -> Digest {
    var hasher = SHA256(state: inner, blocks: 1, engine: engine)
    hasher.update(message)
    return finalState(of: hasher).digest
  }

  /// Returns the authentication code of one message under one key.
  package static func authenticate(
    _ message: [UInt8], key: [UInt8], engine: SHA256.Engine = .best
  ) -> Digest {
    HMACSHA256(key: key, engine: engine).authenticate(message)
  }

  /// Returns the authentication code of this message alone, as words.
  func state(authenticating message: [UInt8]) -> SHA256.State {
    var hasher = SHA256(state: inner, blocks: 1, engine: engine)
    hasher.update(message)
    return finalState(of: hasher)
  }

  private func finalState(of hasher: SHA256) -> SHA256.State {
    var state = outer
    engine.compress(state: &state, block: MessageBlock(digestBehindOneBlock: hasher.finalState()))
    return state
  }

  private static func state(
    of shortKey: [UInt8], mask: UInt8, _ engine: SHA256.Engine
  ) -> SHA256.State {
    var block = [UInt8](repeating: mask, count: 64)
    for (index, byte) in shortKey.enumerated() { block[index] ^= byte }
    var state = SHA256.State()
    block.withUnsafeBytes { engine.compress(state: &state, blocks: $0) }
    return state
  }
}
