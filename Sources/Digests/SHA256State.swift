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
