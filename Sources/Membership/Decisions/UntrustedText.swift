import Digests
package import Notation

/// A text from outside that may be personal or secret; its description hides it.
public struct UntrustedText: Sendable, Equatable, Hashable {
  /// The text as received.
  public let text: String

  /// Wraps a text.
  public init(_ text: String) { self.text = text }
}

extension UntrustedText: ExpressibleByStringLiteral {
  /// Wraps a literal, in tests and in the REPL.
  public init(stringLiteral value: String) { text = value }
}

extension UntrustedText: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  /// Always `‹typed›`.
  public var description: String { "‹typed›" }

  /// Always `‹typed›`.
  public var debugDescription: String { description }

  /// A mirror without children, so that `dump` shows nothing either.
  public var customMirror: Mirror { Mirror(self, children: []) }
}

extension UntrustedText: JSONRepresentable {
  package static var kind: String { "text" }

  package init(from scanner: inout JSONScanner) throws(JSONFault) {
    text = try scanner.string(limit: 20_000)
  }

  package func write(to writer: inout JSONWriter) { writer.string(text) }
}

/// A word chosen by the host, such as a reason or a platform, in clear in the log.
///
/// It has 1 to 64 characters of `[A-Za-z0-9._-]`, so that it cannot contain a sentence about a
/// person. Sentences belong in notes, which are sealed.
public struct Slug: Sendable, Hashable {
  /// The word.
  public let text: String

  /// Reads a word, or returns `nil` for a text without the required form.
  public init?(_ text: String) {
    let isWord = text.utf8.allSatisfy {
      (0x30...0x39).contains($0) || (0x41...0x5a).contains($0) || (0x61...0x7a).contains($0)
        || $0 == 0x2e || $0 == 0x5f || $0 == 0x2d
    }
    guard isWord, (1...64).contains(text.utf8.count) else { return nil }
    self.text = text
  }
}

extension Slug: JSONRepresentable {
  package static var kind: String { "word" }

  package init(from scanner: inout JSONScanner) throws(JSONFault) {
    let start = scanner.offset
    guard let code = Slug(try scanner.string(limit: 256)) else {
      throw JSONFault(.invalidValue, at: start)
    }
    self = code
  }

  package func write(to writer: inout JSONWriter) { writer.string(text) }
}

extension Slug: ExpressibleByStringLiteral, CustomStringConvertible {
  /// Makes a word from a literal in code; a malformed literal is a programming error.
  public init(stringLiteral value: String) {
    guard let word = Slug(value) else { preconditionFailure("not a plain word") }
    self = word
  }

  /// The word.
  public var description: String { text }
}
