import Digests
package import FoundationEssentials
package import Membership
import Notation

extension Scenario.Step {
  /// Reads a line of a journey file.
  ///
  /// - Parameters:
  ///   - text: One JSON object.
  ///   - line: The number of the line in the file, from 1.
  init(_ text: [UInt8], line: Int) throws(JSONFault) {
    self.init(line: line)
    try text.withUnsafeBufferPointer { (bytes) throws(JSONFault) in
      var scanner = JSONScanner(bytes, spacing: .free)
      scanner.skipSpace()
      let object = try JSONObject(from: &scanner)
      try scanner.finish()
      for member in object.members {
        let name = String(
          decoding: UnsafeBufferPointer(rebasing: bytes[member.name]), as: UTF8.self)
        var value = JSONScanner(bytes, range: member.value, spacing: .free)
        switch name {
        case "after":
          guard let after = CalendarDuration(try value.string(limit: 64)) else {
            throw JSONFault(.invalidValue, at: value.offset, field: "after")
          }
          self.after = after
        case "expect": expected = try value.string(limit: 64)
        default: self[name] = .json(Array(bytes[member.value]))
        }
      }
    }
    readCommonFields()
  }

  /// Moves id, action and actor from the fields; a malformed one stays a field and is reported when
  /// the step is played.
  private mutating func readCommonFields() {
    id = self["id"]?.plainText.flatMap(UUID.init(uuidString:))
    self["id"] = nil
    if let action = self["do"]?.plainText.flatMap(ActionName.init(rawValue:)) {
      self.action = action
      self["do"] = nil
    }
    let staff = self["staff"]
    guard let role = self["by"]?.plainText.flatMap(ActorID.Role.init(rawValue:)),
      staff == nil || staff?.plainText != nil,
      let by = ActorID(role: role, staff: staff?.plainText)
    else { return }
    self.by = by
    self["by"] = nil
    self["staff"] = nil
  }

  /// Writes the step as a line of a journey file.
  func write(to writer: inout JSONWriter) {
    writer.beginObject()
    writer("after", after.description)
    writer("id", id)
    writeFields(to: &writer)
    writer("expect", expected)
    writer.endObject()
  }

  private func writeFields(to writer: inout JSONWriter) {
    if self["do"] == nil { writer("do", action.rawValue) }
    writer("by", by?.role.rawValue)
    writer("staff", by?.staff)
    for (name, value) in fields {
      writer.key(dynamic: name)
      writer.raw(value.json)
    }
  }

  /// Returns the request of the step; its page and placeholders must be filled in.
  ///
  /// - Throws: `JSONFault` with the field that is malformed.
  package func request(id: UUID, at now: Instant? = nil) throws(JSONFault) -> ActionRequest {
    var writer = JSONWriter()
    writer.beginObject()
    writer("id", id)
    if let now { writer("at", now) }
    writeFields(to: &writer)
    writer.endObject()
    return try writer.bytes.withUnsafeBufferPointer { (bytes) throws(JSONFault) in
      try ActionRequest(json: bytes) { id }
    }
  }
}

extension Scenario.Step {
  /// Fills in the page and the placeholders.
  ///
  /// - Parameters:
  ///   - journey: The name of the journey; `nil` for a scenario without a name.
  ///   - resolve: Returns the text of a placeholder, or `nil` if it has none.
  /// - Returns: The first placeholder without a text; the fields after it are not filled in.
  mutating func fill(journey: String?, _ resolve: (String) -> String?) -> String? {
    for (name, value) in fields {
      var placeholder: String?
      switch value {
      case .page(let label): self[name] = .text(Scenario.page(label, of: journey))
      case .handedOut(let item): placeholder = item.description
      case .json:
        guard let text = value.plainText else { continue }
        if name == "page" {
          self[name] = .text(Scenario.page(text, of: journey))
        } else if Placeholder.names(text) {
          placeholder = text
        }
      case .text, .number, .flag, .texts, .list: break
      }
      guard let placeholder else { continue }
      guard let text = resolve(placeholder) else { return placeholder }
      self[name] = .text(text)
    }
    return nil
  }
}

extension Scenario {
  /// Returns the number of the page with a label: 32 hexadecimal digits.
  ///
  /// - Parameters:
  ///   - label: The label; a text of 32 bytes or more is returned as it is.
  ///   - journey: The name of the journey; `nil` for a scenario without a name.
  package static func page(_ label: String, of journey: String? = nil) -> String {
    guard label.utf8.count < 32 else { return label }
    let text = journey.map { "\($0)/page/\(label)" } ?? "page/\(label)"
    return String(SHA256.hash(Array(text.utf8)).hex.prefix(32))
  }
}

extension HandedOut {
  /// Returns the request of a step of a scenario.
  ///
  /// A placeholder without an item is sent as it is written, because the step may be an attempt
  /// with a wrong text.
  ///
  /// - Parameters:
  ///   - step: The step.
  ///   - id: The id of the action.
  ///   - last: The previous request; a repetition of a step sends it again.
  /// - Throws: `JSONFault` with the field that is malformed.
  package func request(
    of step: Scenario.Step, id: UUID, after last: ActionRequest?
  ) throws(JSONFault) -> ActionRequest {
    if step.isRepetition, let last { return last }
    var step = step
    _ = step.fill(journey: nil) { text(of: $0) ?? $0 }
    return try step.request(id: id)
  }
}
