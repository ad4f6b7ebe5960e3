package import FoundationEssentials

/// A value with one written form in JSON, on disk and in input.
package protocol JSONRepresentable: JSONWritable {
  /// The name of the type in the catalogue.
  static var kind: String { get }

  /// Reads the next value.
  init(from scanner: inout JSONScanner) throws(JSONFault)
}

extension String: JSONRepresentable {
  package static var kind: String { "text" }

  package init(from scanner: inout JSONScanner) throws(JSONFault) { self = try scanner.string() }

  package func write(to writer: inout JSONWriter) { writer.string(self) }
}

extension Bool: JSONRepresentable {
  package static var kind: String { "true or false" }

  package init(from scanner: inout JSONScanner) throws(JSONFault) { self = try scanner.boolean() }

  package func write(to writer: inout JSONWriter) { writer.boolean(self) }
}

extension Int: JSONRepresentable {
  package static var kind: String { "integer" }

  package init(from scanner: inout JSONScanner) throws(JSONFault) {
    self = Int(try scanner.integer())
  }

  package func write(to writer: inout JSONWriter) { writer.integer(self) }
}

extension Instant: JSONRepresentable {
  package static var kind: String { "instant" }

  package init(from scanner: inout JSONScanner) throws(JSONFault) {
    self = try scanner.plain(24, Instant.init(text:))
  }

  package func write(to writer: inout JSONWriter) { writer.plainString(24, put) }
}

extension Token: JSONRepresentable {
  package static var kind: String { "id" }

  package init(from scanner: inout JSONScanner) throws(JSONFault) {
    self = try scanner.plain(12, Token.init(text:))
  }

  package func write(to writer: inout JSONWriter) { writer.plainString(12, put) }
}

extension UUID: JSONRepresentable {
  package static var kind: String { "UUID" }

  package init(from scanner: inout JSONScanner) throws(JSONFault) {
    self = try scanner.plain(36, UUID.init(text:))
  }

  package func write(to writer: inout JSONWriter) { writer.plainString(36, put) }
}

extension Array: JSONRepresentable where Element: JSONRepresentable {
  package static var kind: String { "list of \(Element.kind)" }

  package init(from scanner: inout JSONScanner) throws(JSONFault) {
    var elements: [Element] = []
    try scanner.elements { (scanner) throws(JSONFault) in
      elements.append(try Element(from: &scanner))
    }
    self = elements
  }
}

extension JSONRepresentable where Self: RawRepresentable, RawValue == String {
  package static var kind: String { "word" }

  package init(from scanner: inout JSONScanner) throws(JSONFault) {
    let start = scanner.offset
    let word = try scanner.string(limit: 256)
    // String equality is canonical equivalence: the Kelvin sign would equal the letter K.
    guard let value = Self(rawValue: word), value.rawValue.utf8.elementsEqual(word.utf8) else {
      throw JSONFault(.invalidValue, at: start)
    }
    self = value
  }

  package func write(to writer: inout JSONWriter) { writer.string(rawValue) }
}
