import Notation

/// The members of one compact object, read where they lie, in the order in which they are asked for.
///
/// It only tells whether all went well: a member out of order, unknown or wrong makes it fail, and
/// who wants to know more reads the object as a whole.
struct FieldsInOrder {
  /// At the brace or comma before the next member, or at the brace behind the last.
  private var scanner: JSONScanner
  /// The brace before the first member, the comma before any other.
  private var separator = UInt8(ascii: "{")
  /// Whether something was not as expected; what is read from then on means nothing.
  private(set) var failed = false

  init(_ text: UnsafeBufferPointer<UInt8>) { scanner = JSONScanner(text) }

  /// The value of a member, if it is the next one.
  @inline(__always)
  mutating func value<Value: JSONRepresentable>(of name: StaticString) -> Value? {
    guard !failed, isNext(name) else { return nil }
    separator = UInt8(ascii: ",")
    do throws(JSONFault) { return try Value(from: &scanner) } catch {
      failed = true
      return nil
    }
  }

  /// Notes that a member that must be there was not the next one.
  mutating func fail() { failed = true }

  /// Whether all members were asked for, and nothing follows the object.
  var isRead: Bool {
    guard !failed else { return false }
    let text = scanner.text
    let end = separator == UInt8(ascii: "{") ? scanner.offset &+ 1 : scanner.offset
    return end &+ 1 == text.count && text[end] == UInt8(ascii: "}")
      && text[scanner.offset] == (separator == UInt8(ascii: "{") ? separator : UInt8(ascii: "}"))
  }

  /// Takes the separator, the key and its colon, if they come next.
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
