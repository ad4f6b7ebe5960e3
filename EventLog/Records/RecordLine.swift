import Digests
import FoundationEssentials
import Notation

/// What the log gives a draft.
struct RecordPlace {
  var position: Int
  var until: Int
  var sequence: Int
  var previous: Int?
  var cause: Int?
  var sealed: Digest?
}

extension RecordDraft {
  /// Appends the record's line with its newline; answers its hash.
  func appendLine(_ place: RecordPlace, to bytes: inout [UInt8]) -> Digest {
    let start = bytes.count
    bytes.append(#"{"position":"#)
    bytes.append(decimal: place.position)
    bytes.append(#","until":"#)
    bytes.append(decimal: place.until)
    bytes.append(#","stream":""#)
    bytes.append(contentsOf: stream.utf8)
    bytes.append(#"","sequence":"#)
    bytes.append(decimal: place.sequence)
    if let previous = place.previous {
      bytes.append(#","previous":"#)
      bytes.append(decimal: previous)
    }
    appendEnvelope(cause: place.cause, to: &bytes)
    bytes.append(#","data":"#)
    bytes.append(contentsOf: data)
    if let sealed = place.sealed {
      bytes.append(#","sealed":""#)
      sealed.appendHex(to: &bytes)
      bytes.append("\"")
    }
    let hash = bytes.withUnsafeBytes {
      Merkle.leaf(UnsafeRawBufferPointer(rebasing: $0[start...]))
    }
    bytes.append(#","hash":""#)
    hash.appendHex(to: &bytes)
    bytes.append("\"}\n")
    return hash
  }

  private func appendEnvelope(cause: Int?, to bytes: inout [UInt8]) {
    bytes.append(#","type":""#)
    bytes.append(contentsOf: type.utf8)
    bytes.append(#"","schema":"#)
    bytes.append(decimal: schema)
    bytes.append(#","at":""#)
    at.appendText(to: &bytes)
    bytes.append(#"","actor":""#)
    bytes.append(contentsOf: actor.utf8)
    bytes.append(#"","action":""#)
    action.appendText(to: &bytes)
    bytes.append(#"","correlation":""#)
    correlation.appendText(to: &bytes)
    bytes.append("\"")
    if let cause {
      bytes.append(#","cause":"#)
      bytes.append(decimal: cause)
    }
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
