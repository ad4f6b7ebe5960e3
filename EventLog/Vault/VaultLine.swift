import Digests
import Notation

/// The 16 random bytes that a commitment begins with.
struct Salt: Hashable {
  let high: UInt64
  let low: UInt64

  /// The commitment to a private part: SHA-256 of the salt and the bytes as written.
  func commitment(to secret: UnsafeRawBufferPointer) -> Digest {
    var hasher = SHA256()
    withUnsafeBytes(of: (high.bigEndian, low.bigEndian)) { hasher.update($0) }
    hasher.update(secret)
    return hasher.finalize()
  }

  /// What the commitment is the digest of.
  func message(sealing secret: UnsafeRawBufferPointer) -> SHA256.Message {
    SHA256.Message(behind: high, low, secret)
  }
}

/// One line of the vault, read where it lies.
struct VaultLine {
  enum Content {
    case sealed(Salt, secret: UnsafeBufferPointer<UInt8>)
    case erased(by: Int)
  }

  let position: Int
  let stream: UnsafeBufferPointer<UInt8>
  let content: Content

  /// Reads a line without its newline; `nil` when it is in neither of the two forms.
  init?(_ line: UnsafeBufferPointer<UInt8>) {
    var cursor = LineCursor(line)
    guard cursor.skip(#"{"position":"#), let position = cursor.positive(),
      cursor.skip(#","stream":""#), let stream = cursor.name()
    else { return nil }
    self.position = position
    self.stream = UnsafeBufferPointer(rebasing: line[stream])
    if cursor.skip(#","salt":""#) {
      guard let salt = Self.salt(&cursor), cursor.skip(#"","private":"#), line.last == 0x7d,
        cursor.offset < line.count - 1
      else { return nil }
      let secret = UnsafeBufferPointer(rebasing: line[cursor.offset..<line.count - 1])
      content = .sealed(salt, secret: secret)
    } else {
      guard cursor.skip(#","erased":"#), let fact = cursor.positive() else { return nil }
      while cursor.skip(" ") {}
      guard cursor.skip("}"), cursor.offset == line.count else { return nil }
      content = .erased(by: fact)
    }
  }

  /// The position that a line begins with, without a look at the rest.
  static func position(of line: UnsafeBufferPointer<UInt8>) -> Int? {
    var cursor = LineCursor(line)
    guard cursor.skip(#"{"position":"#), let position = cursor.positive(),
      cursor.skip(#","stream":""#)
    else { return nil }
    return position
  }

  private static func salt(_ cursor: inout LineCursor) -> Salt? {
    guard let digits = cursor.take(32) else { return nil }
    var halves: (UInt64, UInt64) = (0, 0)
    for (index, digit) in digits.enumerated() {
      guard !(digit &- 0x41 < 26), let value = hexDigit(digit) else { return nil }
      if index < 16 { halves.0 = halves.0 << 4 | value } else { halves.1 = halves.1 << 4 | value }
    }
    return Salt(high: halves.0, low: halves.1)
  }

  /// Appends the line of a private part with its newline.
  static func append(
    position: Int, stream: String, salt: Salt, secret: [UInt8], to bytes: inout [UInt8]
  ) {
    bytes.append(#"{"position":"#)
    bytes.append(decimal: position)
    bytes.append(#","stream":""#)
    bytes.append(contentsOf: stream.utf8)
    bytes.append(#"","salt":""#)
    withUnsafeBytes(of: (salt.high.bigEndian, salt.low.bigEndian)) { salt in
      for byte in salt { appendHex(byte, to: &bytes) }
    }
    bytes.append(#"","private":"#)
    bytes.append(contentsOf: secret)
    bytes.append("}\n")
  }
}

extension VaultLine {
  /// Whether it bears the name of a record's stream.
  @inline(__always)
  func isOf(_ view: RecordView) -> Bool {
    let name = view.stream
    guard name.count == stream.count, let one = name.baseAddress, let other = stream.baseAddress
    else { return false }
    return SystemCalls.sameBytes(one, other, count: name.count)
  }
}

extension RecordView {
  /// Whether it seals what has this digest.
  @inline(__always)
  func commits(to digest: Digest) -> Bool {
    isSealed && digest.isHex(line, at: dataEnd + 11)
  }
}

/// How a line is overwritten, and why no part of an overwriting passes for a whole line.
///
/// A private part and what replaces it have the same first bytes, `{"position":P,"stream":"…","`,
/// which are never changed: whatever becomes of the rest, the line stays where it is and says whose
/// it is. A power cut may leave any blocks of the rest, of 512 bytes or of more, as they were or as
/// they should be. Of such a mixture:
///
/// * it is no private part, unless it is the old line, byte for byte: salt and value stand in places
///   of their own, and the record's commitment covers both;
/// * it is no erased line, unless it is the new line, byte for byte: `e` of `erased` must stand
///   where `s` of `salt` stood, and 39 bytes on a space where the quote before `private` stood. Two
///   bytes less than 512 apart are in one block or in two that touch, so all between them is new,
///   the fact's digits with it; behind it there may be nothing but spaces before the brace.
///
/// That is of one overwriting. A line that a crash left in neither form may hold a part of another
/// fact's digits, so it is filled with letters first, and only when these are durable overwritten
/// once more: filler cannot stand where a digit, a space, a quote or a brace must.
extension VaultLine {
  /// What every form of a record's line begins with.
  static func beginning(position: Int, stream: String) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.append(#"{"position":"#)
    bytes.append(decimal: position)
    bytes.append(#","stream":""#)
    bytes.append(contentsOf: stream.utf8)
    bytes.append(#"",""#)
    return bytes
  }

  /// Whether a line, in whatever form, is the one of a record.
  static func isLine(
    _ line: UnsafeBufferPointer<UInt8>, of position: Int,
    stream: some Collection<UInt8>
  ) -> Bool {
    var cursor = LineCursor(line)
    guard cursor.skip(#"{"position":"#), cursor.positive() == position,
      cursor.skip(#","stream":""#), let name = cursor.name(), cursor.skip(#",""#)
    else { return false }
    return line[name].elementsEqual(stream)
  }

  /// The line of an erased private part, as long as the line it replaces, without newline.
  static func erased(position: Int, stream: String, by fact: Int, length: Int) -> [UInt8] {
    var bytes = beginning(position: position, stream: stream)
    bytes.append(#"erased":"#)
    bytes.append(decimal: fact)
    bytes.append(contentsOf: repeatElement(0x20, count: max(0, length - bytes.count - 1)))
    bytes.append("}")
    return bytes
  }

  /// What stands for a while where a line is in neither form, as long as it, without newline.
  static func filler(position: Int, stream: String, length: Int) -> [UInt8] {
    var bytes = beginning(position: position, stream: stream)
    bytes.append(contentsOf: repeatElement(0x78, count: max(0, length - bytes.count)))
    return bytes
  }
}
