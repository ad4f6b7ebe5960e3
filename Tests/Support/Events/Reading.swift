package import Membership
package import Notation

/// The state of a private part in a test.
package enum PrivateText {
  case none
  case open(String)
  case sealed
  case erased
}

/// Reads an event from its two texts, as the log and the vault contain them.
package func decode(
  _ type: String, schema: Int? = nil, _ data: String, _ secret: PrivateText = .none
) throws(JSONFault) -> Event {
  let schema = schema ?? EventTable.entry(named: type)?.schema ?? 1
  return try Array(data.utf8).withUnsafeBufferPointer { (data) throws(JSONFault) in
    let read = { (part: Fields.PrivatePart) throws(JSONFault) in
      try EventCodec.decode(type: type, schema: schema, data: data, privatePart: part)
    }
    switch secret {
    case .none: return try read(.none)
    case .sealed: return try read(.sealed)
    case .erased: return try read(.erased)
    case .open(let text):
      return try Array(text.utf8).withUnsafeBufferPointer { (text) throws(JSONFault) in
        try read(.open(text))
      }
    }
  }
}

extension GoldenEvent {
  /// The private part as it is read, open if there is one.
  package var privateText: PrivateText { secret.map { .open($0) } ?? .none }

  /// Returns the fault of reading other texts as this type, or `nil` if they are accepted.
  package func fault(data: String? = nil, secret: PrivateText? = nil) -> JSONFault? {
    do throws(JSONFault) {
      _ = try decode(type, schema: schema, data ?? self.data, secret ?? privateText)
      return nil
    } catch { return error }
  }
}

/// The members of a compact JSON object in order, each with the text of its value.
package struct ObjectText {
  /// The members, with the JSON text of each value.
  package var members: [(name: String, value: String)]

  /// Reads a compact object.
  package init(_ text: String) throws(JSONFault) {
    members = try Array(text.utf8).withUnsafeBufferPointer { (bytes) throws(JSONFault) in
      var scanner = JSONScanner(bytes)
      let object = try JSONObject(from: &scanner)
      let part = { (range: Range<Int>) in
        String(decoding: UnsafeBufferPointer(rebasing: bytes[range]), as: UTF8.self)
      }
      return object.members.map { (name: part($0.name), value: part($0.value)) }
    }
  }

  /// The text of the object.
  package var text: String {
    "{" + members.map { "\"\($0.name)\":\($0.value)" }.joined(separator: ",") + "}"
  }

  /// Returns the object without a member.
  package func removing(_ name: String) -> ObjectText {
    var copy = self
    copy.members.removeAll { $0.name == name }
    return copy
  }

  /// Returns the object with another text for a member.
  package func replacing(_ name: String, with value: String) -> ObjectText {
    var copy = self
    for index in copy.members.indices where copy.members[index].name == name {
      copy.members[index].value = value
    }
    return copy
  }
}
