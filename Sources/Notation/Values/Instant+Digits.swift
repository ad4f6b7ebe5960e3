/// Digits between fixed characters, eight places at once: place 0 in the lowest byte.
extension Instant {
  /// The values of the digits that stand where a form has `0`, and zero in all other places.
  ///
  /// - Parameter form: Eight bytes; but for the places of `0`, the text must have just these.
  @inline(__always)
  static func digits(of text: UInt64, between form: StaticString) -> UInt64? {
    let form = UnsafeBufferPointer(start: form.utf8Start, count: 8).eight(at: 0)
    // A digit differs from `0` by its value, any other character from itself by nothing.
    let values = UInt64(littleEndian: text ^ form)
    let places = zeros(UInt64(littleEndian: form))
    // Added to these, values up to 9 where a digit is due, and 0 elsewhere, stay below 128.
    let room = places &* 0x76 | (each(1) ^ places) &* 0x7f
    let excess = ((values & each(0x7f)) &+ room | values) & each(0x80)
    return excess == 0 ? values : nil
  }

  /// A 1 in each byte of ASCII that is `0`.
  @inline(__always)
  private static func zeros(_ text: UInt64) -> UInt64 {
    ~((text ^ each(0x30)) &+ each(0x7f)) &>> 7 & each(1)
  }

  /// The value in one place.
  @inline(__always)
  static func digit(_ values: UInt64, _ place: UInt64) -> Int64 {
    Int64(values &>> (8 &* place) & 0xff)
  }

  /// The number that two places have together.
  @inline(__always)
  static func two(_ values: UInt64, _ place: UInt64) -> Int64 {
    digit(values, place) &* 10 &+ digit(values, place &+ 1)
  }
}
