extension Collection {
  /// Returns the element at an offset from the start.
  ///
  /// A test that expects too many elements then fails alone. A subscript would end the whole run.
  ///
  /// - Throws: `NoElement` if there are fewer elements.
  package func at(_ offset: Int) throws -> Element {
    guard let element = dropFirst(offset).first else { throw NoElement(offset, of: count) }
    return element
  }
}

/// An element that a collection lacks.
struct NoElement: Error, CustomStringConvertible {
  /// The offset and the number of elements, in words.
  let description: String

  init(_ offset: Int, of count: Int) { description = "no element \(offset) among \(count)" }
}
