/// Writes compact JSON whose every string another reader understands as the same value.
///
/// Control characters, `U+007F` to `U+009F`, and the line and paragraph separators are escaped, so
/// that nothing a person typed can break a line or a terminal (ASVS 5.0 16.4.1).
package struct JSONWriter: Sendable {
  /// The text so far.
  package var bytes: [UInt8]
  private var needsComma = false

  /// Makes a writer that appends to the bytes given.
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

  /// Writes a member's key, which needs no escape; its value must follow.
  package mutating func key(_ name: StaticString) {
    append(name.utf8CodeUnitCount + 3) { pen in
      pen.write("\"")
      pen.write(name)
      pen.write("\":")
    }
    needsComma = false
  }

  /// Writes a member's key that is only known at run time; its value must follow.
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

  /// Writes an integer; what lies beyond 2^53 in size, `JSONScanner` does not read back.
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

  /// Writes a string whose characters need no escape, made by a closure.
  package mutating func plainString(_ append: (inout [UInt8]) -> Void) {
    separate()
    bytes.append(UInt8(ascii: "\""))
    append(&bytes)
    bytes.append(UInt8(ascii: "\""))
    needsComma = true
  }

  /// Writes a string of known length whose characters need no escape, put there by a closure.
  @inline(__always)
  package mutating func plainString(
    _ count: Int, _ put: (UnsafeMutableBufferPointer<UInt8>) -> Void
  ) {
    append(count + 2) { pen in
      pen.write("\"")
      pen.write(count, put)
      pen.write("\"")
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

  /// Appends so many bytes at once, and a comma before them where one is due.
  @inline(__always)
  private mutating func append(_ count: Int, _ write: (inout ByteWriter) -> Void) {
    let needsComma = needsComma
    Notation.append(needsComma ? count + 1 : count, to: &bytes) { form in
      var pen = ByteWriter(form)
      if needsComma { pen.write(",") }
      write(&pen)
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
