public import Digests
import FoundationEssentials
import Notation

/// A C2SP tlog-checkpoint of a log, with the signatures that other tools made of it, if any.
///
/// The body has three lines: origin, size, and root in base64. It can be kept on paper. It shows
/// later whether a log still begins with the same records.
public struct SpaceCheckpoint: Sendable, Hashable {
  /// The name of the log.
  public let origin: String
  /// The number of records.
  public let size: Int
  /// The root of the Merkle tree over them (RFC 6962 §2.1).
  public let root: Digest
  /// Further lines of the body, which others may define and this package never writes.
  package private(set) var extensions: [String] = []
  /// The signatures of the body as other tools wrote them: lines ended by newlines, or empty.
  ///
  /// This package checks their form, but never verifies a signature.
  package private(set) var signatures = ""
  /// The notice about making the checkpoint, in words, if any.
  public package(set) var notice: String?

  package init(origin: String, size: Int, root: Digest) {
    self.origin = origin
    self.size = size
    self.root = root
  }

  /// The text that is signed.
  ///
  /// Each line ends with a newline.
  package var body: String {
    ([origin, String(size), base64(root.bytes)] + extensions).map { $0 + "\n" }.joined()
  }

  /// The body, followed by a blank line and the signatures if there are any.
  public var text: String {
    guard !signatures.isEmpty else { return body }
    return body + "\n" + signatures
  }

  /// Returns whether both have the same origin, size and root, regardless of signatures.
  public func agrees(with other: SpaceCheckpoint) -> Bool {
    origin.utf8.elementsEqual(other.origin.utf8) && size == other.size && root == other.root
  }
}

extension SpaceCheckpoint {
  /// The most bytes of a checkpoint with its signatures: 64 KiB.
  package static let mostBytes = 1 << 16

  /// Reads a checkpoint in its canonical form, signed or not.
  ///
  /// - Throws: `CheckpointFault` if the bytes are not in the canonical form of C2SP tlog-checkpoint
  ///   and signed-note.
  package init(canonical bytes: [UInt8]) throws(CheckpointFault) {
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
    // The empty tree has only one root.
    guard size > 0 || root == Merkle.emptyRoot else { throw .root }
    self.init(origin: lines[0], size: size, root: root)
    extensions = Array(lines.dropFirst(3))
    if let signed { signatures = try SignatureBlock.checked(text[signed.upperBound...]) }
  }

  /// Returns the same checkpoint with signatures that another tool made of its body.
  ///
  /// - Parameter block: The output of the tool: signatures in one of the forms of `SignatureBlock`,
  ///   or this checkpoint followed by them.
  /// - Throws: `CheckpointFault` if the block has no such form, or signs another checkpoint.
  package func adding(signatures block: [UInt8]) throws(CheckpointFault) -> SpaceCheckpoint {
    var checkpoint = self
    if let whole = try? SpaceCheckpoint(canonical: block) {
      guard whole.body.utf8.elementsEqual(body.utf8) else { throw .otherCheckpoint }
      guard !whole.signatures.isEmpty else { throw .signature }
      checkpoint.signatures += whole.signatures
    } else {
      checkpoint.signatures += try SignatureBlock.checked(try Self.text(block)[...])
    }
    return checkpoint
  }

  /// Decodes text that ends with a newline, without control characters and direction marks.
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

/// The reason why a text is not a checkpoint.
package enum CheckpointFault: String, Error, Sendable, Hashable, CaseIterable {
  /// The text is longer than 64 KiB.
  case tooLong
  /// The text is not UTF-8, or contains control characters (such as a carriage return), direction
  /// marks or byte-order marks.
  case characters
  /// The text does not end with a newline.
  case newline
  /// The body has fewer than three lines, or a blank line.
  case body
  /// The first line is empty or longer than 255 bytes.
  case origin
  /// The second line is not a number in its canonical form.
  case size
  /// The third line is not 32 bytes in base64, or not the root of a tree of that size.
  case root
  /// The text after the blank line is not a signature in a known form.
  case signature
  /// The signatures belong to another checkpoint.
  case otherCheckpoint
}

/// The forms in which tools write signatures of a text; no signature is ever verified.
enum SignatureBlock {
  /// The labels of the marks around a signature.
  ///
  /// The labels of keys are excluded.
  private static let labels = ["PGP SIGNATURE", "SSH SIGNATURE", "CMS", "PKCS7"]
  /// The prefix of the line that minisign and signify write before a signature.
  ///
  /// The signature below it has 74 bytes.
  private static let comment = "untrusted comment: "
  private static let bytesBehindComment = 74

  /// Verifies that a text consists of signatures, so that no other file is appended by mistake.
  ///
  /// - Parameter text: Lines, each ended by a newline.
  /// - Returns: The text, unchanged.
  static func checked(_ text: Substring) throws(CheckpointFault) -> String {
    let lines = text.dropLast().split(separator: "\n", omittingEmptySubsequences: false)
    guard isMarked(lines) || isCommented(lines) || lines.allSatisfy(isNoteLine) else {
      throw .signature
    }
    return String(text)
  }

  /// Whether the lines begin and end with the marks of a signature (OpenPGP, SSH, CMS).
  private static func isMarked(_ lines: [Substring]) -> Bool {
    labels.contains { label in
      lines.first == "-----BEGIN \(label)-----" && lines.last == "-----END \(label)-----"
    }
  }

  /// Whether the lines are a comment and a signature.
  ///
  /// Minisign writes such a pair twice.
  private static func isCommented(_ lines: [Substring]) -> Bool {
    guard lines.count == 2 || lines.count == 4, lines[0].hasPrefix(comment) else { return false }
    return bytes(base64: lines[1])?.count == bytesBehindComment
  }

  /// Whether a line is a C2SP signed-note signature: `— <name> <base64>`.
  private static func isNoteLine(_ line: Substring) -> Bool {
    let parts = line.split(separator: " ", omittingEmptySubsequences: false)
    guard parts.count == 3, parts[0] == "\u{2014}", !parts[1].isEmpty,
      !parts[1].contains(where: { $0.isWhitespace || $0 == "+" }),
      // The first four bytes are the key ID; the signature follows.
      let signature = bytes(base64: parts[2])
    else { return false }
    return signature.count > 4
  }
}

extension SpaceCheckpoint: CustomStringConvertible {
  /// The text.
  public var description: String { text }
}

/// Returns the standard base64 of some bytes, with padding (RFC 4648 §4).
func base64(_ bytes: [UInt8]) -> String { Data(bytes).base64EncodedString() }

/// Reads base64 in its canonical form: with padding, without white space, with unused bits zero.
func bytes(base64 text: some StringProtocol) -> [UInt8]? {
  let text = String(text)
  guard let data = Data(base64Encoded: text),
    data.base64EncodedString().utf8.elementsEqual(text.utf8)
  else { return nil }
  return Array(data)
}
