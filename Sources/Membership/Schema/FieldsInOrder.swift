import Notation

/// The members of one compact object, read in place and in writing order.
///
/// It reports only success or failure. A member out of order, unknown or wrong makes it fail. The
/// object must then be read in any order, to find the fault.
struct FieldsInOrder {
  /// The scanner, at the brace or comma before the next member, or at the brace after the last.
  private var scanner: JSONScanner
  /// The separator before the next member: a brace before the first, a comma before the others.
  private var separator = UInt8(ascii: "{")
  /// Whether the text differs from the expected one; values read after that are meaningless.
  private(set) var failed = false

  init(_ text: UnsafeBufferPointer<UInt8>) { scanner = JSONScanner(text) }

  /// Returns the value of a member, if it is the next one.
  @inline(__always)
  mutating func value<Value: JSONRepresentable>(of name: StaticString) -> Value? {
    guard !failed, isNext(name) else { return nil }
    separator = UInt8(ascii: ",")
    do throws(JSONFault) { return try Value(from: &scanner) } catch {
      failed = true
      return nil
    }
  }

  /// Records that a required member was not the next one.
  mutating func fail() { failed = true }

  /// Whether all members were read and the text ends after the object.
  var isRead: Bool {
    guard !failed else { return false }
    let text = scanner.text
    let end = separator == UInt8(ascii: "{") ? scanner.offset &+ 1 : scanner.offset
    return end &+ 1 == text.count && text[end] == UInt8(ascii: "}")
      && text[scanner.offset] == (separator == UInt8(ascii: "{") ? separator : UInt8(ascii: "}"))
  }

  /// Consumes the separator, the key and its colon, if they come next.
  @inline(__always)
  private mutating func isNext(_ name: StaticString) -> Bool {
    let text = scanner.text
    let first = scanner.offset &+ 2
    let last = first &+ name.utf8CodeUnitCount
    guard last &+ 1 < text.count, text[first &- 2] == separator,
      text[first &- 1] == UInt8(ascii: "\""), text.has(name, at: first),
      text[last] == UInt8(ascii: "\""), text[last &+ 1] == UInt8(ascii: ":")
    else { return false }
    scanner.offset = last &+ 2
    return true
  }
}
