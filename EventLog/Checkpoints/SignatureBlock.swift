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
