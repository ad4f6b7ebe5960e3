extension JSONScanner {
  /// Reads an object, its members one by one; `member` gets the key's range and reads the value.
  ///
  /// The keys seen so far lie on the stack as their offsets from the brace: 1,024 bytes, the most
  /// that Swift takes there. Quadratic in the number of members, which is at most 256.
  ///
  /// - Throws: `JSONFault`, also for a key that stands there twice.
  @inline(__always)
  package mutating func members(
    _ member: (inout JSONScanner, Range<Int>) throws(JSONFault) -> Void
  ) throws(JSONFault) {
    guard next == UInt8(ascii: "{") else { throw mismatch() }
    try enter()
    let start = offset
    offset += 1
    skipSpace()
    if !skip(UInt8(ascii: "}")) {
      try withUnsafeTemporaryAllocation(of: UInt32.self, capacity: Self.mostMembers) {
        (keys) throws(JSONFault) in
        var count = 0
        while true {
          let name = try key()
          guard count < keys.count, let place = UInt32(exactly: name.lowerBound - start) else {
            throw JSONFault(.tooLong, at: name.lowerBound)
          }
          for index in 0..<count where sameKey(name, at: start + Int(keys[index])) {
            throw JSONFault(.duplicateKey, at: name.lowerBound)
          }
          keys.initializeElement(at: count, to: place)
          count += 1
          try member(&self, name)
          skipSpace()
          if skip(UInt8(ascii: "}")) { break }
          try expect(UInt8(ascii: ","))
          skipSpace()
        }
      }
    }
    depth -= 1
  }

  /// Whether the key that begins at `other`, before `name`, is the same to its closing quote.
  @inline(__always)
  private func sameKey(_ name: Range<Int>, at other: Int) -> Bool {
    guard text[other + name.count] == UInt8(ascii: "\"") else { return false }
    let raw = UnsafeRawBufferPointer(text)
    var index = 0
    while name.count - index >= 8 {
      let one = raw.loadUnaligned(fromByteOffset: name.lowerBound + index, as: UInt64.self)
      let two = raw.loadUnaligned(fromByteOffset: other + index, as: UInt64.self)
      guard one == two else { return false }
      index += 8
    }
    while index < name.count {
      guard text[name.lowerBound + index] == text[other + index] else { return false }
      index += 1
    }
    return true
  }
}
