package import Digests

/// A row in the files of a table: its key, and its form in bytes.
package protocol SnapshotRow: Sendable {
  var key: RowKey { get }

  /// The number of bytes from which a block of rows is complete.
  static var bytesInBlock: Int { get }

  /// Reads the row at an offset, and moves the offset behind it.
  ///
  /// Returns `nil` if the row does not end before `end`.
  init?(in bytes: UnsafeRawBufferPointer, at offset: inout Int, before end: Int)

  func append(to bytes: inout [UInt8])
}

/// The key of a row: 128 random or hashed bits, so that keys are evenly distributed.
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

  /// The lowest key.
  static let first = RowKey(high: 0)

  package static func < (left: RowKey, right: RowKey) -> Bool {
    (left.high, left.low) < (right.high, right.low)
  }
}

/// One row of a snapshot: a key and two numbers, 32 bytes.
package struct TableRow: Sendable, Hashable, Comparable {
  package let key: RowKey
  package let first: UInt64
  package let second: UInt64

  package init(key: RowKey, first: UInt64, second: UInt64) {
    self.key = key
    self.first = first
    self.second = second
  }

  /// Compares keys, then the two numbers.
  package static func < (left: TableRow, right: TableRow) -> Bool {
    (left.key.high, left.key.low, left.first, left.second)
      < (right.key.high, right.key.low, right.first, right.second)
  }
}

extension TableRow: SnapshotRow {
  /// The number of bytes in a row.
  private static let width = 32
  /// A block has 32 rows.
  package static let bytesInBlock = 32 * width

  package init?(in bytes: UnsafeRawBufferPointer, at offset: inout Int, before end: Int) {
    guard end - offset >= Self.width else { return nil }
    let start = offset
    func word(_ index: Int) -> UInt64 {
      UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: start + 8 * index, as: UInt64.self))
    }
    self.init(key: RowKey(high: word(0), low: word(1)), first: word(2), second: word(3))
    offset += Self.width
  }

  package func append(to bytes: inout [UInt8]) {
    for word in [key.high, key.low, first, second] { bytes.append(littleEndian: word) }
  }
}

/// One record of a snapshot: a key of 64 bits, and bytes of any number.
package struct TableRecord: Sendable, Hashable {
  package let key: RowKey
  package let bytes: [UInt8]

  /// Makes a record; the lower half of its key is 0.
  package init(high: UInt64, _ bytes: [UInt8]) {
    (key, self.bytes) = (RowKey(high: high), bytes)
  }
}

/// A record has the 8 bytes of its key, the 4 bytes of its length, and its bytes.
extension TableRecord: SnapshotRow {
  private static let headBytes = 12
  /// A page of memory: one record is read with about twenty others.
  package static let bytesInBlock = 4096

  package init?(in bytes: UnsafeRawBufferPointer, at offset: inout Int, before end: Int) {
    guard let (key, content) = Self.place(in: bytes, at: &offset, before: end) else { return nil }
    self.init(high: key, Array(bytes[content]))
  }

  /// Returns the key and the place of the record at an offset, and moves the offset behind it.
  @inline(__always)
  static func place(
    in bytes: UnsafeRawBufferPointer, at offset: inout Int, before end: Int
  ) -> (key: UInt64, content: Range<Int>)? {
    let content = offset + headBytes
    guard content <= end else { return nil }
    let high = bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
    let count = bytes.loadUnaligned(fromByteOffset: offset + 8, as: UInt32.self)
    guard Int(UInt32(littleEndian: count)) <= end - content else { return nil }
    offset = content + Int(UInt32(littleEndian: count))
    return (UInt64(littleEndian: high), content..<offset)
  }

  package func append(to bytes: inout [UInt8]) {
    bytes.append(littleEndian: key.high)
    Swift.withUnsafeBytes(of: UInt32(self.bytes.count).littleEndian) {
      bytes.append(contentsOf: $0)
    }
    bytes += self.bytes
  }
}

extension [UInt8] {
  /// Appends the eight bytes of a number, lowest byte first.
  mutating func append(littleEndian word: UInt64) {
    Swift.withUnsafeBytes(of: word.littleEndian) { append(contentsOf: $0) }
  }
}
