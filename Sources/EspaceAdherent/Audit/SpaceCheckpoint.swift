public import EventLog
import Notation

extension SpaceCheckpoint: JSONAnswer {
  /// Reads a checkpoint, signed or not.
  ///
  /// Signatures are not verified; the tool that made them does that. The additions of mail programs
  /// are removed first (`MailedText`). A body has three lines.
  ///
  /// - Parameter bytes: The whole file.
  /// - Throws: `SpaceError` of kind `.invalid`, saying which line is wrong.
  public init(reading bytes: [UInt8]) throws(SpaceError) {
    do throws(CheckpointFault) {
      try self.init(canonical: MailedText.cleaned(bytes))
      guard extensions.isEmpty else { throw CheckpointFault.body }
    } catch { throw SpaceError(.invalid, "This is no checkpoint: \(error.words).") }
  }

  /// Returns the checkpoint with signatures that another tool made of it.
  ///
  /// - Parameter block: Lines of `— <name> <base64>` (C2SP signed-note), or the output of OpenPGP,
  ///   SSH, CMS, minisign or signify. It may also be this checkpoint with its signatures.
  /// - Throws: `SpaceError` of kind `.invalid` when the block has another form or follows another
  ///   checkpoint.
  public func signed(with block: [UInt8]) throws(SpaceError) -> SpaceCheckpoint {
    do throws(CheckpointFault) {
      return try adding(signatures: block)
    } catch { throw SpaceError(.invalid, "This is no block of signatures: \(error.words).") }
  }

  /// The checkpoint as one line of JSON, with stable names.
  public var json: String { jsonText }

  package func describe(_ fields: inout JSONWriter) {
    fields("origin", origin)
    fields("facts", size)
    fields("root", root.hex)
    fields("checkpoint", text)
  }
}

extension CheckpointFault {
  fileprivate var words: String {
    switch self {
    case .tooLong: "it is longer than 64 KiB"
    case .characters:
      "it has bytes that are not text, carriage returns, control characters or marks of direction or "
        + "byte order"
    case .newline: "it does not end with a newline"
    case .body:
      "it must have exactly three lines, none of them empty: origin, number and root"
    case .origin: "its first line, the origin, is empty or longer than 255 bytes"
    case .size: "its second line is not a number without leading zeros"
    case .root: "its third line is not a root in base64 that this number of facts can have"
    case .signature:
      "a line has neither the form `— name base64` nor a form that OpenPGP, SSH, CMS, minisign or "
        + "signify write"
    case .otherCheckpoint:
      "it follows another checkpoint; `--as-of` prints the checkpoint of an earlier moment"
    }
  }
}

/// A checkpoint or a proof as it comes back from a mailbox, an editor or a clipboard.
///
/// Only the additions of mail programs are removed: a byte order mark, carriage returns, blanks at
/// line ends, quotation marks (`> `) and outer empty lines. A missing last newline is added. The
/// result is parsed strictly, because the signature covers the strict form.
enum MailedText {
  /// Returns the bytes in the form that they were sent in.
  static func cleaned(_ bytes: [UInt8]) -> [UInt8] {
    let text = ByteOrderMark.removed(from: bytes)
    var lines = text.split(separator: newline, omittingEmptySubsequences: false).map(withoutBlanks)
    while isQuoted(lines) { lines = lines.map(withoutMark) }
    guard let first = lines.firstIndex(where: { !$0.isEmpty }),
      let last = lines.lastIndex(where: { !$0.isEmpty })
    else { return bytes }
    return lines[first...last].flatMap { $0 + [newline] }
  }

  private static let newline = UInt8(ascii: "\n")
  private static let quotation = UInt8(ascii: ">")
  private static let space = UInt8(ascii: " ")
  /// U+00A0, which some programs write for a blank.
  private static let noBreakSpace: [UInt8] = [0xc2, 0xa0]
  private static let blanks: Set<UInt8> = [space, UInt8(ascii: "\t"), UInt8(ascii: "\r")]

  private static func withoutBlanks(_ line: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    var rest = line
    while let last = rest.last {
      if blanks.contains(last) {
        rest = rest.dropLast()
      } else if rest.suffix(2).elementsEqual(noBreakSpace) {
        rest = rest.dropLast(2)
      } else {
        break
      }
    }
    return rest
  }

  /// Whether every non-empty line is marked as quoted.
  private static func isQuoted(_ lines: [ArraySlice<UInt8>]) -> Bool {
    let written = lines.filter { !$0.isEmpty }
    return !written.isEmpty && written.allSatisfy { $0.first == quotation }
  }

  private static func withoutMark(_ line: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    guard line.first == quotation else { return line }
    let rest = line.dropFirst()
    return rest.first == space ? rest.dropFirst() : rest
  }
}
