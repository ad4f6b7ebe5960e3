public import Digests
public import Notation

/// A page served by the host; only the digest of its number is stored (edge 2).
public struct Page: Sendable, Hashable {
  /// The SHA-256 of the page's number as sent.
  public let digest: Digest

  /// Makes a page from its number, or returns `nil` for a malformed number.
  ///
  /// - Parameter text: 32 to 128 hexadecimal digits, at least 128 random bits (ASVS 5.0 7.2.3).
  public init?(_ text: String) {
    let bytes = Array(text.utf8)
    guard (32...128).contains(bytes.count), bytes.allSatisfy({ hexDigit($0) != nil }) else {
      return nil
    }
    digest = SHA256.hash(bytes)
  }
}

extension Page: JSONRepresentable {
  package static var kind: String { "page, 32 or more hexadecimal digits" }

  package init(from scanner: inout JSONScanner) throws(JSONFault) {
    let start = scanner.offset
    guard let page = Page(try scanner.string(limit: 1024)) else {
      throw JSONFault(.invalidValue, at: start)
    }
    self = page
  }

  /// Writes the digest in place of the page's number, which is not stored.
  package func write(to writer: inout JSONWriter) { writer.string(digest.hex) }
}

/// The result of the anti-robot image, shown and judged by the host (AP-19).
public enum AntiRobot: String, Sendable, JSONRepresentable {
  /// The visitor clicked the correct image.
  case passed
  /// The visitor clicked another image; the action is refused in every house.
  case failed
}
