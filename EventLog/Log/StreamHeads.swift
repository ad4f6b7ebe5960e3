import Notation

/// The last position and the last sequence of a stream.
package struct StreamHead: Sendable, Hashable {
  /// The position of the stream's last record.
  package let position: Int
  /// The sequence of the last record, which is the number of the stream's records.
  package let sequence: Int

  package init(position: Int, sequence: Int) {
    self.position = position
    self.sequence = sequence
  }

  static let none = StreamHead(position: 0, sequence: 0)
}

/// The head of every stream, found by the bytes of its name without allocating.
///
/// An open-addressed table of indexes into names that are stored one after another. It takes about
/// 50 bytes per stream; a dictionary of strings takes three times as much. A stream in the snapshot
/// is added only when a record is appended to it.
struct StreamHeads: Sendable {
  /// The snapshot that contains the other streams.
  var base: LogSnapshot?
  /// The error of a failed lookup in `base`, after which the heads must not be trusted.
  private(set) var fault: SnapshotFault?
  private var slots = [UInt32](repeating: 0, count: 16)
  private var names: [UInt8] = []
  private var nameEnds: [Int] = []
  private var heads: [StreamHead] = []

  var count: Int { heads.count }

  subscript(index: Int) -> StreamHead {
    get { heads[index] }
    set { heads[index] = newValue }
  }

  /// Creates a table on the streams of a snapshot, if one is given.
  init(on base: LogSnapshot? = nil) { self.base = base }

  /// Returns the head of a stream, or `nil` when it has no record.
  func head(of name: String) throws(SnapshotFault) -> StreamHead? {
    var name = name
    let found: Result<StreamHead?, SnapshotFault> = name.withUTF8 { name in
      let slot = slots[slot(of: name)]
      if slot != 0 { return .success(heads[Int(slot) - 1]) }
      do throws(SnapshotFault) { return .success(try base?.head(of: name)) } catch {
        return .failure(error)
      }
    }
    let head = try found.get()
    return head?.sequence == 0 ? nil : head
  }

  /// Returns the index of a stream, and adds a new stream without records.
  mutating func index(of name: UnsafeBufferPointer<UInt8>) -> Int {
    let slot = slot(of: name)
    if slots[slot] != 0 { return Int(slots[slot]) - 1 }
    heads.append(kept(name) ?? .none)
    names.append(contentsOf: name)
    nameEnds.append(names.count)
    slots[slot] = UInt32(heads.count)
    if heads.count * 4 > slots.count * 3 { grow() }
    return heads.count - 1
  }

  mutating func index(of name: String) -> Int {
    var name = name
    return name.withUTF8 { index(of: $0) }
  }

  private mutating func kept(_ name: UnsafeBufferPointer<UInt8>) -> StreamHead? {
    do throws(SnapshotFault) { return try base?.head(of: name) } catch {
      fault = error
      return nil
    }
  }

  func name(at index: Int) -> String {
    String(decoding: names[nameRange(index)], as: UTF8.self)
  }

  /// The table rows of the streams with records in this table, sorted.
  var rows: [TableRow] {
    names.withUnsafeBufferPointer { names in
      heads.indices.filter { heads[$0].sequence > 0 }.map {
        LogSnapshot.row(of: UnsafeBufferPointer(rebasing: names[nameRange($0)]), heads[$0])
      }
    }.sorted()
  }

  /// Returns the same heads on a snapshot that was made from an earlier state of this table.
  func rebased(on index: LogSnapshot, madeOf earlier: StreamHeads) -> StreamHeads {
    var table = StreamHeads(on: index)
    names.withUnsafeBufferPointer { names in
      for place in heads.indices
      where place >= earlier.count || heads[place] != earlier.heads[place] {
        let index = table.index(of: UnsafeBufferPointer(rebasing: names[nameRange(place)]))
        table.heads[index] = heads[place]
      }
    }
    return table
  }

  private func nameRange(_ index: Int) -> Range<Int> {
    (index == 0 ? 0 : nameEnds[index - 1])..<nameEnds[index]
  }

  /// Returns the slot of a name, or the empty slot for it.
  private func slot(of name: UnsafeBufferPointer<UInt8>) -> Int {
    let mask = slots.count - 1
    var slot = Self.hash(name) & mask
    while slots[slot] != 0, !hasName(Int(slots[slot]) - 1, name) { slot = (slot + 1) & mask }
    return slot
  }

  private func hasName(_ index: Int, _ name: UnsafeBufferPointer<UInt8>) -> Bool {
    let range = nameRange(index)
    guard range.count == name.count, let one = name.baseAddress else { return false }
    return names.withUnsafeBufferPointer { names in
      guard let base = names.baseAddress else { return false }
      return SystemCalls.sameBytes(base + range.lowerBound, one, count: range.count)
    }
  }

  private mutating func grow() {
    slots = [UInt32](repeating: 0, count: slots.count * 2)
    names.withUnsafeBufferPointer { names in
      let mask = slots.count - 1
      for index in heads.indices {
        var slot = Self.hash(UnsafeBufferPointer(rebasing: names[nameRange(index)])) & mask
        while slots[slot] != 0 { slot = (slot + 1) & mask }
        slots[slot] = UInt32(index + 1)
      }
    }
  }

  /// Returns a hash of the first 8, the middle 8 and the last 8 bytes of a name.
  ///
  /// These are nearly all bytes of the names in use. The bytes that differ most are drawn at
  /// random, so that collisions cannot be chosen.
  @inline(__always)
  private static func hash(_ name: UnsafeBufferPointer<UInt8>) -> Int {
    var mixed = UInt64(truncatingIfNeeded: name.count)
    func mix(_ word: UInt64) {
      mixed = (mixed ^ word) &* 0x9e37_79b9_7f4a_7c15
      mixed ^= mixed &>> 29
    }
    if name.count >= 8 {
      mix(name.eight(at: 0))
      mix(name.eight(at: (name.count &- 8) / 2))
      mix(name.eight(at: name.count &- 8))
    } else {
      for byte in name { mix(UInt64(byte)) }
    }
    return Int(truncatingIfNeeded: mixed &>> 32)
  }
}
