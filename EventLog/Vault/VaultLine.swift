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
    return SystemCalls.sameBytes(one, other, name.count)
  }
}

extension RecordView {
  /// Whether it seals what has this digest.
  @inline(__always)
  func commits(to digest: Digest) -> Bool {
    isSealed && digest.isHex(line, at: dataEnd + 11)
  }
}
