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
          message: "\(placeholder) stands for nothing that was handed out before")
      }
      set(name, to: value)
    }
  }

  /// Returns whether a text is a placeholder: `$code`, `$link:3`, `$temporaryPassword!`.
  private static func isPlaceholder(_ text: String) -> Bool {
    let name = text.dropFirst().prefix { $0.isLetter }
    return text.hasPrefix("$") && HandedOut.kinds.contains(String(name))
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

/// The values that a journey has handed out, for the placeholders of its later lines.
struct HandedOut {
  private struct Item {
    let kind: String
    let line: Int
    let member: Token?
    let text: String
    let format: CodeFormat?
  }

  /// The kinds of values that placeholders name.
  static let kinds: Set<String> = [
    "code", "link", "temporaryPassword", "identifier", "accessCode", "session", "device", "letter",
    "request", "loss", "delivery", "beneficiary", "member", "textDigest",
  ]

  private var items: [Item] = []

  /// Adds the values that an outcome handed out on a line.
  mutating func note(_ outcome: Outcome, on line: Int, facts: [Event]) {
    func add(_ kind: String, text: String, format: CodeFormat? = nil) {
      items.append(
        Item(kind: kind, line: line, member: outcome.member, text: text, format: format))
    }
    for delivery in outcome.deliveries {
      add("delivery", text: delivery.delivery.description)
      guard let secret = delivery.secret?.text else { continue }
      switch delivery.artefact {
      case .code:
        let isDigits = secret.allSatisfy(\.isNumber)
        add("code", text: secret, format: isDigits ? .digits(secret.count) : .letters(secret.count))
      case .link: add("link", text: secret)
      case .temporaryPassword:
        add("temporaryPassword", text: secret, format: .letters(secret.count))
      case nil: add(delivery.topic == .identifier ? "identifier" : "accessCode", text: secret)
      }
    }
    if let session = outcome.session { add("session", text: session.text) }
    for fact in facts {
      switch fact {
      case .deviceEnrolled(let event): add("device", text: event.device.description)
      case .letterRequested(let event): add("letter", text: event.letter.description)
      case .changeRequestFiled(let event): add("request", text: event.request.description)
      case .accessCodeLossReported(let event): add("loss", text: event.loss.description)
      case .beneficiaryRecorded(let event): add("beneficiary", text: event.beneficiary.description)
      case .memberEnrolled: add("member", text: outcome.member?.description ?? "")
      default: break
      }
    }
  }

  /// Returns the value of a placeholder, or `nil` when no value of its kind was handed out.
  ///
  /// - Parameters:
  ///   - placeholder: `$code`, `$code:3` (by line 3), `$code!` (a wrong one of the same format).
  ///   - member: The member that the line is about, when it is known.
  func text(of placeholder: String, for member: Token?) -> String? {
    var name = placeholder.dropFirst()
    let isWrong = name.hasSuffix("!")
    if isWrong { name.removeLast() }
    let parts = name.split(separator: ":")
    guard let kind = parts.first.map(String.init) else { return nil }
    let line = parts.count == 2 ? Int(parts[1]) : nil
    let item = items.last { item in
      guard item.kind == kind else { return false }
      if let line { return item.line == line }
      return member == nil || item.member == member
    }
    guard let item else { return nil }
    guard isWrong else { return item.text }
    if let format = item.format { return OneTimeCodeText.wrong(for: item.text, format: format) }
    return item.text.dropLast() + (item.text.hasSuffix("A") ? "B" : "A")
  }
}
