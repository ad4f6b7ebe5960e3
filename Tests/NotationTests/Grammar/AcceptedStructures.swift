import Notation

extension Accepted {
  /// RFC 8259 §2 and §3: any value is a text, with white space around any token.
  static let texts: [Accepted] = [
    Accepted("§2 JSON-text: a number", "1", 1),
    Accepted("§2 JSON-text: a string", #""a""#, "a"),
    Accepted("§2 JSON-text: an array", "[]", []),
    Accepted("§2 JSON-text: an object", "{}", [:]),
    Accepted("§3 value: true", "true", true),
    Accepted("§3 value: false", "false", false),
    Accepted("§2 ws before the value", " \t\r\n1", 1, spacing: .free),
    Accepted("§2 ws after the value", "1 \t\r\n", 1, spacing: .free),
    Accepted("§2 ws in an empty array", "[ \n ]", [], spacing: .free),
    Accepted("§2 ws in an empty object", "{\t}", [:], spacing: .free),
    Accepted("§2 ws around begin-array", " [ 1]", [1], spacing: .free),
    Accepted("§2 ws around end-array", "[1 ] ", [1], spacing: .free),
    Accepted("§2 ws around value-separator", "[1\r,\n2]", [1, 2], spacing: .free),
    Accepted("§2 ws around name-separator", #"{"a"\#t:\#n1}"#, ["a": 1], spacing: .free),
    Accepted(
      "§2 ws everywhere", "\n{ \"a\" : [ true , { } ] , \"b\" : \"c\" }\n",
      ["a": [true, [:]], "b": "c"], spacing: .free),
  ]

  /// RFC 8259 §4: zero, one or several members of any kind, in any order.
  static let objects: [Accepted] = [
    Accepted("§4 one member", #"{"a":1}"#, ["a": 1]),
    Accepted("§4 two members", #"{"a":1,"b":2}"#, ["a": 1, "b": 2]),
    Accepted("§4 members in another order", #"{"b":2,"a":1}"#, ["a": 1, "b": 2]),
    Accepted(
      "§4 member's value: every kind", #"{"a":true,"b":"","c":[],"d":{},"e":-1}"#,
      ["a": true, "b": "", "c": [], "d": [:], "e": -1]),
    Accepted("§4 object in an object", #"{"a":{"a":{"a":0}}}"#, ["a": ["a": ["a": 0]]]),
    Accepted("§4 unique names: case matters", #"{"a":1,"A":2}"#, ["a": 1, "A": 2]),
    Accepted("§4 unique names: one begins another", #"{"ab":1,"a":2}"#, ["ab": 1, "a": 2]),
    Accepted(
      "§4 unique names: the eighth and ninth byte", #"{"abcdefgh":1,"abcdefghi":2,"abcdefgi":3}"#,
      ["abcdefgh": 1, "abcdefghi": 2, "abcdefgi": 3]),
    Accepted("§4 member's string: letters and digits", #"{"aZ09z":1}"#, ["aZ09z": 1]),
    Accepted("§4 member's string: a literal's name", #"{"null":true}"#, ["null": true]),
  ]

  /// RFC 8259 §5: zero, one or several values, possibly of different kinds.
  static let arrays: [Accepted] = [
    Accepted("§5 one value", "[1]", [1]),
    Accepted("§5 two values", "[1,2]", [1, 2]),
    Accepted("§5 equal values", "[0,0,0]", [0, 0, 0]),
    Accepted(
      "§5 values of every kind", #"["a",1,true,[false],{"b":[]}]"#,
      ["a", 1, true, [false], ["b": []]]),
    Accepted("§5 array in an array", "[[]]", [[]]),
    Accepted("§5 arrays in an array", "[[],[1],[[]]]", [[], [1], [[]]]),
    Accepted("§5 objects in an array", #"[{},{"a":1},{"a":2}]"#, [[:], ["a": 1], ["a": 2]]),
    Accepted(
      "§9 depth: 16 arrays", Refused.nested(16, "[", "7", "]"),
      [[[[[[[[[[[[[[[[7]]]]]]]]]]]]]]]]),
  ]

  /// RFC 8259 §6: `[ minus ] int`, with a magnitude of at most 2^53.
  static let numbers: [Accepted] = [
    Accepted("§6 zero", "0", 0),
    Accepted("§6 digit1-9", "9", 9),
    Accepted("§6 minus", "-1", -1),
    Accepted("§6 zero behind digit1-9", "10", 10),
    Accepted("§6 every DIGIT", "1234567890", 1_234_567_890),
    Accepted("§6 minus and several digits", "[-10,-987654321]", [-10, -987_654_321]),
    Accepted("§6 the range of agreement", "9007199254740991", 9_007_199_254_740_991),
    Accepted("§6 2^53", "9007199254740992", 9_007_199_254_740_992),
    Accepted("§6 -2^53", "-9007199254740992", -9_007_199_254_740_992),
  ]
}
