import Membership
import Notation
import Testing

@Suite("Lines that do not match their type")
struct EventFaultTests {
  @Test(
    "a field that must be there is asked for by name; one that may be absent may",
    arguments: GoldenEvent.all)
  func missing(golden: GoldenEvent) throws {
    for field in try fields(of: golden) {
      let (data, secret) = try golden.changed(field.name) { $0.removing(field.name) }
      let fault = golden.fault(data: data, secret: secret)
      if field.isOptional {
        #expect(fault == nil, "\(field.name)")
      } else {
        #expect(fault?.reason == .missing, "\(field.name)")
        #expect(fault?.field?.hasSuffix(field.name) == true, "\(field.name)")
      }
    }
  }

  @Test("a value of another kind is refused, and named", arguments: GoldenEvent.all)
  func wrongKind(golden: GoldenEvent) throws {
    for field in try fields(of: golden) {
      let wrong = field.kind == "integer" ? "\"7\"" : "7"
      let (data, secret) = try golden.changed(field.name) { $0.replacing(field.name, with: wrong) }
      let fault = golden.fault(data: data, secret: secret)
      #expect(fault?.reason == .wrongKind, "\(field.name)")
      #expect(fault?.field == field.name)
    }
  }

  @Test("an unknown field is refused, in clear and in private", arguments: GoldenEvent.all)
  func unknownField(golden: GoldenEvent) throws {
    var data = try ObjectText(golden.data)
    data.members.append((name: "extra", value: "1"))
    #expect(golden.fault(data: data.text)?.reason == .unknownField)
    var secret = try ObjectText(golden.secret ?? "{}")
    secret.members.append((name: "extra", value: "1"))
    #expect(golden.fault(secret: .open(secret.text))?.reason == .unknownField)
  }

  @Test(
    "a field twice, bytes behind, white space and a torn line are refused",
    arguments: GoldenEvent.all)
  func notOurText(golden: GoldenEvent) throws {
    let object = try ObjectText(golden.data)
    if let first = object.members.first {
      var twice = object
      twice.members.append(first)
      #expect(golden.fault(data: twice.text)?.reason == .duplicateKey)
    }
    #expect(golden.fault(data: golden.data + "}")?.reason == .trailingBytes)
    #expect(golden.fault(data: golden.data + " ")?.reason == .trailingBytes)
    #expect(golden.fault(data: " " + golden.data)?.reason == .unexpectedByte)
    #expect(golden.fault(data: String(golden.data.dropLast()))?.reason == .unexpectedEnd)
    #expect(golden.fault(data: "[]") != nil)
    guard let secret = golden.secret else { return }
    #expect(golden.fault(secret: .open(secret + "}"))?.reason == .trailingBytes)
    #expect(golden.fault(secret: .open(String(secret.dropLast())))?.reason == .unexpectedEnd)
  }

  @Test("a private value that must be there is missed when the vault has no line")
  func noPrivatePart() {
    for (golden, entry) in zip(GoldenEvent.all, EventTable.entries) {
      let isNeeded = entry.listing.contains { !$0.isOptional && $0.dataClass.isSealed }
      #expect((golden.fault(secret: PrivateText.none)?.reason == .missing) == isNeeded, "\(golden)")
    }
  }

  private func fields(of golden: GoldenEvent) throws -> [FieldDescription] {
    try #require(EventTable.entry(named: golden.type)).listing
  }
}

extension GoldenEvent {
  /// Returns both texts after a change of the one that contains a field.
  fileprivate func changed(
    _ name: String, _ change: (ObjectText) -> ObjectText
  ) throws -> (data: String, secret: PrivateText) {
    let object = try ObjectText(data)
    if object.members.contains(where: { $0.name == name }) {
      return (change(object).text, privateText)
    }
    return (data, .open(change(try ObjectText(secret ?? "{}")).text))
  }
}

extension DataClass {
  fileprivate var isSealed: Bool { self != .plain && self != .pseudonymous }
}
