import Notation
import Testing

@testable import Membership

/// The fast reading returns the same as the general one.
@Suite("Reading fields in order and in any order")
struct ReadingInOrderTests {
  /// The result of a reading.
  private enum Answer: Equatable {
    case event(Event, clockWasClamped: Bool)
    case fault(JSONFault)
  }

  private typealias Read = (
    UnsafeBufferPointer<UInt8>, Fields.PrivatePart
  ) throws(JSONFault) -> (event: Event, clockWasClamped: Bool)

  /// Returns the result of `read` for two texts.
  private func answer(_ data: [UInt8], _ secret: [UInt8]?, _ read: Read) -> Answer {
    do throws(JSONFault) {
      let answer = try data.withUnsafeBufferPointer { (data) throws(JSONFault) in
        guard let secret else { return try read(data, .none) }
        return try secret.withUnsafeBufferPointer { (secret) throws(JSONFault) in
          try read(data, .open(secret))
        }
      }
      return .event(answer.event, clockWasClamped: answer.clockWasClamped)
    } catch { return .fault(error) }
  }

  /// Returns whether both ways of reading return the same.
  private func agree(_ type: String, _ data: [UInt8], _ secret: [UInt8]?) -> Bool {
    let index = EventTable.entries.firstIndex { $0.name == type }
    guard let index else { return false }
    let quick = answer(data, secret) { (data, secret) throws(JSONFault) in
      try EventCodec.read(
        type: type, schema: EventTable.entries[index].schema, data: data, privatePart: secret)
    }
    let thorough = answer(data, secret) { (data, secret) throws(JSONFault) in
      try EventCodec.readInAnyOrder(
        index, schema: EventTable.entries[index].schema, data: data, privatePart: secret)
    }
    return quick == thorough
  }

  /// Returns whether the fast way alone reads the texts to their end.
  private func isReadInOrder(_ type: String, _ data: [UInt8], _ secret: [UInt8]?) -> Bool {
    guard let entry = EventTable.entry(named: type) else { return false }
    return data.withUnsafeBufferPointer { data in
      guard let secret else {
        var fields = Fields(inOrder: data, privatePart: .none)
        _ = entry.read(&fields)
        return fields.isRead
      }
      return secret.withUnsafeBufferPointer { secret in
        var fields = Fields(inOrder: data, privatePart: .open(secret))
        _ = entry.read(&fields)
        return fields.isRead
      }
    }
  }

  @Test("texts written by this code are read in order")
  func written() {
    for golden in GoldenEvent.all {
      let secret = golden.secret.map { Array($0.utf8) }
      #expect(isReadInOrder(golden.type, Array(golden.data.utf8), secret), "\(golden.type)")
    }
  }

  @Test("members in another order, left out, twice or too many: both ways answer the same")
  func members() throws {
    var generator = SeededGenerator(seed: 11)
    var wrong: [String] = []
    for golden in GoldenEvent.all {
      for _ in 0..<30 {
        var texts: [ObjectText] = [try ObjectText(golden.data)]
        if let secret = golden.secret { texts.append(try ObjectText(secret)) }
        let index = Int.random(in: 0..<texts.count, using: &generator)
        change(&texts[index], using: &generator)
        let data = texts[0].text
        let secret = texts.count > 1 ? texts[1].text : nil
        if !agree(golden.type, Array(data.utf8), secret.map { Array($0.utf8) }) {
          wrong.append("\(golden.type) \(data) \(secret ?? "")")
        }
      }
    }
    #expect(wrong.isEmpty)
  }

  private func change(_ text: inout ObjectText, using generator: inout SeededGenerator) {
    switch Int.random(in: 0..<5, using: &generator) {
    case 0: text.members.shuffle(using: &generator)
    case 1: text.members.append((name: "clock", value: "\"clamped\""))
    case 2: text.members.append((name: "unknown", value: "1"))
    case 3:
      if let member = text.members.randomElement(using: &generator) { text.members.append(member) }
    default:
      if !text.members.isEmpty {
        text.members.remove(at: Int.random(in: 0..<text.members.count, using: &generator))
      }
    }
  }

  @Test("texts with bytes changed, taken out or doubled: both ways answer the same")
  func bytes() {
    var generator = SeededGenerator(seed: 12)
    var wrong: [String] = []
    let bytes = Array("\"{}[]:,0a- \\e\n".utf8)
    for golden in GoldenEvent.all {
      for _ in 0..<60 {
        var texts = [Array(golden.data.utf8)]
        if let secret = golden.secret { texts.append(Array(secret.utf8)) }
        let index = Int.random(in: 0..<texts.count, using: &generator)
        let place = Int.random(in: 0..<texts[index].count, using: &generator)
        switch Int.random(in: 0..<3, using: &generator) {
        case 0: texts[index].remove(at: place)
        case 1: texts[index].insert(texts[index][place], at: place)
        default: texts[index][place] = bytes.randomElement(using: &generator) ?? 0x20
        }
        if !agree(golden.type, texts[0], texts.count > 1 ? texts[1] : nil) {
          wrong.append("\(golden.type) \(texts.map { String(decoding: $0, as: UTF8.self) })")
        }
      }
    }
    #expect(wrong.isEmpty)
  }
}
