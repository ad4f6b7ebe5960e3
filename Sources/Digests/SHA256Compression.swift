/// Folds whole 64-byte blocks into the state, in order, in portable Swift (FIPS 180-4 §6.2.2).
///
/// Reads at any alignment. Bytes after the last whole block are not read. O(`blocks.count`), no
/// allocation.
func compressPortably(state: inout SHA256.State, blocks: UnsafeRawBufferPointer) {
  var offset = 0
  while offset &+ 64 <= blocks.count {
    compressPortably(state: &state, block: MessageBlock(blocks, at: offset))
    offset &+= 64
  }
}

/// Folds one block, given as words, into the state, in portable Swift.
///
/// It is inlined, so that words known at compile time, such as padding, vanish from the rounds.
@inline(__always)
func compressPortably(state: inout SHA256.State, block: MessageBlock) {
  var schedule = block
  var working = state
  working.firstSixteenRounds(schedule, RoundConstants.rounds0To15)
  working.nextSixteenRounds(&schedule, RoundConstants.rounds16To31)
  working.nextSixteenRounds(&schedule, RoundConstants.rounds32To47)
  working.nextSixteenRounds(&schedule, RoundConstants.rounds48To63)
  state.add(working)
}

extension SHA256.State {
  // Unrolled: the names rotate instead of the values. After eight rounds each name is back in its
  // place, so that no round moves values.

  @inline(__always)
  fileprivate mutating func firstSixteenRounds(_ w: MessageBlock, _ k: MessageBlock) {
    round(a, b, c, &d, e, f, g, &h, k.w0 &+ w.w0)
    round(h, a, b, &c, d, e, f, &g, k.w1 &+ w.w1)
    round(g, h, a, &b, c, d, e, &f, k.w2 &+ w.w2)
    round(f, g, h, &a, b, c, d, &e, k.w3 &+ w.w3)
    round(e, f, g, &h, a, b, c, &d, k.w4 &+ w.w4)
    round(d, e, f, &g, h, a, b, &c, k.w5 &+ w.w5)
    round(c, d, e, &f, g, h, a, &b, k.w6 &+ w.w6)
    round(b, c, d, &e, f, g, h, &a, k.w7 &+ w.w7)
    round(a, b, c, &d, e, f, g, &h, k.w8 &+ w.w8)
    round(h, a, b, &c, d, e, f, &g, k.w9 &+ w.w9)
    round(g, h, a, &b, c, d, e, &f, k.w10 &+ w.w10)
    round(f, g, h, &a, b, c, d, &e, k.w11 &+ w.w11)
    round(e, f, g, &h, a, b, c, &d, k.w12 &+ w.w12)
    round(d, e, f, &g, h, a, b, &c, k.w13 &+ w.w13)
    round(c, d, e, &f, g, h, a, &b, k.w14 &+ w.w14)
    round(b, c, d, &e, f, g, h, &a, k.w15 &+ w.w15)
  }

