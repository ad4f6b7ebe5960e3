import Testing

/// A message and its digest from a published table.
struct SHA256Vector: Sendable, CustomTestStringConvertible {
  let message: [UInt8]
  let digest: String

  var testDescription: String { "\(message.count) bytes" }

  /// Parses the lines `Len = …`, `Msg = …`, `MD = …` of NIST's response files.
  ///
  /// `Len` is in bits. An empty message is written as `00`.
  static func parse(_ response: String) -> [SHA256Vector] {
    var vectors: [SHA256Vector] = []
    var count = 0
    var message: [UInt8] = []
    for line in response.split(separator: "\n") {
      let value = line.split(separator: " ").last ?? ""
      if line.hasPrefix("Len") {
        count = (Int(value) ?? 0) / 8
      } else if line.hasPrefix("Msg") {
        message = Array(bytes(hex: value).prefix(count))
      } else {
        vectors.append(SHA256Vector(message: message, digest: String(value)))
      }
    }
    return vectors
  }
}
