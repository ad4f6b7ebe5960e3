import Digests
import FoundationEssentials
import Notation

/// The fields that the log assigns to a draft.
package struct RecordPlace: Sendable, Hashable {
  package let position: Int
  let until: Int
  package let sequence: Int
  let previous: Int?
  package var cause: Int?
  var sealed: Digest?
}

extension RecordDraft {
  /// Appends the record's line with its newline, and with zeros in place of its hash.
  ///
  /// - Returns: The range of the bytes that the hash covers.
  func appendLine(_ place: RecordPlace, to bytes: inout [UInt8]) -> Range<Int> {
    let start = bytes.count
    let names = stream.utf8.count + type.utf8.count + actor.utf8.count
    withPen(upTo: names + Self.mostBesideNames) { writer in
      write(place, to: &writer)
      bytes.append(contentsOf: writer.written)
    }
    bytes.append(contentsOf: data)
    var end = bytes.count
    withPen(upTo: 160) { writer in
      if let sealed = place.sealed {
        writer.write(#","sealed":""#)
        writer.write(64, sealed.putHex)
        writer.write("\"")
        end += RecordView.sealedTail
      }
      writer.write(#","hash":""#)
      writer.write(64) { $0.update(repeating: UInt8(ascii: "0")) }
      writer.write("\"}\n")
      bytes.append(contentsOf: writer.written)
    }
    return start..<end
  }

  /// The maximum bytes of a line before its data, without its names.
  ///
  /// Keys and quotes take 190 bytes, ids and time 96 bytes, and there are six numbers of 19 digits.
  private static var mostBesideNames: Int { 448 }

  /// Writes the part of the line before the data.
  private func write(_ place: RecordPlace, to writer: inout ByteWriter) {
    writer.write(#"{"position":"#)
    writer.write(decimal: place.position)
    writer.write(#","until":"#)
    writer.write(decimal: place.until)
    writer.write(#","stream":""#)
    writer.write(text: stream)
    writer.write(#"","sequence":"#)
    writer.write(decimal: place.sequence)
    if let previous = place.previous {
      writer.write(#","previous":"#)
      writer.write(decimal: previous)
    }
    writer.write(#","type":""#)
    writer.write(text: type)
    writer.write(#"","schema":"#)
    writer.write(decimal: schema)
    writer.write(#","at":""#)
    writer.write(24, at.put)
    writer.write(#"","actor":""#)
    writer.write(text: actor)
    writer.write(#"","action":""#)
    writer.write(36, action.put)
    writer.write(#"","correlation":""#)
    writer.write(36, correlation.put)
    writer.write("\"")
    if let cause = place.cause {
      writer.write(#","cause":"#)
      writer.write(decimal: cause)
    }
    writer.write(#","data":"#)
  }

  /// Returns the record as it will be read.
  func record(_ place: RecordPlace, hash: Digest) -> Record {
    Record(
      position: place.position, until: place.until, stream: stream, sequence: place.sequence,
      previous: place.previous, type: type, schema: schema, at: at, actor: actor, action: action,
      correlation: correlation, cause: place.cause, data: data, sealed: place.sealed, hash: hash)
  }

  /// The first rule that the draft by itself breaks, if any.
  var fault: DraftFault? {
    if !isName(stream) { return .stream }
    if !isName(type) { return .type }
    if !isName(actor) { return .actor }
    if schema < 1 || schema > RecordLimits.largestInteger { return .schema }
    if at < .earliest || at > .latest { return .time }
    if data.count > RecordLimits.bytesInLine { return .tooLong }
    if !data.withUnsafeBufferPointer(isObject) { return .data }
    guard let secret else { return nil }
    if secret.count > RecordLimits.bytesInLine { return .tooLong }
    return secret.withUnsafeBufferPointer(isFlatObject) ? nil : .secret
  }
}

/// Calls a body with a writer into `count` bytes on the stack.
@inline(__always)
private func withPen(upTo count: Int, _ body: (inout ByteWriter) -> Void) {
  withUnsafeTemporaryAllocation(of: UInt8.self, capacity: count) { buffer in
    buffer.initialize(repeating: 0)
    var writer = ByteWriter(buffer)
    body(&writer)
  }
}

/// Returns whether bytes are one compact JSON object in strict JSON.
func isObject(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
  isWhole(text) { (scanner) throws(JSONFault) in
    try scanner.members { (scanner, _) throws(JSONFault) in try scanner.skipValue() }
  }
}

/// Returns whether bytes are one compact, flat JSON object in strict JSON.
///
/// Its values are strings, integers, booleans, and arrays of these.
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

/// Returns whether a scan consumes a whole text, without allocating.
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
