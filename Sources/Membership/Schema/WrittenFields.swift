import Notation

/// The clear part and the private part into which a value's fields are written.
struct WrittenFields {
  private var clear = JSONWriter()
  private var secret = JSONWriter()
  private var hasSecret = false

  init() {
    // Capacity for nearly every event, so that the buffer does not grow.
    clear.bytes.reserveCapacity(256)
    clear.beginObject()
  }

  /// Writes a member of the clear part.
  @inline(__always)
  mutating func write(_ name: StaticString, _ value: some JSONRepresentable) {
    clear.key(name)
    value.write(to: &clear)
  }

  /// Writes a member of the private part.
  @inline(__always)
  mutating func writePrivate(_ name: StaticString, _ value: some JSONRepresentable) {
    if !hasSecret { secret.beginObject() }
    hasSecret = true
    secret.key(name)
    value.write(to: &secret)
  }

  /// Returns the text of the clear part.
  mutating func clearText() -> [UInt8] {
    clear.endObject()
    return clear.bytes
  }

  /// Returns the text of the private part, or `nil` if no private field was written.
  mutating func privateText() -> [UInt8]? {
    guard hasSecret else { return nil }
    secret.endObject()
    return secret.bytes
  }
}
