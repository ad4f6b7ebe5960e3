package import Digests
package import FoundationEssentials
package import Notation

/// One record read where it lies: valid only while the function that was given it runs.
package struct RecordView {
  /// The whole line without its newline.
  package let line: UnsafeBufferPointer<UInt8>
  package internal(set) var position = 0
  package internal(set) var until = 0
  package internal(set) var sequence = 0
  package internal(set) var previous: Int?
  package internal(set) var schema = 0
  package internal(set) var at = Instant(milliseconds: 0)
  package internal(set) var action = noUUID
  package internal(set) var correlation = noUUID
  package internal(set) var cause: Int?
  package internal(set) var sealed: Digest?
  package internal(set) var hash: Digest
  var streamRange = 0..<0
  var typeRange = 0..<0
  var actorRange = 0..<0
  var dataRange = 0..<0

  /// The stream's name.
  package var stream: UnsafeBufferPointer<UInt8> { part(streamRange) }
  /// The type's name.
  package var type: UnsafeBufferPointer<UInt8> { part(typeRange) }
  /// The actor's name.
  package var actor: UnsafeBufferPointer<UInt8> { part(actorRange) }
  /// The JSON object, as written.
  package var data: UnsafeBufferPointer<UInt8> { part(dataRange) }

  private func part(_ range: Range<Int>) -> UnsafeBufferPointer<UInt8> {
    UnsafeBufferPointer(rebasing: line[range])
  }

  /// The record on its own, to be kept.
  package func copied() -> Record {
    Record(
      position: position, until: until, stream: String(decoding: stream, as: UTF8.self),
      sequence: sequence, previous: previous, type: String(decoding: type, as: UTF8.self),
      schema: schema, at: at, actor: String(decoding: actor, as: UTF8.self), action: action,
      correlation: correlation, cause: cause, data: Array(data), sealed: sealed, hash: hash)
  }
}

private let noUUID = UUID(high: 0, low: 0)
