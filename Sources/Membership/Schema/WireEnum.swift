package import Notation

/// A closed vocabulary: each case has one word, matched by its bytes.
package protocol WireEnum: JSONRepresentable, RawRepresentable, CaseIterable
where RawValue == String {
  /// The words of the vocabulary, created once.
  static var wireNames: WireNames<Self> { get }
}

/// The words of a vocabulary and their cases.
package struct WireNames<Value: RawRepresentable & CaseIterable & Sendable>: Sendable
where Value.RawValue == String {
  private let table: KeywordTable
  private let values: [Value]

  /// Makes the table of all cases.
  package init() {
    values = Array(Value.allCases)
    table = KeywordTable(values.map(\.rawValue))
  }

  /// Returns the case for a word, or `nil` if the vocabulary lacks it.
  package func value(of word: UnsafeBufferPointer<UInt8>) -> Value? {
    table.index(of: word).map { values[$0] }
  }
}

extension WireEnum {
  package init(from scanner: inout JSONScanner) throws(JSONFault) {
    let start = scanner.offset
    let (content, escaped) = try scanner.rawString()
    if !escaped {
      let word = UnsafeBufferPointer(rebasing: scanner.text[content])
      if let value = Self.wireNames.value(of: word) {
        self = value
        return
      }
    }
    // A word with JSON escapes is decoded before the comparison.
    scanner.offset = start
    var word = try scanner.string(limit: 256)
    guard let value = word.withUTF8({ Self.wireNames.value(of: $0) }) else {
      throw JSONFault(.invalidValue, at: start)
    }
    self = value
  }
}
