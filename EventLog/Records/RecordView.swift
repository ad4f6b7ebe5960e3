package import Digests
package import FoundationEssentials
package import Notation

/// A view of one record in place, valid only during the call that receives it.
///
/// A view is small because millions of records are read. Fields that are rarely used are read from
/// the line on access.
package struct RecordView {
  /// The whole line without its newline.
  package let line: UnsafeBufferPointer<UInt8>
  package internal(set) var position = 0
  package internal(set) var until = 0
  package internal(set) var sequence = 0
  package internal(set) var schema = 0
  package internal(set) var at = Instant(milliseconds: 0)
  /// The position of the previous record in the stream, 0 for the first record.
  var previousOrNone = 0
  /// The position of the cause, 0 without a cause.
  var causeOrNone = 0
  var streamPlace = NamePlace()
  var typePlace = NamePlace()
  var actorPlace = NamePlace()
  /// The offset of the action's id, which the correlation id follows.
  var actionStart: UInt16 = 0
  var dataStart: UInt16 = 0
  /// Whether it seals a private part.
  package internal(set) var isSealed = false

  /// The range of a name in a line, in 4 bytes.
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
  /// The JSON object as it was written.
  package var data: UnsafeBufferPointer<UInt8> { part(Int(dataStart)..<dataEnd) }
  package var previous: Int? { previousOrNone == 0 ? nil : previousOrNone }
  package var cause: Int? { causeOrNone == 0 ? nil : causeOrNone }
  package var action: UUID { uuid(at: Int(actionStart)) }
  package var correlation: UUID { uuid(at: Int(actionStart) + Self.betweenIds) }
  /// The commitment to the private part, or `nil` when the record seals no private part.
  package var sealed: Digest? {
    guard isSealed else { return nil }
    return Digest(hexBytes: part(dataEnd + 11..<dataEnd + 75))
  }
  /// The hash that the record's line contains.
  package var hash: Digest {
    Digest(hexBytes: part(line.count - 66..<line.count - 2)) ?? Merkle.emptyRoot
  }

  /// The offset of the end of the data.
  var dataEnd: Int { line.count - Self.hashTail - (isSealed ? Self.sealedTail : 0) }

  /// The bytes of `,"hash":"`, 64 digits and `"}`, which the hash does not cover.
  static let hashTail = 75
  /// The bytes of `,"sealed":"`, 64 digits and `"`.
  static let sealedTail = 76
  /// The bytes from the start of the action's id to the start of the correlation id.
  static let betweenIds = 36 + 17

  @inline(__always)
  private func part(_ range: Range<Int>) -> UnsafeBufferPointer<UInt8> {
    UnsafeBufferPointer(rebasing: line[range])
  }

  private func uuid(at start: Int) -> UUID {
    UUID(written: part(start..<start + 36)) ?? UUID(high: 0, low: 0)
  }

  /// Returns a copy of the record that outlives the view.
  package func copied() -> Record {
    Record(
      position: position, until: until, stream: String(decoding: stream, as: UTF8.self),
      sequence: sequence, previous: previous, type: String(decoding: type, as: UTF8.self),
      schema: schema, at: at, actor: String(decoding: actor, as: UTF8.self), action: action,
      correlation: correlation, cause: cause, data: Array(data), sealed: sealed, hash: hash)
  }
}

/// The reason why a line is not a record.
enum LineFault: Error {
  /// The line is not in the canonical form, from this byte on.
  case form(at: Int)
  /// The hash in the line is not the hash of the line.
  case hash(expected: Digest, found: Digest)
  /// The cause is not an earlier position.
  case cause(Int)
}

/// The extent to which a line is checked.
enum LineChecking {
  /// Only as much as is needed to read bytes that this process has just verified.
  case verified
  /// The form of everything except the inside of the data, for bytes that were verified earlier.
  case form
  /// The form of everything, including the inside of the data, and the hash.
  case everything
}

extension RecordView {
  /// Reads a line without its newline, in one pass and without allocating.
  init(_ line: UnsafeBufferPointer<UInt8>, checking: LineChecking) throws(LineFault) {
    guard checking == .everything else {
      if checking == .verified {
        try self.init(unhashed: line, checksData: false, checksDigits: false)
      } else {
        try self.init(unhashed: line, checksData: false)
      }
      return
    }
    guard let hashed = Self.hashed(of: line) else { throw .form(at: Self.bodyCount(of: line)) }
    try self.init(line, hash: Merkle.leaf(hashed))
  }

