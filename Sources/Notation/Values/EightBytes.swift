/// A byte in each of the eight places of a word, so that eight bytes are looked at all at once.
@inlinable
@inline(__always)
package func each(_ byte: UInt64) -> UInt64 { byte &* 0x0101_0101_0101_0101 }

extension UnsafeBufferPointer<UInt8> {
  /// The eight bytes from an offset on as they lie in memory; all of them must be inside.
  @inlinable
  @inline(__always)
  package func eight(at offset: Int) -> UInt64 {
    UnsafeRawBufferPointer(self).loadUnaligned(fromByteOffset: offset, as: UInt64.self)
  }

  /// The four bytes from an offset on as they lie in memory; all of them must be inside.
  @inlinable
  @inline(__always)
  package func four(at offset: Int) -> UInt32 {
    UnsafeRawBufferPointer(self).loadUnaligned(fromByteOffset: offset, as: UInt32.self)
  }

  /// Whether a literal stands at an offset, whole.
  @inlinable
  @inline(__always)
  package func has(_ literal: StaticString, at offset: Int) -> Bool {
    let count = literal.utf8CodeUnitCount
    guard self.count &- offset >= count else { return false }
    let other = UnsafeBufferPointer(start: literal.utf8Start, count: count)
    return isSame(at: offset, as: other, count)
  }

  /// Whether so many bytes from an offset on are the first ones of another text; both have them.
  ///
  /// The last word overlaps the one before, so that no byte is looked at alone from eight on.
  @inlinable
  @inline(__always)
  package func isSame(at offset: Int, as other: UnsafeBufferPointer<UInt8>, _ count: Int) -> Bool {
    guard count >= 8 else {
      guard count >= 4 else {
        for index in 0..<count where self[offset &+ index] != other[index] { return false }
        return true
      }
      return four(at: offset) == other.four(at: 0)
        && four(at: offset &+ count &- 4) == other.four(at: count &- 4)
    }
    var index = 0
    while index &+ 8 < count {
      guard eight(at: offset &+ index) == other.eight(at: index) else { return false }
      index &+= 8
    }
    return eight(at: offset &+ count &- 8) == other.eight(at: count &- 8)
  }
}
