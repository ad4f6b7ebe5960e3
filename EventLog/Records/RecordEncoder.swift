import Digests
import FoundationEssentials
import Notation

/// What the log gives a draft.
package struct RecordPlace: Sendable, Hashable {
  package let position: Int
  let until: Int
  package let sequence: Int
  let previous: Int?
  package var cause: Int?
  var sealed: Digest?
}

extension RecordDraft {
  /// Appends the record's line with its newline, and zeros where its hash belongs; answers the bytes
  /// that the hash covers.
  func appendLine(_ place: RecordPlace, to bytes: inout [UInt8]) -> Range<Int> {
    let start = bytes.count
    let names = stream.utf8.count + type.utf8.count + actor.utf8.count
    withPen(upTo: names + Self.mostBesideNames) { pen in
      write(place, to: &pen)
      bytes.append(contentsOf: pen.written)
    }
    bytes.append(contentsOf: data)
    var end = bytes.count
    withPen(upTo: 160) { pen in
      if let sealed = place.sealed {
        pen.write(#","sealed":""#)
        pen.write(64, sealed.putHex)
        pen.write("\"")
        end += RecordView.sealedTail
      }
      pen.write(#","hash":""#)
      pen.write(64) { $0.update(repeating: UInt8(ascii: "0")) }
      pen.write("\"}\n")
      bytes.append(contentsOf: pen.written)
    }
    return start..<end
  }

  /// The most bytes of a line before its data, but for its names: 190 of keys and quotes, 96 of
  /// ids and time, six numbers of 19 digits.
  private static var mostBesideNames: Int { 448 }

  /// Writes all that stands before the data.
  private func write(_ place: RecordPlace, to pen: inout ByteWriter) {
    pen.write(#"{"position":"#)
    pen.write(decimal: place.position)
    pen.write(#","until":"#)
    pen.write(decimal: place.until)
    pen.write(#","stream":""#)
    pen.write(text: stream)
    pen.write(#"","sequence":"#)
    pen.write(decimal: place.sequence)
    if let previous = place.previous {
      pen.write(#","previous":"#)
      pen.write(decimal: previous)
    }
    pen.write(#","type":""#)
    pen.write(text: type)
    pen.write(#"","schema":"#)
    pen.write(decimal: schema)
    pen.write(#","at":""#)
    pen.write(24, at.put)
    pen.write(#"","actor":""#)
    pen.write(text: actor)
    pen.write(#"","action":""#)
    pen.write(36, action.put)
    pen.write(#"","correlation":""#)
    pen.write(36, correlation.put)
    pen.write("\"")
    if let cause = place.cause {
      pen.write(#","cause":"#)
      pen.write(decimal: cause)
    }
    pen.write(#","data":"#)
  }

  /// The record as it will be read back.
  func record(_ place: RecordPlace, hash: Digest) -> Record {
    Record(
      position: place.position, until: place.until, stream: stream, sequence: place.sequence,
      previous: place.previous, type: type, schema: schema, at: at, actor: actor, action: action,
      correlation: correlation, cause: place.cause, data: data, sealed: place.sealed, hash: hash)
  }

  /// What is wrong with the draft by itself, if anything.
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

/// Lends a pen with room on the stack for so many bytes.
@inline(__always)
private func withPen(upTo count: Int, _ body: (inout ByteWriter) -> Void) {
  withUnsafeTemporaryAllocation(of: UInt8.self, capacity: count) { room in
    room.initialize(repeating: 0)
    var pen = ByteWriter(room)
    body(&pen)
  }
}

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