  /// Reads and fully checks a line with a hash that was computed already.
  @inline(__always)
  init(_ line: UnsafeBufferPointer<UInt8>, hash found: Digest) throws(LineFault) {
    if line.count > Self.hashTail, !found.isHex(line, at: line.count - 66) {
      // This read makes `hash` available for the error. An invalid digest is an error of form.
      try self.init(unhashed: line, checksData: false, stopsAtHash: true)
      throw .hash(expected: hash, found: found)
    }
    try self.init(unhashed: line, checksData: true)
  }

  /// Returns the bytes that the hash of a line covers, or `nil` when the line is too short.
  @inline(__always)
  static func hashed(of line: UnsafeBufferPointer<UInt8>) -> UnsafeRawBufferPointer? {
    guard line.count > hashTail else { return nil }
    return UnsafeRawBufferPointer(
      rebasing: UnsafeRawBufferPointer(line)[..<(line.count &- hashTail)])
  }

  private static func bodyCount(of line: UnsafeBufferPointer<UInt8>) -> Int {
    max(line.count - hashTail, 0)
  }

  /// Reads a line without verifying its hash.
  @inline(__always)
  private init(
    unhashed line: UnsafeBufferPointer<UInt8>, checksData: Bool, checksDigits: Bool = true,
    stopsAtHash: Bool = false
  ) throws(LineFault) {
    let body = line.count - Self.hashTail
    var tail = LineCursor(line)
    tail.offset = max(body, 0)
    guard body > 0, tail.skip(#","hash":""#), tail.skipDigest(checksDigits), tail.skip(#""}"#)
    else {
      throw .form(at: max(body, 0))
    }
    self.line = line
    if stopsAtHash { return }
    var cursor = LineCursor(line)
    guard readNumbers(&cursor), readEnvelope(&cursor, checksDigits),
      readData(&cursor, upTo: body, checksDigits)
    else {
      throw .form(at: cursor.offset)
    }
    guard causeOrNone < position else { throw .cause(causeOrNone) }
    if checksData, !isObject(data) { throw .form(at: Int(dataStart)) }
  }

  @inline(__always)
  private mutating func readNumbers(_ cursor: inout LineCursor) -> Bool {
    guard cursor.skip(#"{"position":"#), let position = cursor.positive(),
      cursor.skip(#","until":"#), let until = cursor.positive(),
      cursor.skip(#","stream":""#), let stream = cursor.name(),
      cursor.skip(#","sequence":"#), let sequence = cursor.positive()
    else { return false }
    self.position = position
    self.until = until
    self.streamPlace = NamePlace(stream)
    self.sequence = sequence
    if cursor.skip(#","previous":"#) {
      guard let previous = cursor.positive() else { return false }
      previousOrNone = previous
    }
    return true
  }

  @inline(__always)
  private mutating func readEnvelope(
    _ cursor: inout LineCursor, _ checksDigits: Bool
  ) -> Bool {
    guard cursor.skip(#","type":""#), let type = cursor.name(),
      cursor.skip(#","schema":"#), let schema = cursor.positive(),
      cursor.skip(#","at":""#), let at = cursor.instant(),
      cursor.skip(#"","actor":""#), let actor = cursor.name(),
      cursor.skip(#","action":""#)
    else { return false }
    let action = cursor.offset
    guard cursor.skipUUID(checksDigits), cursor.skip(#"","correlation":""#),
      cursor.skipUUID(checksDigits),
      cursor.skip("\"")
    else { return false }
    self.typePlace = NamePlace(type)
    self.schema = schema
    self.at = at
    self.actorPlace = NamePlace(actor)
    actionStart = UInt16(truncatingIfNeeded: action)
    if cursor.skip(#","cause":"#) {
      guard let cause = cursor.positive() else { return false }
      causeOrNone = cause
    }
    return true
  }

  /// Reads the data and the commitment.
  ///
  /// Their ends are computed from the end of the line.
  @inline(__always)
  private mutating func readData(
    _ cursor: inout LineCursor, upTo body: Int, _ checksDigits: Bool
  ) -> Bool {
    guard cursor.skip(#","data":"#) else { return false }
    var end = body
    if line[body - 1] == UInt8(ascii: "\"") {
      // Data ends with a brace, so a quote here can only end a commitment.
      var tail = LineCursor(line)
      tail.offset = body - Self.sealedTail
      guard tail.offset > cursor.offset, tail.skip(#","sealed":""#),
        tail.skipDigest(checksDigits)
      else { return false }
      isSealed = true
      end = body - Self.sealedTail
    }
    guard end - cursor.offset >= 2, line[cursor.offset] == UInt8(ascii: "{"),
      line[end - 1] == UInt8(ascii: "}")
    else { return false }
    // Names have at most 128 bytes and numbers 16 digits: data begins within the first 1,024 bytes.
    dataStart = UInt16(truncatingIfNeeded: cursor.offset)
    return true
  }
}
