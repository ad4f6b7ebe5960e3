import Testing

/// The cases of one production of RFC 8259.
struct Production<Case: Sendable>: Sendable {
  /// The production, with its section.
  let name: String
  let cases: [Case]

  /// Makes a production.
  init(_ name: String, _ cases: [Case]) {
    self.name = name
    self.cases = cases
  }
}

extension Production: CustomTestStringConvertible {
  /// The name only, so that a report does not list every case.
  var testDescription: String { name }
}

/// Returns a text for the report of a failure, escaped because it may contain any byte.
func reported(_ text: [UInt8]) -> String {
  String(decoding: json(String(decoding: text, as: UTF8.self)), as: UTF8.self)
}
