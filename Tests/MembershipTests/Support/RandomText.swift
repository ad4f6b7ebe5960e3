/// A generator with numbers that follow from its seed (SplitMix64).
struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) {
    state = seed
  }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}

/// A generator that returns 0, 1, 2 …, so that the values drawn from it are counted exactly.
struct CountingGenerator: RandomNumberGenerator {
  private(set) var count: UInt64 = 0

  mutating func next() -> UInt64 {
    defer { count += 1 }
    return count
  }
}

/// Returns any text.
///
/// Half of the scalars are common in typed and copied text. The others are random.
func randomText(upTo length: Int, using generator: inout some RandomNumberGenerator) -> String {
  let familiar = Array(
    "abzABZ019OIl@.-_'\"\\ \u{A0}\u{200B}\u{AD}\n\t０Ａｚ＠ОΟéÉß%’😀\u{301}".unicodeScalars)
  var text = String.UnicodeScalarView()
  for _ in 0..<Int.random(in: 0...length, using: &generator) {
    if Bool.random(using: &generator), let scalar = familiar.randomElement(using: &generator) {
      text.append(scalar)
    } else if let scalar = Unicode.Scalar(UInt32.random(in: 0...0x2FFFF, using: &generator)) {
      text.append(scalar)
    }
  }
  return String(text)
}
