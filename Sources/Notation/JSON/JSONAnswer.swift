/// A value with one written form in JSON.
package protocol JSONWritable: Sendable {
  /// Writes the value.
  func write(to writer: inout JSONWriter)
}

/// An answer: one JSON object with stable names, written from a list of its fields.
package protocol JSONAnswer: JSONWritable {
  /// Writes the fields in order.
  ///
  /// - Parameter fields: The writer, inside of the object. A field with the value `nil` is left out.
  func describe(_ fields: inout JSONWriter)
}

extension JSONAnswer {
  package func write(to writer: inout JSONWriter) { writer.object(describe) }

  /// The answer as one line of JSON.
  package var jsonText: String { JSONWriter.object(describe) }
}

extension Array: JSONWritable where Element: JSONWritable {
  package func write(to writer: inout JSONWriter) {
    writer.beginArray()
    for element in self { element.write(to: &writer) }
    writer.endArray()
  }
}

extension JSONWriter {
  /// Writes a member of the current object, or nothing if the value is `nil`.
  package mutating func callAsFunction(_ name: StaticString, _ value: (some JSONWritable)?) {
    guard let value else { return }
    key(name)
    value.write(to: &self)
  }

  /// Writes a member that is an object.
  package mutating func callAsFunction(
    _ name: StaticString, object describe: (inout JSONWriter) -> Void
  ) {
    key(name)
    object(describe)
  }

  /// Writes a member that is a list of objects, one per element.
  package mutating func callAsFunction<Element>(
    _ name: StaticString, each elements: [Element],
    _ describe: (Element, inout JSONWriter) -> Void
  ) {
    key(name)
    beginArray()
    for element in elements { object { describe(element, &$0) } }
    endArray()
  }

  /// Writes an object as the next value.
  ///
  /// - Parameter describe: Writes its members.
  package mutating func object(_ describe: (inout JSONWriter) -> Void) {
    beginObject()
    describe(&self)
    endObject()
  }

  /// Returns an object as one line of JSON.
  ///
  /// - Parameter describe: Writes its members.
  package static func object(_ describe: (inout JSONWriter) -> Void) -> String {
    var writer = JSONWriter()
    writer.object(describe)
    return writer.text
  }
}
