package import Notation

/// The name of a stream.
package enum StreamName: Sendable, Hashable, CustomStringConvertible {
  case house
  case member(Token)
  /// The attempts that match no member, one stream per month: `2026-03`.
  case visitors(month: String)

  package var description: String {
    switch self {
    case .house: "house"
    case .member(let id): "member/\(id)"
    case .visitors(let month): "visitors/\(month)"
    }
  }

  /// Returns the visitors' stream at an instant, by its month in UTC.
  package static func visitors(at instant: Instant) -> StreamName {
    .visitors(month: String(instant.description.prefix(7)))
  }
}

extension StreamName {
  /// Reads a stream's name from its bytes, or returns `nil` for a foreign stream.
  package init?(text: UnsafeBufferPointer<UInt8>) {
    if text.count == 19, text.has("member/", at: 0),
      let id = Token(text: UnsafeBufferPointer(rebasing: text[7...]))
    {
      self = .member(id)
    } else if text.count == 5, text.has("house", at: 0) {
      self = .house
    } else if text.count == 16, text.has("visitors/", at: 0) {
      let month = UnsafeBufferPointer(rebasing: text[9...])
      self = .visitors(month: String(decoding: month, as: UTF8.self))
    } else {
      return nil
    }
  }

  /// Reads a stream's name, or returns `nil` for a foreign stream.
  package init?(_ text: String) {
    var text = text
    guard let name = text.withUTF8({ StreamName(text: $0) }) else { return nil }
    self = name
  }
}
