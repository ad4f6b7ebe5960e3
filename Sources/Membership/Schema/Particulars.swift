package import Notation

/// The content of a dossier entry or a change request: named texts, such as `street` and `city`.
///
/// In a private part it is written as one JSON text, so that the private part stays flat.
public struct Particulars: Sendable, Equatable {
  /// The names and texts, ordered by name.
  public private(set) var entries: [(name: String, text: String)]

  /// Makes particulars from names and texts.
  public init(_ entries: [String: String] = [:]) {
    self.entries = entries.sorted { $0.key < $1.key }.map { (name: $0.key, text: $0.value) }
  }

  /// Returns the text for a name, or `nil`.
  public subscript(_ name: String) -> String? { entries.first { $0.name == name }?.text }

  /// The entries in the usual order: a name, a street, a town, then the others.
  package var inOrder: [(name: String, text: String)] {
    let usual = ["name", "holder", "street", "complement", "postalCode", "city", "country"]
    let first = usual.compactMap { name in entries.first { $0.name == name } }
    return first + entries.filter { !usual.contains($0.name) }
  }

  /// Whether two particulars have the same names and texts.
  public static func == (left: Particulars, right: Particulars) -> Bool {
    left.entries.elementsEqual(right.entries) { $0 == $1 }
  }

  /// The highest number of names, and of bytes in one text.
  static let limits = (names: 16, bytes: 10_000)
}

extension Particulars: CustomStringConvertible, CustomReflectable {
  /// The names without the texts.
  public var description: String { "‹\(entries.map(\.name).joined(separator: ", "))›" }

  /// A mirror without children, so that `dump` shows no text either.
  public var customMirror: Mirror { Mirror(self, children: []) }
}

extension Particulars: JSONRepresentable {
  package static var kind: String { "particulars" }

  /// Reads an object of texts, the JSON text of such an object, or a bare text named `text`.
  package init(from scanner: inout JSONScanner) throws(JSONFault) {
    if scanner.next == UInt8(ascii: "\"") {
      let start = scanner.offset
      let text = try scanner.string(limit: Self.limits.bytes)
      guard text.hasPrefix("{") else {
        self.init(["text": text])
        return
      }
      do {
        self = try Array(text.utf8).withUnsafeBufferPointer { (bytes) throws(JSONFault) in
          var inner = JSONScanner(bytes)
          let read = try Particulars(object: &inner)
          try inner.finish()
          return read
        }
      } catch { throw JSONFault(error.reason, at: start) }
    } else {
      try self.init(object: &scanner)
    }
  }

  private init(object scanner: inout JSONScanner) throws(JSONFault) {
    let object = try JSONObject(from: &scanner)
    guard object.members.count <= Self.limits.names else {
      throw JSONFault(.tooLong, at: object.start)
    }
    var entries: [String: String] = [:]
    for member in object.members {
      let name = String(
        decoding: UnsafeBufferPointer(rebasing: scanner.text[member.name]), as: UTF8.self)
      var part = JSONScanner(scanner.text, range: member.value)
      do { entries[name] = try part.string(limit: Self.limits.bytes) } catch {
        throw JSONFault(error.reason, at: error.offset, field: name)
      }
    }
    self.init(entries)
  }

  package func write(to writer: inout JSONWriter) { writer.string(jsonText) }

  /// The compact JSON object, ordered by name.
  package var jsonText: String {
    var inner = JSONWriter()
    inner.beginObject()
    for (name, text) in entries {
      inner.key(dynamic: name)
      inner.string(text)
    }
    inner.endObject()
    return String(decoding: inner.bytes, as: UTF8.self)
  }
}
