/// How a line is overwritten, and why no part of an overwriting passes for a whole line.
///
/// A private part and what replaces it have the same first bytes, `{"position":P,"stream":"…","`,
/// which are never changed: whatever becomes of the rest, the line stays where it is and says whose
/// it is. A power cut may leave any blocks of the rest, of 512 bytes or of more, as they were or as
/// they should be. Of such a mixture:
///
/// * it is no private part, unless it is the old line, byte for byte: salt and value stand in places
///   of their own, and the record's commitment covers both;
/// * it is no erased line, unless it is the new line, byte for byte: `e` of `erased` must stand
///   where `s` of `salt` stood, and 39 bytes on a space where the quote before `private` stood. Two
///   bytes less than 512 apart are in one block or in two that touch, so all between them is new,
///   the fact's digits with it; behind it there may be nothing but spaces before the brace.
///
/// That is of one overwriting. A line that a crash left in neither form may hold a part of another
/// fact's digits, so it is filled with letters first, and only when these are durable overwritten
/// once more: filler cannot stand where a digit, a space, a quote or a brace must.
extension VaultLine {
  /// What every form of a record's line begins with.
  static func beginning(position: Int, stream: String) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.append(#"{"position":"#)
    bytes.append(decimal: position)
    bytes.append(#","stream":""#)
    bytes.append(contentsOf: stream.utf8)
    bytes.append(#"",""#)
    return bytes
  }

  /// Whether a line, in whatever form, is the one of a record.
  static func isLine(
    _ line: UnsafeBufferPointer<UInt8>, of position: Int,
    stream: some Collection<UInt8>
  ) -> Bool {
    var cursor = LineCursor(line)
    guard cursor.skip(#"{"position":"#), cursor.positive() == position,
      cursor.skip(#","stream":""#), let name = cursor.name(), cursor.skip(#",""#)
    else { return false }
    return line[name].elementsEqual(stream)
  }

  /// The line of an erased private part, as long as the line it replaces, without newline.
  static func erased(position: Int, stream: String, by fact: Int, length: Int) -> [UInt8] {
    var bytes = beginning(position: position, stream: stream)
    bytes.append(#"erased":"#)
    bytes.append(decimal: fact)
    bytes.append(contentsOf: repeatElement(0x20, count: max(0, length - bytes.count - 1)))
    bytes.append("}")
    return bytes
  }

  /// What stands for a while where a line is in neither form, as long as it, without newline.
  static func filler(position: Int, stream: String, length: Int) -> [UInt8] {
    var bytes = beginning(position: position, stream: stream)
    bytes.append(contentsOf: repeatElement(0x78, count: max(0, length - bytes.count)))
    return bytes
  }
}
