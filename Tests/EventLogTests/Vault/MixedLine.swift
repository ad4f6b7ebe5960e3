import EventLog
import Testing

/// An erased line, and the vault before and after, to be mixed block by block.
struct MixedLine {
  let store: LogStore
  let storage: MemoryStorage
  let record: Record
  let secret: [UInt8]
  /// The vault with the original line, erased by fact 37, filled with `x`, and erased by fact 52.
  let old: [UInt8]
  let new: [UInt8]
  let filled: [UInt8]
  let other: [UInt8]
  /// The byte range of the line, without its newline.
  let line: Range<Int>

  static let order = Erasure(position: 2, fact: 37)
  static let otherOrder = Erasure(position: 2, fact: 52)

  /// A generator of salts of one digit, which may look like a fact's position.
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

  /// Returns a vault with blocks from several versions, one index of `choice` per block.
  ///
  /// - Parameter shift: The number of bytes by which the borders of the blocks are moved.
  func mixed(_ versions: [[UInt8]], block: Int, shift: Int, _ choice: [Int]) -> [UInt8] {
    var result = old
    let first = (line.lowerBound + shift) / block
    for index in line { result[index] = versions[choice[(index + shift) / block - first]][index] }
    return result
  }

  /// Returns the number of blocks that the line touches.
  func blocks(of block: Int, shift: Int) -> Int {
    (line.upperBound - 1 + shift) / block - (line.lowerBound + shift) / block + 1
  }

  /// Returns whether a border of 512-byte blocks is within the line's first 100 bytes.
  ///
  /// The versions of the line differ there.
  func isBorderNearStart(_ shift: Int) -> Bool {
    (1...100).contains(512 - (line.lowerBound + shift) % 512)
  }

  /// Writes a vault and checks that the line is the old one, the new one, or half-erased.
  ///
  /// - Returns: Whether the line is half-erased.
  func look(at vault: [UInt8], whole new: [UInt8], by fact: Int) throws -> Bool {
    storage[path: vaultPath()] = vault
    do throws(LogError) {
      let part = try store.sealedPayload(of: record)
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
