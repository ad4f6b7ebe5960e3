import Digests
import Notation

/// Why a line is no record.
enum LineFault: Error {
  /// It is not in exactly the one form, from this byte on.
  case form(at: Int)
  /// Its hash is another than the one it bears.
  case hash(expected: Digest, found: Digest)
  /// Its cause is not an earlier position.
  case cause(Int)
}

/// How closely a line is looked at.
enum LineChecking {
  /// The form of everything but the data's inside: of bytes that were verified before.
  case form
  /// The data's inside and the hash too.
  case everything
}

extension RecordView {
  /// `,"hash":"` and 64 digits and `"}`: what the hash does not cover.
  static let hashTail = 75
  /// `,"sealed":"` and 64 digits and `"`.
  private static let sealedTail = 76

  /// Reads a line without its newline, in one pass and without allocating.
  init(_ line: UnsafeBufferPointer<UInt8>, checking: LineChecking) throws(LineFault) {
    let body = line.count - Self.hashTail
    var tail = LineCursor(line)
    tail.offset = max(body, 0)
    guard body > 0, tail.skip(#","hash":""#), let hash = tail.digest(), tail.skip(#""}"#) else {
      throw .form(at: max(body, 0))
    }
    self.line = line
    self.hash = hash
    if checking == .everything {
      let found = Merkle.leaf(
        UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(line)[..<body]))
      guard found == hash else { throw .hash(expected: hash, found: found) }
    }
    var cursor = LineCursor(line)
    guard readNumbers(&cursor), readEnvelope(&cursor), readData(&cursor, upTo: body) else {
      throw .form(at: cursor.offset)
    }
    if let cause, cause >= position { throw .cause(cause) }
    if checking == .everything, !isObject(data) { throw .form(at: dataRange.lowerBound) }
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
    self.streamRange = stream
    self.sequence = sequence
    if cursor.skip(#","previous":"#) {
      guard let previous = cursor.positive() else { return false }
      self.previous = previous
    }
    return true
  }

  @inline(__always)
  private mutating func readEnvelope(_ cursor: inout LineCursor) -> Bool {
    guard cursor.skip(#","type":""#), let type = cursor.name(),
      cursor.skip(#","schema":"#), let schema = cursor.positive(),
      cursor.skip(#","at":""#), let at = cursor.instant(),
      cursor.skip(#"","actor":""#), let actor = cursor.name(),
      cursor.skip(#","action":""#), let action = cursor.uuid(),
      cursor.skip(#"","correlation":""#), let correlation = cursor.uuid(), cursor.skip("\"")
    else { return false }
    self.typeRange = type
    self.schema = schema
    self.at = at
    self.actorRange = actor
    self.action = action
    self.correlation = correlation
    if cursor.skip(#","cause":"#) {
      guard let cause = cursor.positive() else { return false }
      self.cause = cause
    }
    return true
  }

  /// Takes the data and the commitment, whose ends are known from the end of the line.
  @inline(__always)
  private mutating func readData(_ cursor: inout LineCursor, upTo body: Int) -> Bool {
    guard cursor.skip(#","data":"#) else { return false }
    var end = body
    if line[body - 1] == UInt8(ascii: "\"") {
      // Data ends with a brace: a quote can only be the end of a commitment.
      var tail = LineCursor(line)
      tail.offset = body - Self.sealedTail
      guard tail.offset > cursor.offset, tail.skip(#","sealed":""#), let sealed = tail.digest()
      else { return false }
      self.sealed = sealed
      end = body - Self.sealedTail
    }
    guard end - cursor.offset >= 2, line[cursor.offset] == UInt8(ascii: "{"),
      line[end - 1] == UInt8(ascii: "}")
    else { return false }
    dataRange = cursor.offset..<end
    return true
  }
}
