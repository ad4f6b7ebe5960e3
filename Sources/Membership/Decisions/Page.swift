public import Digests
public import Notation

/// A page that the host served: only the digest of its number is ever kept (edge 2).
public struct Page: Sendable, Hashable {
  /// The SHA-256 of the page's number as it was sent.
  public let digest: Digest

  /// Makes a page from its number.
  ///
  /// - Parameter text: At least 32 hexadecimal digits, 128 random bits (ASVS 5.0 7.2.3); at most
  ///   128; anything else gives `nil`.
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

  /// A page's number is not kept, so it cannot be written again; its digest stands for it.
  package func write(to writer: inout JSONWriter) { writer.string(digest.hex) }
}

/// Whether the visitor clicked the right image; the host shows them and says what came of it
/// (AP-19).
public enum AntiRobot: String, Sendable, JSONRepresentable {
  /// The visitor clicked the image asked for.
  case passed
  /// The visitor did not; refused even where the house asks for no image.
  case failed
}
