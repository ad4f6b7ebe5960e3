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

    /// Exclusive or, word by word: the sum of `PBKDF2`.
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

/// Sixteen 32-bit words: one message block, or sixteen steps of the message schedule.
///
/// Sixteen named fields rather than an `InlineArray`, which needs macOS 26; and the compiler sees
/// through fields, so that words known beforehand vanish from the rounds.
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

  /// The 64 bytes at `offset`, which the caller has checked to be there.
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

  /// The only and last block of a 32-byte message that follows one 64-byte block, padded as in
  /// FIPS 180-4 §5.1.1: both hashes of an HMAC over a digest end in it.
  @inline(__always)
  init(digestAfterOneBlock digest: SHA256.State) {
    let bitsOfBoth: UInt32 = (64 + 32) * 8
    self.init(
      digest.a, digest.b, digest.c, digest.d, digest.e, digest.f, digest.g, digest.h,
      0x8000_0000, 0, 0, 0, 0, 0, 0, bitsOfBoth)
  }
}

/// The constants K0 … K63 (FIPS 180-4 §4.2.2).
///
/// Computed, not stored: a global would be reached through a once-check in debug builds, and the
/// optimiser turns these into immediate operands.
enum RoundConstants {
  @inline(__always)
  static var rounds0To15: MessageBlock {
    MessageBlock(
      0x428a_2f98, 0x7137_4491, 0xb5c0_fbcf, 0xe9b5_dba5,
      0x3956_c25b, 0x59f1_11f1, 0x923f_82a4, 0xab1c_5ed5,
      0xd807_aa98, 0x1283_5b01, 0x2431_85be, 0x550c_7dc3,
      0x72be_5d74, 0x80de_b1fe, 0x9bdc_06a7, 0xc19b_f174)
  }

  @inline(__always)
  static var rounds16To31: MessageBlock {
    MessageBlock(
      0xe49b_69c1, 0xefbe_4786, 0x0fc1_9dc6, 0x240c_a1cc,
      0x2de9_2c6f, 0x4a74_84aa, 0x5cb0_a9dc, 0x76f9_88da,
      0x983e_5152, 0xa831_c66d, 0xb003_27c8, 0xbf59_7fc7,
      0xc6e0_0bf3, 0xd5a7_9147, 0x06ca_6351, 0x1429_2967)
  }

  @inline(__always)
  static var rounds32To47: MessageBlock {
    MessageBlock(
      0x27b7_0a85, 0x2e1b_2138, 0x4d2c_6dfc, 0x5338_0d13,
      0x650a_7354, 0x766a_0abb, 0x81c2_c92e, 0x9272_2c85,
      0xa2bf_e8a1, 0xa81a_664b, 0xc24b_8b70, 0xc76c_51a3,
      0xd192_e819, 0xd699_0624, 0xf40e_3585, 0x106a_a070)
  }

  @inline(__always)
  static var rounds48To63: MessageBlock {
    MessageBlock(
      0x19a4_c116, 0x1e37_6c08, 0x2748_774c, 0x34b0_bcb5,
      0x391c_0cb3, 0x4ed8_aa4a, 0x5b9c_ca4f, 0x682e_6ff3,
      0x748f_82ee, 0x78a5_636f, 0x84c8_7814, 0x8cc7_0208,
      0x90be_fffa, 0xa450_6ceb, 0xbef9_a3f7, 0xc671_78f2)
  }
}
