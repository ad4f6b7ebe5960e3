import Notation

extension StreamName {
  /// Reads a stream's name from its bytes, or answers `nil` for one that is none of ours.
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

  /// Reads a stream's name, or answers `nil` for one that is none of ours.
  package init?(_ text: String) {
    var text = text
    guard let name = text.withUTF8({ StreamName(text: $0) }) else { return nil }
    self = name
  }
}
