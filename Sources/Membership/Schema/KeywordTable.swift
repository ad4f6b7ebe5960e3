import Notation

/// Names by their bytes: which of a list a text is, without making a string of it.
///
/// Open addressing over the length and the first and last eight bytes of a name, which are all of
/// it up to sixteen bytes; what a longer one has between them is compared too.
package struct KeywordTable: Sendable {
  /// A power of two of slots, at least half of them empty.
  private let slots: [Slot]
  /// The names' bytes, one name after another.
  private let bytes: [UInt8]

  private struct Slot: Sendable {
    let look: Look
    /// The name's place in the list; -1 in an empty slot.
    let index: Int32
    /// Where its bytes begin.
    let start: Int32
  }

  /// Makes a table of names that are not empty; of equal ones, the first is found.
  package init(_ names: [String]) {
    var size = 4
    while size < 2 * names.count { size *= 2 }
    let empty = Slot(look: Look(count: 0, first: 0, last: 0), index: -1, start: 0)
    var slots = [Slot](repeating: empty, count: size)
    var bytes: [UInt8] = []
    for (index, name) in names.enumerated() {
      let look = Array(name.utf8).withUnsafeBufferPointer { Look($0) }
      var place = look.scattered & (size - 1)
      while slots[place].index >= 0 { place = (place + 1) & (size - 1) }
      slots[place] = Slot(look: look, index: Int32(index), start: Int32(bytes.count))
      bytes += name.utf8
    }
    self.slots = slots
    self.bytes = bytes
  }

  /// The index of a name in the list, or `nil` when it is not there.
  package func index(of text: UnsafeBufferPointer<UInt8>) -> Int? {
    guard !text.isEmpty else { return nil }
    let look = Look(text)
    var place = look.scattered & (slots.count &- 1)
    while slots[place].index >= 0 {
      if slots[place].look == look, look.count <= 16 || isSame(text, slots[place].start) {
        return Int(slots[place].index)
      }
      place = (place &+ 1) & (slots.count &- 1)
    }
    return nil
  }

  /// Whether a text is the name, of the same length, whose bytes begin at a place.
  private func isSame(_ text: UnsafeBufferPointer<UInt8>, _ start: Int32) -> Bool {
    bytes.withUnsafeBufferPointer { bytes in
      let name = bytes[Int(start)..<(Int(start) + text.count)]
      return text.isSame(at: 0, as: UnsafeBufferPointer(rebasing: name), text.count)
    }
  }
}

/// What tells most names apart at first sight, and all that are no longer than sixteen bytes.
private struct Look: Sendable, Equatable {
  let count: Int
  let first: UInt64
  let last: UInt64

  init(count: Int, first: UInt64, last: UInt64) {
    (self.count, self.first, self.last) = (count, first, last)
  }

  /// - Parameter text: Not empty.
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

  /// A number that differs for most names, from 0 up to 2^32.
  @inline(__always)
  var scattered: Int {
    let mixed = (first ^ last &* 0x9e37_79b9_7f4a_7c15 ^ UInt64(count)) &* 0xff51_afd7_ed55_8ccd
    return Int(truncatingIfNeeded: mixed &>> 32)
  }
}
