/// An address as nearly all are: ASCII without quotes, and nothing around it.
///
/// It says what the rules for any text say, in one pass over bytes instead of many over Unicode's
/// tables; what it does not take may still be an address.
struct PlainAddress {
  let localPart: String
  let domain: String
  let lookupKey: String

  init?(_ typed: String) {
    var typed = typed
    guard let parts = typed.withUTF8({ Self.parts(of: $0) }) else { return nil }
    (localPart, domain, lookupKey) = parts
  }

  private static func parts(
    of text: UnsafeBufferPointer<UInt8>
  ) -> (localPart: String, domain: String, lookupKey: String)? {
    guard text.count <= 254, let at = text.lastIndex(of: UInt8(ascii: "@")) else { return nil }
    let local = UnsafeBufferPointer(rebasing: text[..<at])
    let domain = UnsafeBufferPointer(rebasing: text[(at + 1)...])
    guard (1...64).contains(local.count), isDotAtom(local), isDomain(domain) else { return nil }
    let key = String(unsafeUninitializedCapacity: text.count) { key in
      for (index, byte) in text.enumerated() { key[index] = isUpperCase(byte) ? byte | 0x20 : byte }
      return text.count
    }
    return (String(decoding: local, as: UTF8.self), String(decoding: domain, as: UTF8.self), key)
  }

  private static func isDotAtom(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    var previous = UInt8(ascii: ".")
    for byte in text {
      if byte == UInt8(ascii: ".") ? previous == byte : !isAtomText(byte) { return false }
      previous = byte
    }
    return previous != UInt8(ascii: ".")
  }

  /// Two labels or more, each of 1 to 63 letters, digits and inner hyphens, the last not all digits.
  private static func isDomain(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    guard text.count <= 253 else { return false }
    var labels = 1
    var length = 0
    var previous = UInt8(ascii: "-")
    var isNumber = true
    for byte in text {
      if byte == UInt8(ascii: ".") {
        guard length > 0, previous != UInt8(ascii: "-") else { return false }
        labels += 1
        length = 0
        isNumber = true
      } else {
        length += 1
        let isHyphen = byte == UInt8(ascii: "-")
        guard isHyphen ? length > 1 : isLetter(byte) || isDigit(byte), length <= 63 else {
          return false
        }
        isNumber = isNumber && isDigit(byte)
      }
      previous = byte
    }
    return labels >= 2 && length > 0 && previous != UInt8(ascii: "-") && !isNumber
  }

  /// `atext` of RFC 5322.
  private static func isAtomText(_ byte: UInt8) -> Bool {
    if isLetter(byte) || isDigit(byte) { return true }
    switch byte {
    case UInt8(ascii: "!"), UInt8(ascii: "#")...UInt8(ascii: "'"), UInt8(ascii: "*"),
      UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "/"), UInt8(ascii: "="),
      UInt8(ascii: "?"), UInt8(ascii: "^")...UInt8(ascii: "`"),
      UInt8(ascii: "{")...UInt8(ascii: "~"):
      return true
    default: return false
    }
  }

  private static func isUpperCase(_ byte: UInt8) -> Bool { byte &- 0x41 < 26 }
  private static func isLetter(_ byte: UInt8) -> Bool { (byte | 0x20) &- 0x61 < 26 }
  private static func isDigit(_ byte: UInt8) -> Bool { byte &- 0x30 < 10 }
}
