/// Writes compact JSON with strings that any other reader understands as the same value.
///
/// Control characters, `U+007F` to `U+009F`, and the line and paragraph separators are escaped.
/// Typed text can therefore not break a line or a terminal (ASVS 5.0 16.4.1).
package struct JSONWriter: Sendable {
  /// The text so far.
  package var bytes: [UInt8]
  private var needsComma = false

  /// Creates a writer that appends to the given bytes.
  package init(appendingTo bytes: [UInt8] = []) {
    self.bytes = bytes
  }

  /// Opens an object as the next value.
  package mutating func beginObject() { open(UInt8(ascii: "{")) }

  /// Closes the object opened last.
  package mutating func endObject() { close(UInt8(ascii: "}")) }

  /// Opens an array as the next value.
  package mutating func beginArray() { open(UInt8(ascii: "[")) }

  /// Closes the array opened last.
  package mutating func endArray() { close(UInt8(ascii: "]")) }

  /// Writes a member's key that needs no escape.
  ///
  /// Its value must follow.
  package mutating func key(_ name: StaticString) {
    append(name.utf8CodeUnitCount + 3) { writer in
      writer.write("\"")
      writer.write(name)
      writer.write("\":")
    }
    needsComma = false
  }

  /// Writes a member's key that is only known at run time.
  ///
  /// Its value must follow.
  package mutating func key(dynamic name: String) {
    string(name)
    bytes.append(UInt8(ascii: ":"))
    needsComma = false
  }

  /// Writes a string.
  package mutating func string(_ value: String) {
    separate()
    bytes.append(UInt8(ascii: "\""))
    var value = value
    value.withUTF8 { appendEscaped($0, to: &bytes) }
    bytes.append(UInt8(ascii: "\""))
    needsComma = true
  }

  /// Writes an integer.
  ///
  /// `JSONScanner` does not read integers beyond 2^53 in size.
  package mutating func integer(_ value: Int) {
    separate()
    appendDecimal(value, to: &bytes)
    needsComma = true
  }

  /// Writes an integer of another type in the same way.
  package mutating func integer(_ value: some BinaryInteger) {
    if let value = Int(exactly: value) { return integer(value) }
    separate()
    bytes.append(contentsOf: String(value).utf8)
    needsComma = true
  }

  /// Writes `true` or `false`.
  package mutating func boolean(_ value: Bool) {
    separate()
    append(value ? "true" : "false")
    needsComma = true
  }

  /// Writes a string that needs no escape, appended by a closure.
  package mutating func plainString(_ append: (inout [UInt8]) -> Void) {
    separate()
    bytes.append(UInt8(ascii: "\""))
    append(&bytes)
    bytes.append(UInt8(ascii: "\""))
    needsComma = true
  }

  /// Writes a string of known length that needs no escape, filled in by a closure.
  @inline(__always)
  package mutating func plainString(
    _ count: Int, _ put: (UnsafeMutableBufferPointer<UInt8>) -> Void
  ) {
    append(count + 2) { writer in
      writer.write("\"")
      writer.write(count, put)
      writer.write("\"")
    }
    needsComma = true
  }

  /// Writes a value that is compact JSON already.
  package mutating func raw(_ json: some Collection<UInt8>) {
    separate()
    let isDone: Void? = json.withContiguousStorageIfAvailable { bytes.append(contentsOf: $0) }
    if isDone == nil { bytes.append(contentsOf: json) }
    needsComma = true
  }

  /// Appends `count` bytes at once, after a comma if one is due.
  @inline(__always)
  private mutating func append(_ count: Int, _ write: (inout ByteWriter) -> Void) {
    let needsComma = needsComma
    Notation.append(needsComma ? count + 1 : count, to: &bytes) { form in
      var writer = ByteWriter(form)
      if needsComma { writer.write(",") }
      write(&writer)
    }
  }

  private mutating func separate() {
    if needsComma { bytes.append(UInt8(ascii: ",")) }
    needsComma = false
  }

  private mutating func open(_ bracket: UInt8) {
    separate()
    bytes.append(bracket)
  }

  private mutating func close(_ bracket: UInt8) {
    bytes.append(bracket)
    needsComma = true
  }

  private mutating func append(_ literal: StaticString) {
    bytes.append(
      contentsOf: UnsafeBufferPointer(start: literal.utf8Start, count: literal.utf8CodeUnitCount))
  }
}
