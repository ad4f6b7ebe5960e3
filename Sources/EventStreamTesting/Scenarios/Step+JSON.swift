import FoundationEssentials
import Membership
import Notation

extension Scenario.Step {
  /// The action as one JSON object.
  ///
  /// - Parameter resolve: The text of a page or of a placeholder.
  func json(_ resolve: (StepValue) -> String?) -> [UInt8] {
    var writer = JSONWriter()
    writer.beginObject()
    writeFields(to: &writer, resolve)
    writer.endObject()
    return writer.bytes
  }

  /// The request that the step makes, what was handed out filled in.
  ///
  /// - Throws: `JSONFault` with the field that is malformed.
  func request(id: UUID, _ items: HandedOutItems) throws(JSONFault) -> ActionRequest {
    let json = json { value in
      switch value {
      case .page(let label): ScenarioPlayer.page(label)
      case .handedOut(let placeholder): items.text(of: placeholder) ?? placeholder.description
      default: nil
      }
    }
    return try json.withUnsafeBufferPointer { (bytes) throws(JSONFault) in
      try ActionRequest(json: bytes) { id }
    }
  }

  /// Writes the members of the action's object.
  func writeFields(to writer: inout JSONWriter, _ resolve: (StepValue) -> String?) {
    writer.key("do")
    writer.string(action.rawValue)
    writer.key("by")
    writer.string(by.role.rawValue)
    if let staff = by.staff {
      writer.key("staff")
      writer.string(staff)
    }
    for (name, value) in fields {
      writer.key(dynamic: name)
      switch value {
      case .text(let text): writer.literal(text)
      case .number(let number): writer.integer(number)
      case .flag(let flag): writer.boolean(flag)
      case .texts(let texts): writer.raw(Array(texts.jsonText.utf8))
      case .list(let list):
        writer.beginArray()
        for text in list { writer.string(text) }
        writer.endArray()
      case .page, .handedOut: writer.string(resolve(value) ?? "")
      }
    }
  }
}

extension JSONWriter {
  /// Writes a text that no journey takes for a placeholder.
  fileprivate mutating func literal(_ text: String) {
    guard text.utf8.first == UInt8(ascii: "$") else { return string(text) }
    var inner = JSONWriter()
    inner.string(text)
    inner.bytes.replaceSubrange(1..<2, with: Array("\\u0024".utf8))
    raw(inner.bytes)
  }
}
