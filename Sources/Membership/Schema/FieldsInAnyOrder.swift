import Notation

/// The members of an object, and of its private part, found by name wherever they stand; the first
/// fault that reading meets is kept and ends it.
///
/// A class, so that the visitor stays small for those who read in order.
final class FieldsInAnyOrder {
  private let scanner: JSONScanner
  private var object: JSONObject
  private var privateScanner: JSONScanner?
  private var privateObject: JSONObject?
  private(set) var fault: JSONFault?

  /// - Parameter privateText: The private part's text, if it is known.
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

  /// The value of a member, if it is there and nothing was wrong so far.
  func value<Value: JSONRepresentable>(of name: StaticString) -> Value? {
    guard fault == nil, let range = object.value(of: name, in: scanner.text) else { return nil }
    return parse(name, range, scanner)
  }

  /// The value of a member of the private part, likewise.
  func privateValue<Value: JSONRepresentable>(of name: StaticString) -> Value? {
    guard fault == nil, let privateScanner,
      let range = privateObject?.value(of: name, in: privateScanner.text)
    else { return nil }
    return parse(name, range, privateScanner)
  }

  /// Notes that a member that must be there is not.
  func miss(_ name: StaticString) {
    if fault == nil { fault = JSONFault(.missing, at: object.start, field: "\(name)") }
  }

  /// Notes that a member of the private part that must be there is not.
  func missPrivate(_ name: StaticString) {
    if fault == nil { fault = JSONFault(.missing, at: 0, field: "private.\(name)") }
  }

  /// Makes sure that reading met no fault and left no member unread.
  func finish() throws(JSONFault) {
    if let fault { throw fault }
    if let unread = object.firstUnread { throw unknownField(unread, in: scanner.text) }
    if let unread = privateObject?.firstUnread, let privateScanner {
      throw unknownField(unread, in: privateScanner.text)
    }
  }

  private func parse<Value: JSONRepresentable>(
    _ name: StaticString, _ range: Range<Int>, _ whole: JSONScanner
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

  /// The fault of a field that nobody knows: its name is of letters and digits, at most 64 shown.
  private func unknownField(
    _ member: JSONObject.Member, in text: UnsafeBufferPointer<UInt8>
  ) -> JSONFault {
    let name = UnsafeBufferPointer(rebasing: text[member.name].prefix(64))
    return JSONFault(
      .unknownField, at: member.name.lowerBound, field: String(decoding: name, as: UTF8.self))
  }
}
