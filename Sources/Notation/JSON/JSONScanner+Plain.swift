extension JSONScanner {
  /// Reads a string without escapes through an initialiser that takes its bytes.
  @inlinable
  package mutating func plain<Value>(
    _ make: (UnsafeBufferPointer<UInt8>) -> Value?
  ) throws(JSONFault) -> Value {
    let start = offset
    let (content, escaped) = try rawString()
    guard !escaped, let value = make(UnsafeBufferPointer(rebasing: text[content])) else {
      throw JSONFault(.invalidValue, at: start)
    }
    return value
  }

  /// Reads such a string, looking first for one of the usual length.
  ///
  /// - Parameters:
  ///   - count: The usual length in bytes.
  ///   - make: Takes no byte that would have to be escaped; so between two quotes, what it takes is
  ///     a string, and needs no second look.
  @inlinable
  @inline(__always)
  package mutating func plain<Value>(
    _ count: Int, _ make: (UnsafeBufferPointer<UInt8>) -> Value?
  ) throws(JSONFault) -> Value {
    let first = offset &+ 1
    let last = first &+ count
    if last < end, text[offset] == UInt8(ascii: "\""), text[last] == UInt8(ascii: "\""),
      let value = make(UnsafeBufferPointer(rebasing: text[first..<last]))
    {
      offset = last &+ 1
      return value
    }
    return try plain(make)
  }
}
