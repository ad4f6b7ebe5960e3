/// The stored values of a row, by the numbers of their columns.
///
/// In bytes: a mask of 8 bytes with one bit per column that has a value, and the values in order of
/// their numbers. A number has seven bits per byte, the lowest first, the sign in its lowest bit; a
/// text has its length as such a number, and its UTF-8.
package struct StoredCells: Sendable, Hashable {
  /// The columns that have a value, as bits.
  private var mask: UInt64 = 0
  /// The columns whose value is a text, as bits.
  private var textMask: UInt64 = 0
  private var numbers: [Int64] = []
  private var texts: [String] = []

  /// Makes the stored values of a row.
  ///
  /// - Parameters:
  ///   - source: The data of the row.
  ///   - list: The columns of the table.
  ///   - isErased: Whether the row is that of an erased member, which keeps few values.
  init<Table>(of source: Table.Source, _ list: ColumnList<Table>, isErased: Bool = false) {
    numbers.reserveCapacity(list.storing.count)
    for column in list.storing where !isErased || column.outlivesErasure {
      let bit: UInt64 = 1 << UInt64(column.tag)
      switch column.make(source) {
      case .none: continue
      case .number(let number): numbers.append(number)
      case .text(let text):
        textMask |= bit
        numbers.append(Int64(texts.count))
        texts.append(text)
      }
      mask |= bit
    }
  }

  /// The value of a column.
  subscript(tag: Int) -> StoredCell {
    let bit: UInt64 = 1 << UInt64(tag)
    guard mask & bit != 0 else { return .none }
    let number = numbers[(mask & (bit - 1)).nonzeroBitCount]
    return textMask & bit == 0 ? .number(number) : .text(texts[Int(number)])
  }
}

extension StoredCells {
  func append(to bytes: inout [UInt8]) {
    withUnsafeBytes(of: mask.littleEndian) { bytes.append(contentsOf: $0) }
    var place = 0
    var rest = mask
    while rest != 0 {
      let bit = rest & (~rest &+ 1)
      if textMask & bit == 0 {
        let number = numbers[place]
        bytes.append(number: UInt64(bitPattern: number << 1 ^ number >> 63))
      } else {
        let text = texts[Int(numbers[place])].utf8
        bytes.append(number: UInt64(text.count))
        bytes.append(contentsOf: text)
      }
      (place, rest) = (place + 1, rest & (rest - 1))
    }
  }

  /// Reads the stored values of a row, and moves the offset behind them.
  ///
  /// Returns `nil` if the bytes end before.
  ///
  /// - Parameter textMask: The columns of the table that hold texts, as bits.
  init?(_ bytes: UnsafeRawBufferPointer, at offset: inout Int, texts textMask: UInt64) {
    guard bytes.count - offset >= 8 else { return nil }
    let mask = UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
    (self.mask, self.textMask) = (mask, mask & textMask)
    var (next, isWhole) = (offset + 8, true)
    var texts: [String] = []
    numbers = [Int64](unsafeUninitializedCapacity: mask.nonzeroBitCount) { numbers, count in
      var rest = mask
      while rest != 0 {
        let bit = rest & (~rest &+ 1)
        guard let number = bytes.number(at: &next) else { break }
        if textMask & bit == 0 {
          numbers[count] = Int64(bitPattern: number >> 1 ^ (~(number & 1) &+ 1))
        } else {
          guard number <= UInt64(bytes.count - next) else { break }
          let end = next + Int(number)
          numbers[count] = Int64(texts.count)
          texts.append(String(decoding: bytes[next..<end], as: UTF8.self))
          next = end
        }
        count += 1
        rest &= rest - 1
      }
      isWhole = rest == 0
    }
    guard isWhole else { return nil }
    self.texts = texts
    offset = next
  }
}

extension [UInt8] {
  /// Appends a number with seven bits per byte, the lowest first.
  mutating func append(number: UInt64) {
    var rest = number
    while rest > 0x7f {
      append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    append(UInt8(rest))
  }
}

extension UnsafeRawBufferPointer {
  /// Reads a number with seven bits per byte; `nil` if it does not end, or has over 64 bits.
  @inline(__always)
  func number(at offset: inout Int) -> UInt64? {
    var (number, shift): (UInt64, UInt64) = (0, 0)
    while offset < count, shift < 64 {
      let byte = self[offset]
      offset += 1
      number |= UInt64(byte & 0x7f) << shift
      if byte < 0x80 { return number }
      shift += 7
    }
    return nil
  }
}
