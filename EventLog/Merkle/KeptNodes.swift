import Digests
import Notation

/// The nodes that a writer kept, read one by one from their file.
struct KeptNodes: Sendable {
  private let reference: FileReference
  /// The offset of the first node.
  private let start: Int
  /// How many whole blocks of 256 leaves the nodes stand for.
  let blocks: Int
  /// SHA-256 of all nodes, for a writer that goes on from them.
  private let sum: Digest

  /// Opens the file; `nil` when there is none.
  ///
  /// A writer that replaces the file meanwhile does not change this one.
  init?(on storage: any Storage, space: String) throws(SnapshotFault) {
    let (size, head): (Int, [UInt8])
    do throws(StorageFault) {
      reference = try FileReference(storage, NodeFile.path, for: .reading)
      size = try storage.size(of: reference.file)
      head = try storage.bytes(of: reference.file, in: 0..<NodeFile.longestHeader)
    } catch {
      guard !error.isNotFound else { return nil }
      throw .storage(error)
    }
    (blocks, sum, start) = try NodeFile.readHeader(head, space: space)
    guard size == start + NodeFile.bytesInNode * NodeFile.count(blocks: blocks) else {
      throw .form
    }
  }

  /// How many records the kept nodes know: as many were durable when they were kept; 0 when there
  /// are none, or none of use.
  static func count(on storage: any Storage, space: String) -> Int {
    let kept = try? KeptNodes(on: storage, space: space)
    return kept.map { $0.blocks << NodeFile.lowestLevel } ?? 0
  }

  /// The root of a subtree, in one read; `nil` when it was not kept.
  func root(of subtree: PerfectSubtree) throws(SnapshotFault) -> Digest? {
    guard let number = NodeFile.number(of: subtree, blocks: blocks) else { return nil }
    let bytes = try read(number..<number + 1)
    guard let digest = Digest(bytes: bytes) else { throw .form }
    return digest
  }

  /// The bytes of all nodes, their sum checked.
  func all() throws(SnapshotFault) -> [UInt8] {
    let bytes = try read(0..<NodeFile.count(blocks: blocks))
    guard SHA256.hash(bytes) == sum else { throw .form }
    return bytes
  }

  /// The first node that is another than it must be, or the sum of all if only that is wrong.
  ///
  /// - Parameter right: the bytes of as many nodes, computed from the log.
  func difference(from right: [UInt8]) throws(StorageFault) -> Damage? {
    let found = try reference.storage.bytes(
      of: reference.file, in: start..<start + NodeFile.bytesInNode * NodeFile.count(blocks: blocks))
    guard let place = zip(found, right).enumerated().first(where: { $1.0 != $1.1 })?.offset else {
      guard SHA256.hash(found) != sum else { return nil }
      return Damage(
        .snapshot, segment: NodeFile.path, offset: 0, expected: SHA256.hash(right).hex,
        found: sum.hex)
    }
    let number = place / NodeFile.bytesInNode
    let node = number * NodeFile.bytesInNode..<(number + 1) * NodeFile.bytesInNode
    return Damage(
      .snapshot, segment: NodeFile.path, offset: start + node.lowerBound,
      position: NodeFile.firstPosition(ofNode: number), expected: hexText(right[node]),
      found: hexText(found[node]))
  }

  private func read(_ numbers: Range<Int>) throws(SnapshotFault) -> [UInt8] {
    let size = NodeFile.bytesInNode
    let range = start + numbers.lowerBound * size..<start + numbers.upperBound * size
    do throws(StorageFault) {
      return try reference.storage.bytes(of: reference.file, in: range)
    } catch { throw .storage(error) }
  }
}
