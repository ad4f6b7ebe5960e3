/// Members of a JSON object that replace those of another (RFC 7396, without `null`).
package struct JSONPatch: Sendable, Equatable {
  /// The object's text, as received.
  private let text: [UInt8]

  /// Returns the object with its members replaced by those of the patch; objects are merged.
  ///
  /// - Parameter object: The compact text of an object.
  /// - Throws: `JSONFault` when the patch or `object` is no object.
  package func applied(to object: [UInt8]) throws(JSONFault) -> [UInt8] {
    var writer = JSONWriter()
    try text.withUnsafeBufferPointer { (patch) throws(JSONFault) in
      try object.withUnsafeBufferPointer { (base) throws(JSONFault) in
        try Self.merge(JSONScanner(base), JSONScanner(patch, spacing: .free), into: &writer)
      }
    }
    return writer.bytes
  }

  private static func merge(
    _ base: JSONScanner, _ patch: JSONScanner, into writer: inout JSONWriter
  ) throws(JSONFault) {
    let (old, new) = (try members(of: base), try members(of: patch))
    writer.beginObject()
    for (name, value) in old {
      writer.key(dynamic: name)
      guard let given = new.first(where: { $0.name == name })?.value else {
        writer.raw(base.text[value])
        continue
      }
      let isNested = [base.text[value.lowerBound], patch.text[given.lowerBound]]
        .allSatisfy { $0 == UInt8(ascii: "{") }
      if isNested {
        try merge(
          JSONScanner(base.text, range: value),
          JSONScanner(patch.text, range: given, spacing: .free), into: &writer)
      } else {
        writer.raw(patch.text[given])
      }
    }
    for (name, value) in new where !old.contains(where: { $0.name == name }) {
      writer.key(dynamic: name)
      writer.raw(patch.text[value])
    }
    writer.endObject()
  }

  private static func members(
    of scanner: JSONScanner
  ) throws(JSONFault) -> [(name: String, value: Range<Int>)] {
    var scanner = scanner
    return try JSONObject(from: &scanner).members.map {
      let name = UnsafeBufferPointer(rebasing: scanner.text[$0.name])
      return (String(decoding: name, as: UTF8.self), $0.value)
    }
  }
}

extension JSONPatch: JSONRepresentable {
  package static var kind: String { "part of an object" }

  package init(from scanner: inout JSONScanner) throws(JSONFault) {
    let start = scanner.offset
    _ = try JSONObject(from: &scanner)
    text = Array(scanner.text[start..<scanner.offset])
  }

  package func write(to writer: inout JSONWriter) { writer.raw(text) }
}
