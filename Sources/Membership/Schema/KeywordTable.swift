import Notation

/// A hash table that finds the index of a name from its bytes, without making a `String`.
///
/// It uses open addressing. The key is the length and the first and last 8 bytes of a name. For a
/// name over 16 bytes, all bytes are compared.
package struct KeywordTable: Sendable {
  /// The slots; their number is a power of two, and at least half of them are empty.
  private let slots: [Slot]
  /// The names' bytes, one name after another.
  private let bytes: [UInt8]

  private struct Slot: Sendable {
    let look: NameKey
    /// The name's index in the list; -1 in an empty slot.
    let index: Int32
    /// The offset of its bytes.
    let start: Int32
  }

  /// Makes a table of non-empty names; if names are equal, the first is found.
  package init(_ names: [String]) {
    var size = 4
    while size < 2 * names.count { size *= 2 }
    let empty = Slot(look: NameKey(count: 0, first: 0, last: 0), index: -1, start: 0)
    var slots = [Slot](repeating: empty, count: size)
    var bytes: [UInt8] = []
    for (index, name) in names.enumerated() {
      let look = Array(name.utf8).withUnsafeBufferPointer { NameKey($0) }
      var place = look.hash & (size - 1)
      while slots[place].index >= 0 { place = (place + 1) & (size - 1) }
      slots[place] = Slot(look: look, index: Int32(index), start: Int32(bytes.count))
      bytes += name.utf8
    }
    self.slots = slots
    self.bytes = bytes
  }

  /// Returns the index of a name in the list, or `nil` if the list lacks it.
  package func index(of text: UnsafeBufferPointer<UInt8>) -> Int? {
    guard !text.isEmpty else { return nil }
    let look = NameKey(text)
    var place = look.hash & (slots.count &- 1)
    while slots[place].index >= 0 {
      if slots[place].look == look, look.count <= 16 || isSame(text, slots[place].start) {
        return Int(slots[place].index)
      }
      place = (place &+ 1) & (slots.count &- 1)
    }
    return nil
  }

  /// Returns whether a text equals the name at an offset, given that the lengths are equal.
  private func isSame(_ text: UnsafeBufferPointer<UInt8>, _ start: Int32) -> Bool {
    bytes.withUnsafeBufferPointer { bytes in
      let name = bytes[Int(start)..<(Int(start) + text.count)]
      return text.isSame(at: 0, as: UnsafeBufferPointer(rebasing: name), text.count)
    }
  }
}

/// The key of a name: it identifies a name of up to 16 bytes, and most longer names.
private struct NameKey: Sendable, Equatable {
  let count: Int
  let first: UInt64
  let last: UInt64

  init(count: Int, first: UInt64, last: UInt64) {
    (self.count, self.first, self.last) = (count, first, last)
  }

  /// - Parameter text: The text; it must not be empty.
  @inline(__always)
  init(_ text: UnsafeBufferPointer<UInt8>) {
    count = text.count
    if count >= 8 {
      first = text.eight(at: 0)
      last = text.eight(at: count &- 8)
    } else if count >= 4 {
      first = UInt64(text.four(at: 0))
      last = UInt64(text.four(at: count &- 4))
    } else {
      first = UInt64(text[0]) | UInt64(text[count / 2]) &<< 8
      last = UInt64(text[count &- 1])
    }
  }

  /// The hash of the key, from 0 to 2^32 - 1.
  @inline(__always)
  var hash: Int {
    let mixed = (first ^ last &* 0x9e37_79b9_7f4a_7c15 ^ UInt64(count)) &* 0xff51_afd7_ed55_8ccd
    return Int(truncatingIfNeeded: mixed &>> 32)
  }
}
