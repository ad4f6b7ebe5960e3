import Notation

/// The members of an object and of its private part, found by name in any order.
///
/// The first fault ends the reading and is kept. It is a class, so that the visitor stays small
/// when it reads in order.
final class FieldsInAnyOrder {
  private let scanner: JSONScanner
  private var object: JSONObject
  private var privateScanner: JSONScanner?
  private var privateObject: JSONObject?
  private(set) var fault: JSONFault?

  /// - Parameters:
  ///   - object: The members of the clear part.
  ///   - scanner: The scanner that read them.
  ///   - privateText: The private part's text, if it is open.
  init(
    _ object: JSONObject, from scanner: JSONScanner, privateText: UnsafeBufferPointer<UInt8>?
  ) {
    self.object = object
    self.scanner = scanner
    guard let privateText else { return }
    var scanner = JSONScanner(privateText)
    do {
      privateObject = try JSONObject(from: &scanner)
      try scanner.finish()
      privateScanner = scanner
    } catch { fault = error }
  }

  /// Returns the value of a member, if it is present and no fault was found so far.
  func value<Value: JSONRepresentable>(of name: StaticString) -> Value? {
    guard fault == nil, let range = object.value(of: name, in: scanner.text) else { return nil }
    return parse(name, in: range, of: scanner)
  }

  /// Returns the value of a member of the private part, under the same conditions.
  func privateValue<Value: JSONRepresentable>(of name: StaticString) -> Value? {
    guard fault == nil, let privateScanner,
      let range = privateObject?.value(of: name, in: privateScanner.text)
    else { return nil }
    return parse(name, in: range, of: privateScanner)
  }

  /// Records the absence of a required member.
  func miss(_ name: StaticString) {
    if fault == nil { fault = JSONFault(.missing, at: object.start, field: "\(name)") }
  }

  /// Records the absence of a required member of the private part.
  func missPrivate(_ name: StaticString) {
    if fault == nil { fault = JSONFault(.missing, at: 0, field: "private.\(name)") }
  }

  /// Throws if the reading had a fault or left a member unread.
  func finish() throws(JSONFault) {
    if let fault { throw fault }
    if let unread = object.firstUnread { throw unknownField(unread, in: scanner.text) }
    if let unread = privateObject?.firstUnread, let privateScanner {
      throw unknownField(unread, in: privateScanner.text)
    }
  }

  private func parse<Value: JSONRepresentable>(
    _ name: StaticString, in range: Range<Int>, of whole: JSONScanner
  ) -> Value? {
    var part = JSONScanner(whole.text, range: range, spacing: whole.spacing)
    do throws(JSONFault) {
      let value = try Value(from: &part)
      try part.finish()
      return value
    } catch {
      fault = error
      fault?.field = error.field.map { "\(name).\($0)" } ?? "\(name)"
      return nil
    }
  }

  /// Returns the fault of an unknown field, with at most 64 letters and digits of its name.
  private func unknownField(
    _ member: JSONObject.Member, in text: UnsafeBufferPointer<UInt8>
  ) -> JSONFault {
    let name = UnsafeBufferPointer(rebasing: text[member.name].prefix(64))
    return JSONFault(
      .unknownField, at: member.name.lowerBound, field: String(decoding: name, as: UTF8.self))
  }
}
