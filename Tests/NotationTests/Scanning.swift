import Notation

/// Runs a body over a copy of the bytes that ends exactly where its memory ends.
///
/// `--sanitize=address` then reports any read beyond the end.
func withExactCopy<Result>(
  _ bytes: some Collection<UInt8>, _ body: (UnsafeBufferPointer<UInt8>) throws -> Result
) rethrows -> Result {
  let copy = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: bytes.count)
  defer { copy.deallocate() }
  _ = copy.initialize(from: bytes)
  return try body(UnsafeBufferPointer(copy))
}

/// Returns the fault of a whole text, or `nil` if it is accepted.
func fault(
  of text: some Collection<UInt8>, spacing: JSONScanner.Spacing = .compact
) -> JSONFault? {
  withExactCopy(text) { bytes in
    var scanner = JSONScanner(bytes, spacing: spacing)
    do throws(JSONFault) {
      try scanner.skipValue()
      try scanner.finish()
      return nil
    } catch {
      return error
    }
  }
}

/// Returns the fault of a whole text given as a string, or `nil` if it is accepted.
func fault(of text: String, spacing: JSONScanner.Spacing = .compact) -> JSONFault? {
  fault(of: Array(text.utf8), spacing: spacing)
}

/// Reads a whole text as one value.
func read<Value: JSONRepresentable>(
  _: Value.Type = Value.self, from text: some Collection<UInt8>,
  spacing: JSONScanner.Spacing = .compact
) throws(JSONFault) -> Value {
  let result = withExactCopy(text) { bytes in
    var scanner = JSONScanner(bytes, spacing: spacing)
    return Swift.Result { () throws(JSONFault) in
      let value = try Value(from: &scanner)
      try scanner.finish()
      return value
    }
  }
  return try result.get()
}

/// Reads a whole text, written as a string, as one value.
func read<Value: JSONRepresentable>(
  _ type: Value.Type = Value.self, from text: String, spacing: JSONScanner.Spacing = .compact
) throws(JSONFault) -> Value {
  try read(type, from: Array(text.utf8), spacing: spacing)
}

/// Returns a value as compact JSON.
func json(_ value: some JSONRepresentable) -> [UInt8] {
  var writer = JSONWriter()
  value.write(to: &writer)
  return writer.bytes
}
