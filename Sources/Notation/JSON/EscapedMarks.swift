/// Returns a JSON text with control characters and marks of direction escaped.
///
/// `U+007F` to `U+009F`, marks of direction, separators of lines and the byte order mark become
/// `\\u` escapes. JSON has such characters in strings only, so the value stays the same.
package func escapingMarks(_ json: [UInt8]) -> [UInt8] {
  // Nearly all texts have none.
  guard json.contains(where: { $0 >= 0x7f }) else { return json }
  return json.withUnsafeBufferPointer { json in
    var escaped: [UInt8] = []
    escaped.reserveCapacity(json.count)
    // What lies between two marks is copied in one piece.
    var (start, index) = (0, 0)
    while index < json.count {
      guard json[index] >= 0x7f, let (count, unit) = mark(json, at: index) else {
        index += 1
        continue
      }
      escaped += json[start..<index]
      escaped += Array("\\u".utf8)
      appendHex(UInt8(unit >> 8), to: &escaped)
      appendHex(UInt8(unit & 0xff), to: &escaped)
      index += count
      start = index
    }
    escaped += json[start...]
    return escaped
  }
}

/// Returns the code unit of the mark at an offset and its length in bytes, or `nil` for no mark.
private func mark(
  _ json: UnsafeBufferPointer<UInt8>, at index: Int
) -> (count: Int, unit: UInt16)? {
  let second = index + 1 < json.count ? json[index + 1] : 0
  let third = index + 2 < json.count ? json[index + 2] : 0
  switch json[index] {
  case 0x7f: return (1, 0x7f)
  case 0xc2 where (0x80..<0xa0).contains(second): return (2, UInt16(second))
  case 0xd8 where second == 0x9c: return (2, 0x061c)
  case 0xe2 where second == 0x80 && isMark(0x2000 | UInt16(third & 0x3f)):
    return (3, 0x2000 | UInt16(third & 0x3f))
  case 0xe2 where second == 0x81 && isMark(0x2040 | UInt16(third & 0x3f)):
    return (3, 0x2040 | UInt16(third & 0x3f))
  case 0xef where second == 0xbb && third == 0xbf: return (3, 0xfeff)
  default: return nil
  }
}

/// Whether a character of the general punctuation turns the direction or ends a line.
private func isMark(_ unit: UInt16) -> Bool {
  switch unit {
  case 0x200e, 0x200f, 0x2028...0x202e, 0x2066...0x2069: true
  default: false
  }
}

extension JSONWriter {
  /// The text, for machines and terminals alike: marks of direction and controls are escaped.
  package var text: String { String(decoding: escapingMarks(bytes), as: UTF8.self) }
}
