/// The members of one JSON object as ranges over its text: checked in one pass, read by name.
///
/// Looking up names in the order in which they were written costs one comparison each.
package struct JSONObject {
  /// One member: where its key and its value stand.
  package struct Member: Sendable {
    package let name: Range<Int>
    package let value: Range<Int>
  }

  package let members: [Member]
  /// The offset of the opening brace.
  package let start: Int
  private var cursor = 0
  /// How many members `value(of:in:)` has found so far.
  package private(set) var found = 0

  /// Reads an object, checking all of it.
  ///
  /// - Throws: `JSONFault`, also for a key that stands there twice.
  package init(from scanner: inout JSONScanner) throws(JSONFault) {
    start = scanner.offset
    guard scanner.next == UInt8(ascii: "{") else {
      throw JSONFault(scanner.next == nil ? .unexpectedEnd : .wrongKind, at: scanner.offset)
    }
    try scanner.enter()
    scanner.offset += 1
    scanner.skipSpace()
    var members: [Member] = []
    members.reserveCapacity(8)
    if !scanner.skip(UInt8(ascii: "}")) {
      while true {
        let name = try scanner.key()
        let text = scanner.text
        guard !members.contains(where: { sameBytes(text, $0.name, name) }) else {
          throw JSONFault(.duplicateKey, at: name.lowerBound)
        }
        members.append(Member(name: name, value: try scanner.skipValue()))
        scanner.skipSpace()
        if scanner.skip(UInt8(ascii: "}")) { break }
        try scanner.expect(UInt8(ascii: ","))
        scanner.skipSpace()
        guard members.count < 256 else { throw JSONFault(.tooLong, at: scanner.offset) }
      }
    }
    scanner.depth -= 1
    self.members = members
  }

  /// Where the value of a member stands, or `nil` when there is none of that name.
  ///
  /// - Parameters:
  ///   - name: The member's name.
  ///   - text: The text that the object was read from.
  package mutating func value(
    of name: StaticString, in text: UnsafeBufferPointer<UInt8>
  ) -> Range<Int>? {
    for step in 0..<members.count {
      let index = cursor + step < members.count ? cursor + step : cursor + step - members.count
      let candidate = members[index].name
      guard candidate.count == name.utf8CodeUnitCount else { continue }
      var same = true
      for offset in 0..<candidate.count
      where text[candidate.lowerBound + offset] != name.utf8Start[offset] {
        same = false
        break
      }
      guard same else { continue }
      cursor = index + 1
      found += 1
      return members[index].value
    }
    return nil
  }
}

private func sameBytes(
  _ text: UnsafeBufferPointer<UInt8>, _ one: Range<Int>, _ other: Range<Int>
) -> Bool {
  guard one.count == other.count else { return false }
  for offset in 0..<one.count
  where text[one.lowerBound + offset] != text[other.lowerBound + offset] { return false }
  return true
}
