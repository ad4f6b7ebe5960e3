import Notation

/// Whether bytes are one compact JSON object of the strict kind.
func isObject(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
  isWhole(text) { (scanner) throws(JSONFault) in
    try scanner.members { (scanner, _) throws(JSONFault) in try scanner.skipValue() }
  }
}

/// Whether bytes are such an object, of strings, integers, booleans, and arrays of these.
func isFlatObject(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
  isWhole(text) { (scanner) throws(JSONFault) in
    try scanner.members { (scanner, _) throws(JSONFault) in
      guard scanner.next == UInt8(ascii: "[") else { return try skipScalar(&scanner) }
      try scanner.elements(skipScalar)
    }
  }
}

private func skipScalar(_ scanner: inout JSONScanner) throws(JSONFault) {
  if scanner.next == UInt8(ascii: "[") || scanner.next == UInt8(ascii: "{") {
    throw JSONFault(.wrongKind, at: scanner.offset)
  }
  try scanner.skipValue()
}

/// Whether a scan takes a text to its end, without allocating.
private func isWhole(
  _ text: UnsafeBufferPointer<UInt8>, _ scan: (inout JSONScanner) throws(JSONFault) -> Void
) -> Bool {
  var scanner = JSONScanner(text)
  do throws(JSONFault) {
    try scan(&scanner)
    try scanner.finish()
    return true
  } catch { return false }
}
