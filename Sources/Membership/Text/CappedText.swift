/// The longest texts that an action may carry, in Unicode scalars (edge 43).
package enum CappedText {
  /// Free text: a message, a note, a reason in words.
  package static let freeText = 10_000
  /// A postal address, all its lines together.
  package static let postalAddress = 1_000
  /// A subject, a title, a question.
  package static let title = 300
  /// The name of a person, a device, a document.
  package static let name = 200
  /// The answer to a secret question.
  package static let answer = 200
  /// A reference of another system.
  package static let reference = 100
  /// A login identifier or an access code.
  package static let identifier = 64

  /// Whether a text is no longer than a limit.
  ///
  /// - Parameters:
  ///   - text: The text, of any length.
  ///   - limit: In Unicode scalars.
  ///
  /// Complexity: O(`limit`).
  package static func fits(_ text: String, within limit: Int) -> Bool {
    text.unicodeScalars.prefix(limit + 1).count <= limit
  }
}

extension String {
  /// The first code points of a text, at most so many.
  package init(_ text: String, atMost limit: Int) {
    self.init(String.UnicodeScalarView(text.unicodeScalars.prefix(limit)))
  }
}
