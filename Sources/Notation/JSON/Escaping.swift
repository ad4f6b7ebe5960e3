/// Appends valid UTF-8 as the content of a JSON string, in linear time.
///
/// `"` and `\` get a `\`. `U+0000` to `U+001F`, `U+007F` to `U+009F`, `U+2028` and `U+2029` become
/// `\u` escapes. All other characters are copied unchanged.
func appendEscaped(_ value: UnsafeBufferPointer<UInt8>, to bytes: inout [UInt8]) {
  var copied = 0
  var index = 0
  while true {
    index = value.plainRun(from: index, to: value.count)
    guard index < value.count else { break }
    let (count, unit) = special(value, at: index)
    if let unit {
      bytes.append(contentsOf: UnsafeBufferPointer(rebasing: value[copied..<index]))
      appendEscape(unit, to: &bytes)
      copied = index + count
    }
    index += count
  }
  bytes.append(contentsOf: UnsafeBufferPointer(rebasing: value[copied...]))
}

/// Returns the number of bytes to advance, and the code unit to escape if those bytes need an
/// escape.
private func special(
  _ value: UnsafeBufferPointer<UInt8>, at index: Int
) -> (count: Int, unit: UInt16?) {
  let first = value[index]
  let rest = value.count - index
  switch first {
  case 0x00..<0x80: return (1, UInt16(first))
  case 0xc2 where rest >= 2 && value[index + 1] < 0xa0: return (2, UInt16(value[index + 1]))
  case 0xe2 where rest >= 3 && value[index + 1] == 0x80 && value[index + 2] & 0xfe == 0xa8:
    return (3, 0x2000 | UInt16(value[index + 2] & 0x3f))
  default: return (1, nil)
  }
}

private func appendEscape(_ unit: UInt16, to bytes: inout [UInt8]) {
  bytes.append(UInt8(ascii: "\\"))
  if unit == UInt16(UInt8(ascii: "\"")) || unit == UInt16(UInt8(ascii: "\\")) {
    bytes.append(UInt8(truncatingIfNeeded: unit))
    return
  }
  bytes.append(UInt8(ascii: "u"))
  appendHex(UInt8(unit >> 8), to: &bytes)
  appendHex(UInt8(unit & 0xff), to: &bytes)
}

/// Returns a JSON text with control characters and direction marks escaped.
///
/// `U+007F` to `U+009F`, direction marks, line separators and the byte order mark become `\\u`
/// escapes. JSON has such characters in strings only, so the value stays the same.
package func escapingMarks(_ json: [UInt8]) -> [UInt8] {
  // Nearly all texts lack such characters.
  guard json.contains(where: { $0 >= 0x7f }) else { return json }
  return json.withUnsafeBufferPointer { json in
    var escaped: [UInt8] = []
    escaped.reserveCapacity(json.count)
    // The bytes between two marks are copied in one piece.
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

/// Returns whether a character of general punctuation changes the text direction or ends a line.
private func isMark(_ unit: UInt16) -> Bool {
  switch unit {
  case 0x200e, 0x200f, 0x2028...0x202e, 0x2066...0x2069: true
  default: false
  }
}

extension JSONWriter {
  /// The text, safe for machines and terminals: direction marks and control characters are escaped.
  package var text: String { String(decoding: escapingMarks(bytes), as: UTF8.self) }
}
