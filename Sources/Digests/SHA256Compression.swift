/// The compression function of SHA-256 (FIPS 180-4 §6.2.2), the only part worth replacing by
/// processor instructions: `SHA256`, `HMACSHA256` and `PBKDF2` reach it through the two functions
/// below and nothing else.

/// Folds whole 64-byte blocks into the state, in order.
///
/// Reads at any alignment; bytes after the last whole block are not read. O(`blocks.count`).
func compress(state: inout SHA256.State, blocks: UnsafeRawBufferPointer) {
  var offset = 0
  while offset &+ 64 <= blocks.count {
    compress(state: &state, block: MessageBlock(blocks, at: offset))
    offset &+= 64
  }
}

/// Folds one block, given as words, into the state.
///
/// `PBKDF2` comes in here: its message is already words, and half of them are constants that the
/// compiler folds into the rounds once this is inlined.
@inline(__always)
func compress(state: inout SHA256.State, block: MessageBlock) {
  var schedule = block
  var working = state
  working.sixteenRounds(schedule, RoundConstants.rounds0To15)
  schedule.advance()
  working.sixteenRounds(schedule, RoundConstants.rounds16To31)
  schedule.advance()
  working.sixteenRounds(schedule, RoundConstants.rounds32To47)
  schedule.advance()
  working.sixteenRounds(schedule, RoundConstants.rounds48To63)
  state.add(working)
}

extension SHA256.State {
  @inline(__always)
  fileprivate mutating func sixteenRounds(_ w: MessageBlock, _ k: MessageBlock) {
    // The letters move instead of the values: sixteen rounds bring each back to its place.
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
  let sum1 = rotated(e, 6) ^ rotated(e, 11) ^ rotated(e, 25)
  let choice = g ^ (e & (f ^ g))
  let t1 = h &+ constantAndWord &+ sum1 &+ choice
  let sum0 = rotated(a, 2) ^ rotated(a, 13) ^ rotated(a, 22)
  let majority = b ^ ((a ^ b) & (b ^ c))
  d &+= t1
  h = t1 &+ sum0 &+ majority
}

extension MessageBlock {
  /// Replaces words t … t+15 of the message schedule by words t+16 … t+31.
  @inline(__always)
  fileprivate mutating func advance() {
    w0 &+= sigma0(w1) &+ w9 &+ sigma1(w14)
    w1 &+= sigma0(w2) &+ w10 &+ sigma1(w15)
    w2 &+= sigma0(w3) &+ w11 &+ sigma1(w0)
    w3 &+= sigma0(w4) &+ w12 &+ sigma1(w1)
    w4 &+= sigma0(w5) &+ w13 &+ sigma1(w2)
    w5 &+= sigma0(w6) &+ w14 &+ sigma1(w3)
    w6 &+= sigma0(w7) &+ w15 &+ sigma1(w4)
    w7 &+= sigma0(w8) &+ w0 &+ sigma1(w5)
    w8 &+= sigma0(w9) &+ w1 &+ sigma1(w6)
    w9 &+= sigma0(w10) &+ w2 &+ sigma1(w7)
    w10 &+= sigma0(w11) &+ w3 &+ sigma1(w8)
    w11 &+= sigma0(w12) &+ w4 &+ sigma1(w9)
    w12 &+= sigma0(w13) &+ w5 &+ sigma1(w10)
    w13 &+= sigma0(w14) &+ w6 &+ sigma1(w11)
    w14 &+= sigma0(w15) &+ w7 &+ sigma1(w12)
    w15 &+= sigma0(w0) &+ w8 &+ sigma1(w13)
  }
}

@inline(__always)
private func sigma0(_ x: UInt32) -> UInt32 { rotated(x, 7) ^ rotated(x, 18) ^ (x &>> 3) }

@inline(__always)
private func sigma1(_ x: UInt32) -> UInt32 { rotated(x, 17) ^ rotated(x, 19) ^ (x &>> 10) }

@inline(__always)
private func rotated(_ x: UInt32, _ bits: UInt32) -> UInt32 {
  (x &>> bits) | (x &<< (32 &- bits))
}
