import Notation

extension Refused {
  /// RFC 8259 §5: `array = begin-array [ value *( value-separator value ) ] end-array`.
  static let arrays: [Refused] = [
    Refused("§5 begin-array", .missing, "1]", .trailingBytes, at: 1),
    Refused("§5 end-array", .missing, #"{"a":[1}"#, .unexpectedByte, at: 7),
    Refused("§5 value-separator", .missing, "[1 2]", .unexpectedByte, at: 3),
    Refused("§5 value-separator", .missing, "[[][]]", .unexpectedByte, at: 3),
    Refused("§5 value before a separator", .missing, "[,1]", .unexpectedByte, at: 1),
    Refused("§5 value after a separator", .missing, "[1,]", .unexpectedByte, at: 3),
    Refused("§5 values around a separator", .missing, "[,]", .unexpectedByte, at: 1),
    Refused("§5 begin-array", .doubled, "[[1]", .unexpectedEnd, at: 4),
    Refused("§5 end-array", .doubled, "[1]]", .trailingBytes, at: 3),
    Refused("§5 value-separator", .doubled, "[1,,2]", .unexpectedByte, at: 3),
    Refused("§5 begin-array and end-array", .misplaced, "]1[", .unexpectedByte, at: 0),
    Refused("§5 end-array", .misplaced, "[]1", .trailingBytes, at: 2),
    Refused("§5 value-separator", .misplaced, "[1],[2]", .trailingBytes, at: 3),
    Refused("§5 member as a value", .misplaced, #"["a":1]"#, .unexpectedByte, at: 4),
    Refused("§5 end-array", .truncated, "[", .unexpectedEnd, at: 1),
    Refused("§5 end-array", .truncated, "[1", .unexpectedEnd, at: 2),
    Refused("§5 second value", .truncated, "[1,", .unexpectedEnd, at: 3),
    Refused("§5 begin-array", .wrongKind, "{1]", .unexpectedByte, at: 1),
    Refused("§5 end-array", .wrongKind, "[1}", .unexpectedByte, at: 2),
    Refused("§5 value-separator", .wrongKind, "[1:2]", .unexpectedByte, at: 2),
    Refused("§5 value", .wrongKind, "[*]", .unexpectedByte, at: 1),
  ]

  /// RFC 8259 §9 allows limits on the depth of nesting, and on sizes.
  static let limits: [Refused] = [
    Refused(
      "§9 depth: 17 arrays", .left, nested(17, "[", "1", "]"), .tooDeep, at: 16),
    Refused(
      "§9 depth: 17 objects", .left, nested(17, #"{"a":"#, "1", "}"), .tooDeep, at: 16 * 5),
    Refused(
      "§9 depth: an object in 16 arrays", .left, nested(16, "[", "{}", "]"), .tooDeep, at: 16),
    Refused(
      "§9 depth: 17 arrays that do not end", .left, nested(17, "[", "", ""), .tooDeep, at: 16),
    Refused(
      "§9 size: 257 members", .left, "{\(members(257))}", .tooLong,
      at: members(256).utf8.count + 3),
  ]

  /// Returns a value nested in `count` others.
  static func nested(_ count: Int, _ begin: String, _ value: String, _ end: String) -> String {
    String(repeating: begin, count: count) + value + String(repeating: end, count: count)
  }

  private static func members(_ count: Int) -> String {
    (0..<count).map { #""k\#($0)":1"# }.joined(separator: ",")
  }
}
