package import Digests
import FoundationEssentials
import Notation

/// What a log's end is: a C2SP tlog-checkpoint, with the signatures that others made of it, if any.
///
/// Three lines, origin, size and root in base64, can be kept on paper: whoever has them can tell
/// whether a log is still the one that they were made of.
package struct Checkpoint: Sendable, Hashable {
  /// Whose log it is.
  package let origin: String
  /// The number of records.
  package let size: Int
  /// The root of the Merkle tree over them (RFC 6962 §2.1).
  package let root: Digest
  /// Further lines of the body, which others may define and this log never writes.
  package private(set) var extensions: [String] = []
  /// What others signed the body with, as they wrote it: lines, each ended by a newline, or nothing.
  ///
  /// This package checks their form, never a signature.
  package private(set) var signatures = ""

  package init(origin: String, size: Int, root: Digest) {
    self.origin = origin
    self.size = size
    self.root = root
  }

  /// The text that is signed: each line ended by a newline.
  package var body: String {
    ([origin, String(size), base64(root.bytes)] + extensions).map { $0 + "\n" }.joined()
  }

  /// The body, and a blank line and the signatures when there are any.
  package var text: String {
    guard !signatures.isEmpty else { return body }
    return body + "\n" + signatures
  }

  /// Whether both say the same of the same log, whoever signed them.
  package func agrees(with other: Checkpoint) -> Bool {
    origin.utf8.elementsEqual(other.origin.utf8) && size == other.size && root == other.root
  }
}

extension Checkpoint {
  /// The most bytes of a checkpoint with its signatures: 64 KiB.
  package static let mostBytes = 1 << 16

  /// Reads a checkpoint, signed or not.
  ///
  /// - Throws: `CheckpointFault`: only the one form of C2SP tlog-checkpoint and signed-note is read.
  package init(reading bytes: [UInt8]) throws(CheckpointFault) {
    let text = try Self.text(bytes)
    let signed = text.firstRange(of: "\n\n")
    let lines = Self.lines(text[..<(signed?.lowerBound ?? text.index(before: text.endIndex))])
    guard lines.count >= 3, !lines.contains("") else { throw .body }
    guard !lines[0].isEmpty, lines[0].utf8.count <= 255 else { throw .origin }
    guard let size = Int(lines[1]), String(size) == lines[1], size >= 0,
      size <= RecordLimits.largestInteger
    else { throw .size }
    guard let root = EventLog.bytes(base64: lines[2]), let root = Digest(bytes: root) else {
      throw .root
    }
    // The tree of nothing has one root only.
    guard size > 0 || root == Merkle.emptyRoot else { throw .root }
    self.init(origin: lines[0], size: size, root: root)
    extensions = Array(lines.dropFirst(3))
    if let signed { signatures = try SignatureBlock.checked(text[signed.upperBound...]) }
  }

  /// The same checkpoint with signatures that another tool made of its body.
  ///
  /// - Parameter block: what the tool wrote, in one of the forms of `SignatureBlock`; or this
  ///   checkpoint with it.
  /// - Throws: `CheckpointFault` when it is of no such form, or stands behind another checkpoint.
  package func signed(with block: [UInt8]) throws(CheckpointFault) -> Checkpoint {
    var checkpoint = self
    if let whole = try? Checkpoint(reading: block) {
      guard whole.body.utf8.elementsEqual(body.utf8) else { throw .otherCheckpoint }
      guard !whole.signatures.isEmpty else { throw .signature }
      checkpoint.signatures += whole.signatures
    } else {
      checkpoint.signatures += try SignatureBlock.checked(try Self.text(block)[...])
    }
    return checkpoint
  }

  /// Text that ends with a newline, without control characters and marks of direction.
  private static func text(_ bytes: [UInt8]) throws(CheckpointFault) -> String {
    guard bytes.count <= mostBytes else { throw .tooLong }
    guard bytes.allSatisfy({ $0 >= 0x20 || $0 == 0x0a }),
      escapingMarks(bytes).count == bytes.count,
      let text = String(validating: bytes, as: UTF8.self)
    else { throw .characters }
    guard bytes.last == 0x0a else { throw .newline }
    return text
  }

  private static func lines(_ text: Substring) -> [String] {
    text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
  }
}

/// Why a text is no checkpoint.
package enum CheckpointFault: String, Error, Sendable, Hashable, CaseIterable {
  /// It is longer than 64 KiB.
  case tooLong
  /// It is not UTF-8, or has control characters, of which a carriage return is one, or marks of
  /// direction or of byte order.
  case characters
  /// It does not end with a newline.
  case newline
  /// It has not three lines or more before its end or its blank line.
  case body
  /// Its first line is empty or longer than 255 bytes.
  case origin
  /// Its second line is not a number in its one form.
  case size
  /// Its third line is not 32 bytes in base64, or not the root of so many records.
  case root
  /// What stands behind the blank line is of none of the forms of a signature.
  case signature
  /// The signatures stand behind another checkpoint.
  case otherCheckpoint
}

/// The forms in which tools write signatures of a text, to stand behind it; none is ever checked.
enum SignatureBlock {
  /// Whose marks may stand around a signature: never those of a key.
  private static let labels = ["PGP SIGNATURE", "SSH SIGNATURE", "CMS", "PKCS7"]
  /// What minisign and signify write before a signature, and how long that is.
  private static let comment = "untrusted comment: "
  private static let bytesBehindComment = 74

  /// Makes sure that a text is signatures, so that no other file is appended by mistake.
  ///
  /// - Parameter text: lines, each ended by a newline.
  /// - Returns: the text, unchanged.
  static func checked(_ text: Substring) throws(CheckpointFault) -> String {
    let lines = text.dropLast().split(separator: "\n", omittingEmptySubsequences: false)
    guard isMarked(lines) || isCommented(lines) || lines.allSatisfy(isNoteLine) else {
      throw .signature
    }
    return String(text)
  }

  /// Whether lines stand between marks (OpenPGP, SSH, CMS).
  private static func isMarked(_ lines: [Substring]) -> Bool {
    labels.contains { label in
      lines.first == "-----BEGIN \(label)-----" && lines.last == "-----END \(label)-----"
    }
  }

  /// Whether lines are a comment and a signature, of minisign twice.
  private static func isCommented(_ lines: [Substring]) -> Bool {
    guard lines.count == 2 || lines.count == 4, lines[0].hasPrefix(comment) else { return false }
    return bytes(base64: lines[1])?.count == bytesBehindComment
  }

  /// Whether a line is a signature of C2SP signed-note: `— <name> <base64>`.
  private static func isNoteLine(_ line: Substring) -> Bool {
    let parts = line.split(separator: " ", omittingEmptySubsequences: false)
    guard parts.count == 3, parts[0] == "\u{2014}", !parts[1].isEmpty,
      !parts[1].contains(where: { $0.isWhitespace || $0 == "+" }),
      // Four bytes tell the key; the signature follows.
      let signature = bytes(base64: parts[2])
    else { return false }
    return signature.count > 4
  }
}

/// The standard base64 of some bytes, with padding (RFC 4648 §4).
func base64(_ bytes: [UInt8]) -> String { Data(bytes).base64EncodedString() }

/// Reads base64 in its one form: padded, no white space, no bits set that stand for nothing.
func bytes(base64 text: some StringProtocol) -> [UInt8]? {
  let text = String(text)
  guard let data = Data(base64Encoded: text),
    data.base64EncodedString().utf8.elementsEqual(text.utf8)
  else { return nil }
  return Array(data)
}
