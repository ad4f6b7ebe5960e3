import Notation

/// Any value of JSON, to compare a read value with the expected one.
enum Tree: Equatable, Sendable {
  /// A string as its UTF-8, because the equality of `String` is canonical equivalence.
  case text([UInt8])
  case integer(Int64)
  case boolean(Bool)
  case list([Tree])
  case object([String: Tree])
  /// Values that other JSON readers accept too: `null`, and numbers that are not integers.
  case other
}

extension Tree: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral,
  ExpressibleByBooleanLiteral, ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
  init(stringLiteral value: String) { self = .text(Array(value.utf8)) }

  init(integerLiteral value: Int64) { self = .integer(value) }

  init(booleanLiteral value: Bool) { self = .boolean(value) }

  init(arrayLiteral elements: Tree...) { self = .list(elements) }

  init(dictionaryLiteral elements: (String, Tree)...) {
    self = .object(Dictionary(elements) { first, _ in first })
  }
}

extension Tree: JSONRepresentable {
  static var kind: String { "value" }

  init(from scanner: inout JSONScanner) throws(JSONFault) {
    switch scanner.next {
    case UInt8(ascii: "\""): self = .text(Array(try scanner.string().utf8))
    case UInt8(ascii: "["): self = .list(try [Tree](from: &scanner))
    case UInt8(ascii: "{"): self = .object(try Self.members(from: &scanner))
    case UInt8(ascii: "t"), UInt8(ascii: "f"): self = .boolean(try scanner.boolean())
    default: self = .integer(try scanner.integer())
    }
  }

  private static func members(from scanner: inout JSONScanner) throws(JSONFault) -> [String: Tree] {
    let object = try JSONObject(from: &scanner)
    var members: [String: Tree] = [:]
    for member in object.members {
      var part = JSONScanner(scanner.text, range: member.value, spacing: scanner.spacing)
      let name = String(decoding: scanner.text[member.name], as: UTF8.self)
      members[name] = try Tree(from: &part)
      try part.finish()
    }
    return members
  }

  func write(to writer: inout JSONWriter) {
    switch self {
    case .text(let bytes): writer.string(String(decoding: bytes, as: UTF8.self))
    case .integer(let value): writer.integer(value)
    case .boolean(let value): writer.boolean(value)
    case .list(let elements): elements.write(to: &writer)
    case .object(let members):
      writer.beginObject()
      for (name, value) in members {
        writer.key(dynamic: name)
        value.write(to: &writer)
      }
      writer.endObject()
    case .other: writer.raw("null".utf8)
    }
  }
}

extension Tree: Decodable {
  /// Reads a value decoded by Foundation, so that the two readers can be compared.
  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if container.decodeNil() {
      self = .other
    } else if let value = try? container.decode(Bool.self) {
      self = .boolean(value)
    } else if let value = try? container.decode(Int64.self) {
      self = .integer(value)
    } else if (try? container.decode(Double.self)) != nil {
      self = .other
    } else if let value = try? container.decode(String.self) {
      self = .text(Array(value.utf8))
    } else if let elements = try? container.decode([Tree].self) {
      self = .list(elements)
    } else {
      self = .object(try container.decode([String: Tree].self))
    }
  }
}
