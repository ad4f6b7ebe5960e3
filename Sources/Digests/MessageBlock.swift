/// Sixteen 32-bit words: one message block, or sixteen steps of the message schedule.
///
/// The words are named fields, because an `InlineArray` needs macOS 26. The compiler also
/// propagates constants through fields, so that words known at compile time vanish from the rounds.
struct MessageBlock {
  var w0, w1, w2, w3, w4, w5, w6, w7, w8, w9, w10, w11, w12, w13, w14, w15: UInt32

  @inline(__always)
  init(
    _ w0: UInt32, _ w1: UInt32, _ w2: UInt32, _ w3: UInt32,
    _ w4: UInt32, _ w5: UInt32, _ w6: UInt32, _ w7: UInt32,
    _ w8: UInt32, _ w9: UInt32, _ w10: UInt32, _ w11: UInt32,
    _ w12: UInt32, _ w13: UInt32, _ w14: UInt32, _ w15: UInt32
  ) {
    (self.w0, self.w1, self.w2, self.w3) = (w0, w1, w2, w3)
    (self.w4, self.w5, self.w6, self.w7) = (w4, w5, w6, w7)
    (self.w8, self.w9, self.w10, self.w11) = (w8, w9, w10, w11)
    (self.w12, self.w13, self.w14, self.w15) = (w12, w13, w14, w15)
  }

  /// Reads the 64 bytes at `offset`.
  ///
  /// The caller has verified that they exist.
  @inline(__always)
  init(_ bytes: UnsafeRawBufferPointer, at offset: Int) {
    func word(_ index: Int) -> UInt32 {
      UInt32(
        bigEndian: bytes.loadUnaligned(fromByteOffset: offset &+ 4 &* index, as: UInt32.self))
    }
    self.init(
      word(0), word(1), word(2), word(3), word(4), word(5), word(6), word(7),
      word(8), word(9), word(10), word(11), word(12), word(13), word(14), word(15))
  }

  /// Creates the last block of a 32-byte message that follows one 64-byte block.
  ///
  /// It is padded as in FIPS 180-4 §5.1.1. Both hashes of an HMAC over a digest end with such a
  /// block.
  @inline(__always)
  init(digestBehindOneBlock digest: SHA256.State) {
    let bitsOfBoth: UInt32 = (64 + 32) * 8
    self.init(
      digest.a, digest.b, digest.c, digest.d, digest.e, digest.f, digest.g, digest.h,
      0x8000_0000, 0, 0, 0, 0, 0, 0, bitsOfBoth)
  }
}
