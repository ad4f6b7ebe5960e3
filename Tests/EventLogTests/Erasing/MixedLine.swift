import EventLog
import Testing

/// A line that is erased, with what the vault holds before and after, to be mixed of both.
struct MixedLine {
  let store: LogStore
  let storage: MemoryStorage
  let record: Record
  let secret: [UInt8]
  /// The vault with the line as it was, erased by fact 37, filled, and erased by fact 52.
  let old: [UInt8]
  let new: [UInt8]
  let filled: [UInt8]
  let other: [UInt8]
  /// Where the line stands, without its newline.
  let line: Range<Int>

  static let order = Erasure(position: 2, fact: 37)
  static let otherOrder = Erasure(position: 2, fact: 52)

  /// Salts of one digit, which are read as numbers where a fact's position may stand.
  private struct OneDigit: RandomNumberGenerator {
    func next() -> UInt64 { 0x3333_3333_3333_3333 }
  }

  init(_ text: String) throws {
    let storage = MemoryStorage()
    let store = try LogStore.create(
      on: storage, manifest: Fixture.manifest(), randomness: OneDigit())
    let secrets = [#"{"n":1}"#, "{\"text\":\"\(text)\"}", #"{"n":3}"#]
    secret = Array(secrets[1].utf8)
    for number in 1...60 {
      let text = number <= 3 ? secrets[number - 1] : nil
      let draft = Fixture.draft("member/k3m9", number, data: "{}", secret: text)
      try store.append(Append(expected: ["member/k3m9": number - 1], drafts: [draft]))
    }
    record = try #require(try store.record(at: 2))
    let old = try #require(storage[path: vaultPath()])
    let newlines = old.indices.filter { old[$0] == 0x0a }
    let line = newlines[1] + 1..<newlines[2]
    try store.erase([Self.order])
    new = try #require(storage[path: vaultPath()])
    storage[path: vaultPath()] = old
    try store.erase([Self.otherOrder])
    other = try #require(storage[path: vaultPath()])
    let beginning = #"{"position":2,"stream":"member/k3m9",""#.utf8.count
    var filled = old
    for index in line.dropFirst(beginning) { filled[index] = UInt8(ascii: "x") }
    self.filled = filled
    (self.store, self.storage, self.old, self.line) = (store, storage, old, line)
  }

  /// A vault whose blocks are taken from versions of it, one number a block of the line.
  ///
  /// - Parameter shift: how far the blocks' borders are moved.
  func mixed(_ versions: [[UInt8]], block: Int, shift: Int, _ choice: [Int]) -> [UInt8] {
    var result = old
    let first = (line.lowerBound + shift) / block
    for index in line { result[index] = versions[choice[(index + shift) / block - first]][index] }
    return result
  }

  /// How many blocks the line touches.
  func blocks(of block: Int, shift: Int) -> Int {
    (line.upperBound - 1 + shift) / block - (line.lowerBound + shift) / block + 1
  }

  /// Whether two blocks of 512 bytes meet where each version of the line has other bytes.
  func isBorderNearStart(_ shift: Int) -> Bool {
    (1...100).contains(512 - (line.lowerBound + shift) % 512)
  }

  /// Puts a vault in place and looks at the line: it is the old one, the new one, or neither.
  ///
  /// - Returns: whether it is neither.
  func look(at vault: [UInt8], whole new: [UInt8], by fact: Int) throws -> Bool {
    storage[path: vaultPath()] = vault
    do throws(LogError) {
      let part = try store.secretPart(of: record)
      if vault == old { return part != .value(secret) }
      #expect(vault == new && part == .erased(by: fact), "\(part)")
      return false
    } catch {
      let damage = Damage(
        .commitment, segment: vaultPath(), offset: line.lowerBound, position: 2)
      #expect(error == .damaged(damage) && vault != old && vault != new)
      return true
    }
  }
}
