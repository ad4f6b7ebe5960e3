extension JSONScanner {
  /// Skips the escape that comes next, with both halves of a surrogate pair, after checking it.
  mutating func skipEscape() throws(JSONFault) {
    let start = offset
    guard offset + 1 < end else { throw JSONFault(.unexpectedEnd, at: end) }
    guard text[offset + 1] == UInt8(ascii: "u") else {
      guard simpleEscape(text[offset + 1]) != nil else {
        throw JSONFault(.invalidEscape, at: start)
      }
      offset += 2
      return
    }
    let unit = try codeUnit()
    guard unit & 0xf800 == 0xd800 else { return }
    guard unit < 0xdc00 else { throw JSONFault(.loneSurrogate, at: start) }
    guard let next else { throw JSONFault(.unexpectedEnd, at: end) }
    guard next == UInt8(ascii: "\\") else { throw JSONFault(.loneSurrogate, at: start) }
    guard offset + 1 < end else { throw JSONFault(.unexpectedEnd, at: end) }
    guard text[offset + 1] == UInt8(ascii: "u") else { throw JSONFault(.loneSurrogate, at: start) }
    guard try codeUnit() & 0xfc00 == 0xdc00 else { throw JSONFault(.loneSurrogate, at: start) }
  }

  /// Reads the `\u` escape that comes next; its first two bytes are known.
  private mutating func codeUnit() throws(JSONFault) -> UInt32 {
    let start = offset
    var unit: UInt32 = 0
    for index in start + 2..<start + 6 {
      guard index < end else { throw JSONFault(.unexpectedEnd, at: end) }
      guard let digit = hexDigit(text[index]) else { throw JSONFault(.invalidEscape, at: start) }
      unit = unit << 4 | UInt32(digit)
    }
    offset = start + 6
    return unit
  }
}

/// Resolves the escapes of a string's content that `rawString` has already checked.
func unescape(_ content: UnsafeBufferPointer<UInt8>) -> [UInt8] {
  var value: [UInt8] = []
  value.reserveCapacity(content.count)
  var index = 0
  while index < content.count {
    let run = content.plainRun(from: index, to: content.count)
    if run > index {
      value.append(contentsOf: UnsafeBufferPointer(rebasing: content[index..<run]))
      index = run
      continue
    }
    guard content[index] == UInt8(ascii: "\\") else {
      value.append(content[index])
      index += 1
      continue
    }
    if let byte = simpleEscape(content[index + 1]) {
      value.append(byte)
      index += 2
      continue
    }
    var scalar = codeUnit(in: content, at: index)
    index += 6
    if scalar & 0xf800 == 0xd800 {
      scalar = 0x10000 + (scalar - 0xd800) << 10 + (codeUnit(in: content, at: index) - 0xdc00)
      index += 6
    }
    if let encoded = Unicode.Scalar(scalar).flatMap(UTF8.encode) {
      value.append(contentsOf: encoded)
    }
  }
  return value
}

private func codeUnit(in content: UnsafeBufferPointer<UInt8>, at start: Int) -> UInt32 {
  UInt32(hexValue(content, start + 2..<start + 6) ?? 0)
}

/// The byte that an escape of two characters stands for, by its second character.
private func simpleEscape(_ letter: UInt8) -> UInt8? {
  switch letter {
  case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): letter
  case UInt8(ascii: "b"): 0x08
  case UInt8(ascii: "f"): 0x0c
  case UInt8(ascii: "n"): 0x0a
  case UInt8(ascii: "r"): 0x0d
  case UInt8(ascii: "t"): 0x09
  default: nil
  }
}
