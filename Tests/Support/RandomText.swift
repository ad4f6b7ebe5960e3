/// A generator that returns 0, 1, 2 …, so that the values drawn from it are counted exactly.
package struct CountingGenerator: RandomNumberGenerator {
  /// The number of values drawn so far.
  package private(set) var count: UInt64 = 0

  /// Makes a generator that begins with 0.
  package init() {}

  /// Returns the next number.
  package mutating func next() -> UInt64 {
    defer { count += 1 }
    return count
  }
}

/// Returns any text.
///
/// Half of the scalars are common in typed and copied text. The others are random.
package func randomText(
  upTo length: Int, using generator: inout some RandomNumberGenerator
) -> String {
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
