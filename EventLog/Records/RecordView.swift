package import Digests
package import FoundationEssentials
package import Notation

/// One record read where it lies: valid only while the function that was given it runs.
///
/// Small, for records are looked at by the million: what is asked of few of them is read from the
/// line when it is asked for.
package struct RecordView {
  /// The whole line without its newline.
  package let line: UnsafeBufferPointer<UInt8>
  package internal(set) var position = 0
  package internal(set) var until = 0
  package internal(set) var sequence = 0
  package internal(set) var schema = 0
  package internal(set) var at = Instant(milliseconds: 0)
  /// The position of the stream's record before this one, and that of the cause; 0 for none.
  var previousOrNone = 0
  var causeOrNone = 0
  var streamPlace = NamePlace()
  var typePlace = NamePlace()
  var actorPlace = NamePlace()
  /// Where the action's id begins; that of the interaction stands behind it.
  var actionStart: UInt16 = 0
  var dataStart: UInt16 = 0
  /// Whether it seals a private part.
  package internal(set) var isSealed = false

  /// Where a name stands in a line.
  struct NamePlace {
    private let start: UInt16
    private let count: UInt16

    init() { (start, count) = (0, 0) }

    init(_ range: Range<Int>) {
      start = UInt16(truncatingIfNeeded: range.lowerBound)
      count = UInt16(truncatingIfNeeded: range.count)
    }

    @inline(__always)
    var range: Range<Int> { Int(start)..<Int(start) &+ Int(count) }
  }

  /// The stream's name.
  package var stream: UnsafeBufferPointer<UInt8> { part(streamPlace.range) }
  /// The type's name.
  package var type: UnsafeBufferPointer<UInt8> { part(typePlace.range) }
  /// The actor's name.
  package var actor: UnsafeBufferPointer<UInt8> { part(actorPlace.range) }
  /// The JSON object, as written.
  package var data: UnsafeBufferPointer<UInt8> { part(Int(dataStart)..<dataEnd) }
  package var previous: Int? { previousOrNone == 0 ? nil : previousOrNone }
  package var cause: Int? { causeOrNone == 0 ? nil : causeOrNone }
  package var action: UUID { uuid(at: Int(actionStart)) }
  package var correlation: UUID { uuid(at: Int(actionStart) + Self.betweenIds) }
  /// The commitment to the private part; `nil` when nothing is sealed.
  package var sealed: Digest? {
    guard isSealed else { return nil }
    return Digest(hexBytes: part(dataEnd + 11..<dataEnd + 75))
  }
  /// The record's hash, as it bears it.
  package var hash: Digest {
    Digest(hexBytes: part(line.count - 66..<line.count - 2)) ?? Merkle.emptyRoot
  }

  /// Where the data end.
  var dataEnd: Int { line.count - Self.hashTail - (isSealed ? Self.sealedTail : 0) }

  /// `,"hash":"` and 64 digits and `"}`: what the hash does not cover.
  static let hashTail = 75
  /// `,"sealed":"` and 64 digits and `"`.
  static let sealedTail = 76
  /// From the first character of the action's id to that of the interaction's.
  static let betweenIds = 36 + 17

  @inline(__always)
  private func part(_ range: Range<Int>) -> UnsafeBufferPointer<UInt8> {
    UnsafeBufferPointer(rebasing: line[range])
  }

  private func uuid(at start: Int) -> UUID {
    UUID(written: part(start..<start + 36)) ?? UUID(high: 0, low: 0)
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
