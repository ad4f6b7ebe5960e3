import Digests
import FoundationEssentials
import Membership
import Notation

/// The text of one line of a journey while its labels and placeholders are filled in.
struct StepText {
  private var members: [(name: String, json: [UInt8])]
  private let journey: Journey
  private let line: Int

  init(_ step: Journey.Step, journey: Journey) {
    members = step.members
    line = step.line
    self.journey = journey
    let isByMember = text(of: "by") == "member"
    if isByMember, text(of: "session") == nil { set("session", to: "$session") }
    if let label = text(of: "page") { set("page", to: page(label)) }
  }

  /// The text that names the member of the line.
  var memberText: String? { text(of: "member") ?? text(of: "identifier") ?? text(of: "number") }

  /// Fills in the placeholders.
  ///
  /// - Parameter resolve: Returns the value of a placeholder, or `nil` if it has no value.
  mutating func fill(_ resolve: (String) -> String?) throws(JourneyError) {
    for (name, _) in members {
      guard let placeholder = text(of: name), Self.isPlaceholder(placeholder) else { continue }
      guard let value = resolve(placeholder) else {
        throw JourneyError(
          file: journey.file, line: line,
          message: "\(placeholder) names nothing that was handed out before")
      }
      set(name, to: value)
    }
  }

  /// Returns whether a text is a placeholder: `$code`, `$link:3`, `$temporaryPassword!`.
  private static func isPlaceholder(_ text: String) -> Bool {
    let name = String(text.dropFirst().prefix { $0.isLetter })
    return text.hasPrefix("$") && (HandedOut.Kind(rawValue: name) != nil || name == "textDigest")
  }

  /// Returns the action request of the line.
  func request(id: UUID, at now: Instant) throws(JSONFault) -> ActionRequest {
    var writer = JSONWriter()
    writer.beginObject()
    writer.field("id", id)
    writer.field("at", now)
    for (name, json) in members where name != "id" {
      writer.key(dynamic: name)
      writer.raw(json)
    }
    writer.endObject()
    return try writer.bytes.withUnsafeBufferPointer { (bytes) throws(JSONFault) in
      try ActionRequest(json: bytes) { id }
    }
  }

  /// Returns the text of a JSON member, if it is a string without escapes.
  private func text(of name: String) -> String? {
    guard let json = members.first(where: { $0.name == name })?.json, json.first == 0x22,
      !json.contains(UInt8(ascii: "\\"))
    else { return nil }
    return String(decoding: json.dropFirst().dropLast(), as: UTF8.self)
  }

  private mutating func set(_ name: String, to text: String) {
    var writer = JSONWriter()
    writer.string(text)
    if let index = members.firstIndex(where: { $0.name == name }) {
      members[index].json = writer.bytes
    } else {
      members.append((name, writer.bytes))
    }
  }

  /// Returns the page for a label: 32 hexadecimal digits derived from journey and label.
  ///
  /// A label of 32 bytes or more is returned as it is.
  private func page(_ label: String) -> String {
    guard label.utf8.count < 32 else { return label }
    return String(SHA256.hash(Array("\(journey.name)/page/\(label)".utf8)).hex.prefix(32))
  }
}
