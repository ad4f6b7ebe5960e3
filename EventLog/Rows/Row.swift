package import Digests

/// What a row is found by: 128 bits, drawn or hashed, so that rows spread evenly.
package struct RowKey: Sendable, Hashable, Comparable {
  package let high: UInt64
  package let low: UInt64

  package init(high: UInt64, low: UInt64 = 0) {
    self.high = high
    self.low = low
  }

  /// The first 128 bits of a digest.
  package init(_ digest: Digest) {
    self = digest.withBytes { bytes in
      RowKey(
        high: UInt64(bigEndian: bytes.loadUnaligned(as: UInt64.self)),
        low: UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: 8, as: UInt64.self)))
    }
  }

  package static func < (left: RowKey, right: RowKey) -> Bool {
    (left.high, left.low) < (right.high, right.low)
  }
}

/// One row of a snapshot: a key and two numbers, 32 bytes.
package struct Row: Sendable, Hashable, Comparable {
  package let key: RowKey
  package let first: UInt64
  package let second: UInt64

  package init(key: RowKey, first: UInt64, second: UInt64) {
    self.key = key
    self.first = first
    self.second = second
  }

  /// By key, then by the numbers.
  package static func < (left: Row, right: Row) -> Bool {
    (left.key.high, left.key.low, left.first, left.second)
      < (right.key.high, right.key.low, right.first, right.second)
  }
}

extension Row {
  /// How many bytes a row has.
  static let width = 32

  /// Reads the row that stands at an offset; all its bytes must be there.
  init(in bytes: UnsafeRawBufferPointer, at offset: Int) {
    func word(_ index: Int) -> UInt64 {
      UInt64(
        littleEndian: bytes.loadUnaligned(fromByteOffset: offset + 8 * index, as: UInt64.self))
    }
    self.init(key: RowKey(high: word(0), low: word(1)), first: word(2), second: word(3))
  }

  func append(to bytes: inout [UInt8]) {
    for word in [key.high, key.low, first, second] { bytes.append(littleEndian: word) }
  }
}

extension [UInt8] {
  /// Appends the eight bytes of a number, the lowest first.
  mutating func append(littleEndian word: UInt64) {
    Swift.withUnsafeBytes(of: word.littleEndian) { append(contentsOf: $0) }
  }
}
