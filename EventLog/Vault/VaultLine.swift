import Digests
import Notation

/// The 16 random bytes at the beginning of a commitment's input.
struct Salt: Hashable {
  let high: UInt64
  let low: UInt64

  /// Returns the commitment to a private part: SHA-256 of the salt and the bytes as written.
  func commitment(to secret: UnsafeRawBufferPointer) -> Digest {
    var hasher = SHA256()
    withUnsafeBytes(of: (high.bigEndian, low.bigEndian)) { hasher.update($0) }
    hasher.update(secret)
    return hasher.finalize()
  }

  /// Returns the message to hash for the commitment to a private part.
  func message(sealing secret: UnsafeRawBufferPointer) -> SHA256.Message {
    SHA256.Message(behind: high, low, secret)
  }
}

/// One line of the vault, read in place.
struct VaultLine {
  enum Content {
    case sealed(Salt, secret: UnsafeBufferPointer<UInt8>)
    case erased(by: Int)
  }

  let position: Int
  let stream: UnsafeBufferPointer<UInt8>
  let content: Content

  /// Reads a line without its newline; `nil` if it is neither a sealed nor an erased line.
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

  /// Returns the position at the beginning of a line, without reading the rest.
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
  /// Whether the line has the same stream name as a record.
  @inline(__always)
  func isOf(_ view: RecordView) -> Bool {
    let name = view.stream
    guard name.count == stream.count, let one = name.baseAddress, let other = stream.baseAddress
    else { return false }
    return SystemCalls.sameBytes(one, other, count: name.count)
  }
}

extension RecordView {
  /// Whether a digest is the commitment in this record.
  @inline(__always)
  func commits(to digest: Digest) -> Bool {
    isSealed && digest.isHex(line, at: dataEnd + 11)
  }
}

/// The overwriting of a vault line, and why a half-erased line is never read as a whole line.
///
/// A sealed line and the line that replaces it begin with the same bytes,
/// `{"position":P,"stream":"…","`. These bytes never change, so the line always keeps its place and
/// its owner. A power cut may leave a mixture: each block of the other bytes is either old or new.
/// A block has 512 bytes or more. Every such mixture is safe:
///
/// * It is read as a sealed line only if it equals the old line, byte for byte. Salt and value have
///   separate places, and the record's commitment covers both.
/// * It is read as an erased line only if it equals the new line, byte for byte. The `e` of
///   `erased` must replace the `s` of `salt`. A space must follow 39 bytes later, in place of the
///   quote after the salt. Two bytes less than 512 bytes apart are in one block or in adjacent
///   blocks. So all bytes between them are new, including the fact's digits. After them, only
///   spaces may precede the brace.
///
/// This holds for one overwriting. A line that a crash left half-erased may contain digits of
/// another fact. It is therefore filled with letters first. The erased line is written only when
/// the filler is durable. Filler is never valid in place of a digit, a space, a quote or a brace.
extension VaultLine {
  /// Returns the bytes at the beginning of a record's line, the same for sealed and erased lines.
  static func beginning(position: Int, stream: String) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.append(#"{"position":"#)
    bytes.append(decimal: position)
    bytes.append(#","stream":""#)
    bytes.append(contentsOf: stream.utf8)
    bytes.append(#"",""#)
    return bytes
  }

  /// Whether a line belongs to a record: sealed, erased or half-erased.
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

  /// Returns an erased line without its newline; it has the length of the line that it replaces.
  static func erased(position: Int, stream: String, by fact: Int, length: Int) -> [UInt8] {
    var bytes = beginning(position: position, stream: stream)
    bytes.append(#"erased":"#)
    bytes.append(decimal: fact)
    bytes.append(contentsOf: repeatElement(0x20, count: max(0, length - bytes.count - 1)))
    bytes.append("}")
    return bytes
  }

  /// Returns filler without a newline; it has the length of the half-erased line that it replaces.
  static func filler(position: Int, stream: String, length: Int) -> [UInt8] {
    var bytes = beginning(position: position, stream: stream)
    bytes.append(contentsOf: repeatElement(0x78, count: max(0, length - bytes.count)))
    return bytes
  }
}
