import EventLog
public import Membership
import Notation

/// One field of a fact: its name, its class, and its value as far as it is open.
public struct FactField: Sendable, Equatable {
  /// The content of a field, as far as it is shown.
  public enum Content: Sendable, Equatable {
    /// The value, as JSON.
    case json(String)
    /// It is in the vault, which is absent, unreadable, or was not read.
    case sealed
    /// It was erased.
    case erased
    /// It is the verifier of a secret, which is never shown.
    case withheld
  }

  /// The name, as it is written in JSON.
  public let name: String
  /// The class, which says how personal the value is.
  public let dataClass: DataClass
  /// The content, as far as it is shown.
  public let content: Content

  /// Whether an answer shows the field: its value, or that it is erased.
  public var isShown: Bool { content != .sealed && content != .withheld }

  /// The value without JSON syntax; `nil` when it is not shown.
  public var text: String? {
    guard case .json(let json) = content else { return nil }
    return Array(json.utf8).withUnsafeBufferPointer { bytes in
      var scanner = JSONScanner(bytes)
      guard let text = try? scanner.string() else { return json }
      return text
    }
  }
}

extension FactField.Content: CustomStringConvertible, CustomReflectable {
  /// The state alone, never a value.
  public var description: String {
    switch self {
    case .json: "‹open›"
    case .sealed: "sealed"
    case .erased: "erased"
    case .withheld: "withheld"
    }
  }

  /// A mirror without children, so that `dump` shows no value either.
  public var customMirror: Mirror { Mirror(self, children: []) }
}

extension FactField: CustomStringConvertible, CustomReflectable {
  /// The name alone, never a value.
  public var description: String { "‹\(name)›" }

  /// A mirror without children, so that `dump` shows no value either.
  public var customMirror: Mirror { Mirror(self, children: []) }
}

extension FactField {
  /// Returns the fields of the private part of an event, in the order of the catalogue.
  static func sealed(of event: Event, _ secret: SealedPayload) -> [FactField] {
    let listing = event.sealedListing
    switch secret {
    case .none: return []
    case .unavailable: return mustHave(listing).map { FactField($0, .sealed) }
    case .erased: return mustHave(listing).map { FactField($0, .erased) }
    case .value(let bytes):
      return members(of: bytes).map { name, json in
        let dataClass = listing.first { $0.name == name }?.dataClass ?? .sensitive
        return FactField(
          name: name, dataClass: dataClass,
          content: dataClass == .verifier ? .withheld : .json(json))
      }
    }
  }

  /// Returns the fields of the clear part of a fact of a type, in the order in which they were
  /// written.
  static func clear(of type: String, _ data: [UInt8]) -> [FactField] {
    let listing = EventTable.entry(named: type)?.listing ?? []
    return members(of: data).map { name, json in
      FactField(
        name: name, dataClass: listing.first { $0.name == name }?.dataClass ?? .plain,
        content: .json(json))
    }
  }

  /// Returns the fields that a private part must have had, if its content is not available.
  ///
  /// These are the required fields, or all fields if every field is optional.
  private static func mustHave(_ listing: [FieldDescription]) -> [FieldDescription] {
    let needed = listing.filter { !$0.isOptional }
    return needed.isEmpty ? listing : needed
  }

  private init(_ field: FieldDescription, _ content: Content) {
    self.init(
      name: field.name, dataClass: field.dataClass,
      content: field.dataClass == .verifier ? .withheld : content)
  }

  /// Returns the names and the JSON texts of an object's members.
  private static func members(of object: [UInt8]) -> [(name: String, json: String)] {
    object.withUnsafeBufferPointer { bytes in
      var scanner = JSONScanner(bytes)
      guard let object = try? JSONObject(from: &scanner) else { return [] }
      return object.members.map { member in
        let name = String(decoding: bytes[member.name], as: UTF8.self)
        return (name, String(decoding: bytes[member.value], as: UTF8.self))
      }
    }
  }
}

extension FactField: JSONAnswer {
  package func describe(_ fields: inout JSONWriter) { describe(&fields, about: nil, ground: nil) }

  /// Writes the members of the field's object, without `value` if it is not shown.
  func describe(_ fields: inout JSONWriter, about: String?, ground: String?) {
    fields("name", name)
    fields("class", dataClass.rawValue)
    fields("about", about)
    fields("ground", ground)
    switch content {
    case .json(let json):
      fields.key("value")
      fields.raw(Array(json.utf8))
    case .sealed: fields("sealed", true)
    case .erased: fields("erased", true)
    case .withheld: fields("withheld", true)
    }
  }
}

extension FactField {
  /// Whether the value contains bank details.
  var isAboutBank: Bool {
    guard let text, text.hasPrefix("{") else { return false }
    return Array(text.utf8).withUnsafeBufferPointer { bytes in
      var scanner = JSONScanner(bytes)
      return (try? Particulars(from: &scanner))?["iban"] != nil
    }
  }
}

extension DataClass {
  /// Whether a field of the class is sealed in the vault.
  var isSealed: Bool { self != .plain && self != .pseudonymous }
}
