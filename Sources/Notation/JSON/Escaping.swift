/// Appends valid UTF-8 as the content of a JSON string, in linear time.
///
/// `"` and `\` get a `\`; `U+0000` to `U+001F`, `U+007F` to `U+009F`, `U+2028` and `U+2029` become
/// `\u` escapes; all else stands as itself.
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

/// How many bytes to go on, and the code unit to escape if those bytes may not stand as they are.
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