  /// Computes the next sixteen words of the message schedule and runs their rounds.
  ///
  /// Words t … t+15 are replaced by words t+16 … t+31, each just before the round that needs it.
  /// Fewer values are then alive at a time than in two passes.
  @inline(__always)
  fileprivate mutating func nextSixteenRounds(_ w: inout MessageBlock, _ k: MessageBlock) {
    w.w0 &+= sigma0(w.w1) &+ w.w9 &+ sigma1(w.w14)
    round(a, b, c, &d, e, f, g, &h, k.w0 &+ w.w0)
    w.w1 &+= sigma0(w.w2) &+ w.w10 &+ sigma1(w.w15)
    round(h, a, b, &c, d, e, f, &g, k.w1 &+ w.w1)
    w.w2 &+= sigma0(w.w3) &+ w.w11 &+ sigma1(w.w0)
    round(g, h, a, &b, c, d, e, &f, k.w2 &+ w.w2)
    w.w3 &+= sigma0(w.w4) &+ w.w12 &+ sigma1(w.w1)
    round(f, g, h, &a, b, c, d, &e, k.w3 &+ w.w3)
    w.w4 &+= sigma0(w.w5) &+ w.w13 &+ sigma1(w.w2)
    round(e, f, g, &h, a, b, c, &d, k.w4 &+ w.w4)
    w.w5 &+= sigma0(w.w6) &+ w.w14 &+ sigma1(w.w3)
    round(d, e, f, &g, h, a, b, &c, k.w5 &+ w.w5)
    w.w6 &+= sigma0(w.w7) &+ w.w15 &+ sigma1(w.w4)
    round(c, d, e, &f, g, h, a, &b, k.w6 &+ w.w6)
    w.w7 &+= sigma0(w.w8) &+ w.w0 &+ sigma1(w.w5)
    round(b, c, d, &e, f, g, h, &a, k.w7 &+ w.w7)
    w.w8 &+= sigma0(w.w9) &+ w.w1 &+ sigma1(w.w6)
    round(a, b, c, &d, e, f, g, &h, k.w8 &+ w.w8)
    w.w9 &+= sigma0(w.w10) &+ w.w2 &+ sigma1(w.w7)
    round(h, a, b, &c, d, e, f, &g, k.w9 &+ w.w9)
    w.w10 &+= sigma0(w.w11) &+ w.w3 &+ sigma1(w.w8)
    round(g, h, a, &b, c, d, e, &f, k.w10 &+ w.w10)
    w.w11 &+= sigma0(w.w12) &+ w.w4 &+ sigma1(w.w9)
    round(f, g, h, &a, b, c, d, &e, k.w11 &+ w.w11)
    w.w12 &+= sigma0(w.w13) &+ w.w5 &+ sigma1(w.w10)
    round(e, f, g, &h, a, b, c, &d, k.w12 &+ w.w12)
    w.w13 &+= sigma0(w.w14) &+ w.w6 &+ sigma1(w.w11)
    round(d, e, f, &g, h, a, b, &c, k.w13 &+ w.w13)
    w.w14 &+= sigma0(w.w15) &+ w.w7 &+ sigma1(w.w12)
    round(c, d, e, &f, g, h, a, &b, k.w14 &+ w.w14)
    w.w15 &+= sigma0(w.w0) &+ w.w8 &+ sigma1(w.w13)
    round(b, c, d, &e, f, g, h, &a, k.w15 &+ w.w15)
  }

  @inline(__always)
  fileprivate mutating func add(_ working: SHA256.State) {
    a &+= working.a
    b &+= working.b
    c &+= working.c
    d &+= working.d
    e &+= working.e
    f &+= working.f
    g &+= working.g
    h &+= working.h
  }
}

@inline(__always)
private func round(
  _ a: UInt32, _ b: UInt32, _ c: UInt32, _ d: inout UInt32,
  _ e: UInt32, _ f: UInt32, _ g: UInt32, _ h: inout UInt32, _ constantAndWord: UInt32
) {
  // The rotations are written out, because a function for them would double the time of a debug
  // build.
  let sum1 = (e &>> 6 | e &<< 26) ^ (e &>> 11 | e &<< 21) ^ (e &>> 25 | e &<< 7)
  let choice = g ^ (e & (f ^ g))
  let t1 = h &+ constantAndWord &+ sum1 &+ choice
  let sum0 = (a &>> 2 | a &<< 30) ^ (a &>> 13 | a &<< 19) ^ (a &>> 22 | a &<< 10)
  // The standard's majority with one operation less: b ^ c is the a ^ b of the previous round.
  let majority = b ^ ((a ^ b) & (b ^ c))
  d &+= t1
  h = t1 &+ sum0 &+ majority
}

@inline(__always)
private func sigma0(_ x: UInt32) -> UInt32 {
  (x &>> 7 | x &<< 25) ^ (x &>> 18 | x &<< 14) ^ (x &>> 3)
}

@inline(__always)
private func sigma1(_ x: UInt32) -> UInt32 {
  (x &>> 17 | x &<< 15) ^ (x &>> 19 | x &<< 13) ^ (x &>> 10)
}
