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

  /// Writes a member's key; its value must follow.
  package mutating func key(_ name: StaticString) {
    separate()
    bytes.append(UInt8(ascii: "\""))
    bytes.append(contentsOf: UnsafeBufferPointer(start: name.utf8Start, count: name.utf8CodeUnitCount))
    bytes.append(UInt8(ascii: "\""))
    bytes.append(UInt8(ascii: ":"))
    needsComma = false
  }

  /// Writes a string.
  package mutating func string(_ value: String) {
    separate()
    bytes.append(UInt8(ascii: "\""))
    var value = value
    value.withUTF8 { appendEscaped($0) }
    bytes.append(UInt8(ascii: "\""))
    needsComma = true
  }

  /// Writes an integer.
  package mutating func integer(_ value: some BinaryInteger) {
    separate()
    bytes.append(contentsOf: String(value).utf8)
    needsComma = true
  }

  /// Writes `true` or `false`.
  package mutating func boolean(_ value: Bool) {
    separate()
    bytes.append(contentsOf: (value ? "true" : "false").utf8)
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

  /// Writes a value that is compact JSON already.
  package mutating func raw(_ json: some Collection<UInt8>) {
    separate()
    bytes.append(contentsOf: json)
    needsComma = true
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

  private mutating func appendEscaped(_ value: UnsafeBufferPointer<UInt8>) {
    var index = 0
    while index < value.count {
      let byte = value[index]
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"):
        bytes.append(UInt8(ascii: "\\"))
        bytes.append(byte)
      case 0..<0x20, 0x7f: escape(UInt32(byte))
      case 0xc2 where value[index + 1] < 0xa0:
        escape(UInt32(value[index + 1]))
        index += 1
      case 0xe2 where value[index + 1] == 0x80 && (value[index + 2] & 0xfe) == 0xa8:
        escape(0x2000 | UInt32(value[index + 2] & 0x3f))
        index += 2
      default: bytes.append(byte)
      }
      index += 1
    }
  }

  private mutating func escape(_ unit: UInt32) {
    bytes.append(contentsOf: [UInt8(ascii: "\\"), UInt8(ascii: "u")])
    appendHex(UInt8(unit >> 8), to: &bytes)
    appendHex(UInt8(unit & 0xff), to: &bytes)
  }
}
