package import Notation

extension PasswordRules: Described {
  /// Makes rules that ask for nothing, to be read into.
  package init() { self.init(minimumLength: 0) }

  package mutating func describe(_ fields: inout Fields) {
    fields("minimumLength", &minimumLength)
    fields("maximumLength", &maximumLength)
    fields("requiredClasses", &requiredClasses)
    fields("minimumClasses", &minimumClasses)
    fields("forbiddenCharacters", &forbiddenCharacters)
    fields("advisedAgainst", &advisedAgainst)
    fields("blocklist", &blocklist)
    fields("similarity", &similarity)
  }
}

extension CharacterClass: Word {
  package static let words = Words<CharacterClass>()
}
extension MaskStyle: Word {
  package static let words = Words<MaskStyle>()
}
extension PasswordRule: Word {
  package static let words = Words<PasswordRule>()
}

extension CodeFormat: JSONRepresentable {
  package static var kind: String { "code format" }

  package init(from scanner: inout JSONScanner) throws(JSONFault) {
    let start = scanner.offset
    guard let format = CodeFormat(try scanner.string(limit: 16)) else {
      throw JSONFault(.invalidValue, at: start)
    }
    self = format
  }

  package func write(to writer: inout JSONWriter) { writer.string(description) }
}
