/// Bytes that are searched in a text, eight places at a time.
///
/// Three of the bytes are compared at once with those of eight places. The whole is compared only
/// where all three are found.
struct Needle {
  private let bytes: [UInt8]
  /// The offsets of the three bytes, and each of them eight times.
  private let offsets: (Int, Int, Int)
  private let patterns: (UInt64, UInt64, UInt64)

  private static let ones: UInt64 = 0x0101_0101_0101_0101
  private static let highs: UInt64 = 0x8080_8080_8080_8080

  /// Prepares a search.
  ///
  /// The last bytes are chosen, because the first ones are those of a field that every line has.
  ///
  /// - Parameter bytes: The bytes, at least one.
  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    let last = max(bytes.count - 1, 0)
    offsets = (max(last - 1, 0), max(last - 3, 0), max(last - 6, 0))
    func pattern(_ offset: Int) -> UInt64 {
      bytes.indices.contains(offset) ? Self.ones &* UInt64(bytes[offset]) : 0
    }
    patterns = (pattern(offsets.0), pattern(offsets.1), pattern(offsets.2))
  }

  /// Returns the offset of the first occurrence at or after `start`, or `nil`.
  func find(in text: UnsafeBufferPointer<UInt8>, from start: Int) -> Int? {
    let raw = UnsafeRawBufferPointer(text)
    var place = start
    let end = text.count - bytes.count - 8
    while place <= end {
      let differing =
        (raw.loadUnaligned(fromByteOffset: place &+ offsets.0, as: UInt64.self) ^ patterns.0)
        | (raw.loadUnaligned(fromByteOffset: place &+ offsets.1, as: UInt64.self) ^ patterns.1)
        | (raw.loadUnaligned(fromByteOffset: place &+ offsets.2, as: UInt64.self) ^ patterns.2)
      // A byte that is zero borrows from its highest bit.
      var found = UInt64(littleEndian: (differing &- Self.ones) & ~differing & Self.highs)
      while found != 0 {
        let candidate = place + found.trailingZeroBitCount / 8
        if isHere(text, candidate) { return candidate }
        found &= found &- 1
      }
      place &+= 8
    }
    while place + bytes.count <= text.count {
      if isHere(text, place) { return place }
      place += 1
    }
    return nil
  }

  private func isHere(_ text: UnsafeBufferPointer<UInt8>, _ place: Int) -> Bool {
    guard place + bytes.count <= text.count, let base = text.baseAddress else { return false }
    return bytes.withUnsafeBufferPointer { bytes in
      guard let wanted = bytes.baseAddress else { return true }
      return SystemCalls.sameBytes(base + place, wanted, count: bytes.count)
    }
  }
}
