import Digests
package import Notation

/// A place between two rows of a list, from which the list goes on.
///
/// It holds the moment of the first page, so that all pages belong to one state of the space, and
/// the cells by which the last row is ordered. It never holds a personal value.
public struct RowCursor: Sendable, Hashable {
  package let position: Int
  package let now: Instant
  /// The first bits of the question's hash: the cursor of one question is of no use for another.
  package let question: UInt64
  package let key: [Cell]

  package init(position: Int, now: Instant, question: String, key: [Cell]) {
    (self.position, self.now, self.key) = (position, now, key)
    self.question = Self.hash(question)
  }

  /// Returns whether the cursor belongs to a question.
  package func belongs(to question: String) -> Bool { self.question == Self.hash(question) }

  private static func hash(_ question: String) -> UInt64 {
    SHA256.hash(Array(question.utf8)).withBytes {
      UInt64(bigEndian: $0.loadUnaligned(as: UInt64.self))
    }
  }
}

extension RowCursor: LosslessStringConvertible {
  /// The cursor as hexadecimal digits, as the command line accepts it.
  public var description: String {
    var bytes: [UInt8] = []
    for number in [UInt64(position), UInt64(bitPattern: now.milliseconds), question] {
      bytes.append(number: number)
    }
    for cell in key { cell.append(to: &bytes) }
    return bytes.map { $0 < 16 ? "0" + String($0, radix: 16) : String($0, radix: 16) }.joined()
  }

  /// Reads a cursor, or returns `nil` for another text.
  public init?(_ text: String) {
    let digits = Array(text.utf8)
    guard digits.count.isMultiple(of: 2), digits.count <= 4096 else { return nil }
    var bytes: [UInt8] = []
    for place in stride(from: 0, to: digits.count, by: 2) {
      guard let byte = UInt8(String(decoding: digits[place..<place + 2], as: UTF8.self), radix: 16),
        digits[place] != UInt8(ascii: "+")
      else { return nil }
      bytes.append(byte)
    }
    let read = bytes.withUnsafeBytes { bytes -> (UInt64, UInt64, UInt64, [Cell])? in
      var offset = 0
      guard let position = bytes.number(at: &offset), position <= Int.max,
        let now = bytes.number(at: &offset), let question = bytes.number(at: &offset)
      else { return nil }
      var key: [Cell] = []
      while offset < bytes.count {
        guard let cell = Cell(bytes, at: &offset) else { return nil }
        key.append(cell)
      }
      return (position, now, question, key)
    }
    guard let read else { return nil }
    position = Int(read.0)
    now = Instant(milliseconds: Int64(bitPattern: read.1))
    (question, key) = (read.2, read.3)
  }
}

/// A cell in a cursor: the number of its kind, and a number or a text.
extension Cell {
  fileprivate func append(to bytes: inout [UInt8]) {
    func append(_ kind: UInt8, _ number: UInt64) {
      bytes.append(kind)
      bytes.append(number: number)
    }
    switch self {
    case .none: append(0, 0)
    case .flag(let flag): append(1, flag ? 1 : 0)
    case .number(let number): append(2, UInt64(bitPattern: Int64(number)))
    case .instant(let instant): append(3, UInt64(bitPattern: instant.milliseconds))
    case .id(let id): append(4, id.bits)
    case .text(let text):
      append(5, UInt64(text.utf8.count))
      bytes += text.utf8
    case .words(let words):
      append(6, UInt64(words.count))
      for word in words { Cell.text(word).append(to: &bytes) }
    }
  }

  fileprivate init?(_ bytes: UnsafeRawBufferPointer, at offset: inout Int) {
    guard offset < bytes.count else { return nil }
    let kind = bytes[offset]
    offset += 1
    guard let number = bytes.number(at: &offset) else { return nil }
    switch kind {
    case 0: self = .none
    case 1: self = .flag(number == 1)
    case 2: self = .number(Int(Int64(bitPattern: number)))
    case 3: self = .instant(Instant(milliseconds: Int64(bitPattern: number)))
    case 4: self = .id(Token(bits: number))
    case 5:
      guard number <= UInt64(bytes.count - offset) else { return nil }
      let end = offset + Int(number)
      self = .text(String(decoding: bytes[offset..<end], as: UTF8.self))
      offset = end
    case 6:
      var words: [String] = []
      for _ in 0..<min(number, 64) {
        guard case .text(let word)? = Cell(bytes, at: &offset) else { return nil }
        words.append(word)
      }
      self = .words(words)
    default: return nil
    }
  }
}
