package import Notation

/// What a repair of the log's end would do: found without changing anything.
package struct RepairPlan: Sendable, Hashable {
  /// What does not verify.
  package let damage: Damage
  /// The last position that stays.
  package let position: Int
  /// The instant of the last record before the damage.
  package let at: Instant?
  /// The last segment.
  package let segment: String
  /// The offset in it at which the log will end.
  package let offset: Int
  /// The bytes behind that offset and the file that will keep them; `nil` when there are none.
  package let log: LogMove?
  /// The private parts of lost positions and the file that will keep them; `nil` without any.
  package let vault: VaultMove?
  package let lost: LostPositions
  /// What a crash left behind the last append, which the next writer keeps beside the log and cuts.
  package let unfinished: RecoveryReport.TornEnd?

  /// Bytes that go out of the log's last segment.
  package struct LogMove: Sendable, Hashable {
    package let byteCount: Int
    /// The file beside the segment that keeps them.
    package let target: String
  }

  /// Lines that go out of the vault.
  package struct VaultMove: Sendable, Hashable {
    /// The segment that is cut, and where.
    package let segment: String
    package let offset: Int
    /// The later segments, which go whole, in order.
    package let segments: [String]
    package let lines: Int
    package let byteCount: Int
    /// The one file that keeps them.
    package let target: String
  }

  /// What is to be recorded of the repair.
  var record: RepairRecord {
    RepairRecord(
      segment: segment, offset: offset, movedBytes: log?.byteCount ?? 0,
      firstLost: lost.range?.lowerBound, position: position)
  }
}

/// Which positions a repair gives up that may have been acknowledged, and what tells so.
package struct LostPositions: Sendable, Hashable {
  /// The last position that stays.
  let position: Int
  /// Whether the last writer closed in order, so that its note is exact.
  package let isExact: Bool
  /// The position up to which the log is known to have been durable, by its last writer's note or
  /// by kept nodes of the tree; `nil` when that is no further.
  package let noted: Int?
  /// How many whole records stand behind the damage that verify by themselves.
  package let recordCount: Int
  /// The last position among them.
  package let lastRecord: Int?
  /// The last position beyond with a private part in the vault.
  package let sealed: Int?

  /// The positions that may have been acknowledged; `nil` when surely none was.
  package var range: ClosedRange<Int>? {
    // Whatever a writer that did not close had on its way may have been acknowledged.
    let atLeast = isExact ? position : position + 1
    let last = [noted, lastRecord, sealed].compactMap(\.self).reduce(atLeast, max)
    return last > position ? position + 1...last : nil
  }
}

/// What a look at a space says of a repair.
package enum RepairVerdict: Sendable, Hashable {
  /// Nothing is damaged; what a crash left behind the last append, the next writer puts right.
  case sound(unfinished: RecoveryReport.TornEnd?)
  /// A repair moved everything, and was cut short before the log said so.
  case unrecorded(RepairRecord)
  case repairable(RepairPlan)
  /// Something is damaged that no repair may touch.
  case refused(Refusal, Damage)

  /// Why a damage is not repaired.
  package enum Refusal: String, Sendable, Hashable, CaseIterable {
    /// It stands in a segment of the log that another follows.
    case sealedSegment
    /// It stands in the header of the last segment, or a segment is missing.
    case header
    /// It stands in the first append: nothing would be left.
    case firstAppend
    case manifest
    case key
    /// It stands in the vault, before what the log's end leaves.
    case vault
    /// There is no vault here, or this user may not read it.
    case vaultUnreadable
    case logOlderThanVault
    case vaultOlderThanLog
    /// Private parts that stay were erased by order of a fact that would be lost.
    case erasedByLostFact
    /// More stands behind the damage than a segment can have.
    case tooLong
    /// The note of an earlier repair is not in its form.
    case record
  }
}

/// The bytes of a log's last segment from the last whole append on, in which damage stands.
struct DamagedEnd {
  /// No record's line is shorter, its newline included.
  static let shortestLine = 302

  /// How far the log reaches when it is cut where the damage begins.
  private(set) var reach: LogReach
  /// How many of the bytes stay: those of a record that only lost its newline.
  private(set) var kept = 0
  private let bytes: [UInt8]

  init(_ bytes: [UInt8], after files: SegmentedLog, damageAt offset: Int) {
    self.bytes = bytes
    reach = LogReach(position: files.state.position, lastSealed: files.state.lastSealed)
    keepWholeRecord(damageAt: offset, files)
  }

  /// The bytes that a repair moves.
  var moved: ArraySlice<UInt8> { bytes[kept...] }

  /// The last position that the bytes may have held, for a log that was not cut besides.
  var lastPossible: Int {
    reach.position + (moved.count + Self.shortestLine - 1) / Self.shortestLine
  }

  /// Leaves a record where it is whose newline only was overwritten: the next writer adds it.
  private mutating func keepWholeRecord(damageAt offset: Int, _ files: SegmentedLog) {
    guard let segment = files.segments.last else { return }
    let before = bytes[..<min(offset, bytes.count)].lastIndex(of: 0x0a)
    let start = before.map { $0 + 1 } ?? 0
    let rest = bytes[start...]
    let line = rest.prefix { $0 != 0x0a }.prefix(RecordLimits.bytesInLine)
    let length = line.withUnsafeBufferPointer { SegmentReader.wholeRecord(in: $0) }
    guard let length, start + length < bytes.count else { return }
    var (state, copy) = (files.state, segment)
    let completed = bytes[..<(start + length)].withUnsafeBufferPointer { bytes -> LogReach? in
      var scan = SegmentReader(
        path: segment.path, bytes: bytes, base: segment.end, checking: .everything)
      return try? scan.run(into: &state, &copy) { _ in }?.completed
    }
    guard let completed else { return }
    reach = completed
    kept = start + length
  }

  /// The records among the bytes that a repair moves which verify by themselves.
  var records: (count: Int, last: Int?) {
    var (count, last) = (0, 0)
    for line in moved.split(separator: 0x0a) where line.count < RecordLimits.bytesInLine {
      let position = line.withUnsafeBufferPointer { line in
        (try? RecordView(line, checking: .everything))?.position
      }
      // What stands there a second time is not lost, and no record is further than bytes reach.
      guard let position, position > reach.position, position <= lastPossible else { continue }
      count += 1
      last = max(last, position)
    }
    return (count, count == 0 ? nil : last)
  }
}

/// A repair that was carried out, or nearly: what the fact will say that records it.
///
/// It stands in `EventLog/repair.json` from before the log is cut until that fact is durable, so
/// that no repair goes unrecorded, wherever it is cut short.
package struct RepairRecord: Sendable, Hashable {
  /// The segment, relative to the space.
  package let segment: String
  /// The offset in it from which bytes were moved.
  package let offset: Int
  package let movedBytes: Int
  /// The first position lost that may have been acknowledged; `nil` when surely none was.
  package let firstLost: Int?
  /// The last position that stayed: the fact comes right after it.
  package let position: Int

  static let path = SpaceLayout.log + "/repair.json"

  /// The one written form, ended by a newline.
  func bytes(space: String) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.append(#"{"repair":{"format":1,"space":""#)
    bytes.append(contentsOf: space.utf8)
    bytes.append(#"","position":"#)
    bytes.append(decimal: position)
    bytes.append(#","segment":""#)
    bytes.append(contentsOf: segment.utf8)
    bytes.append(#"","offset":"#)
    bytes.append(decimal: offset)
    // A number in the format is positive: what is none is left out.
    if movedBytes > 0 {
      bytes.append(#","movedBytes":"#)
      bytes.append(decimal: movedBytes)
    }
    if let firstLost {
      bytes.append(#","firstLost":"#)
      bytes.append(decimal: firstLost)
    }
    bytes.append("}}\n")
    return bytes
  }

  /// Reads what an earlier repair noted; `nil` when there is none.
  ///
  /// - Throws: `.damaged` when the file is not in its form, `.storage`.
  static func read(on storage: any Storage, space: String) throws(LogError) -> RepairRecord? {
    let bytes: [UInt8]
    do throws(StorageFault) { bytes = try storage.contents(of: path, limit: 4096) } catch {
      guard error.isNotFound else { throw .storage(error) }
      return nil
    }
    guard let record = bytes.withUnsafeBufferPointer({ parsed($0) }),
      record.bytes(space: space) == bytes
    else { throw .damaged(Damage(.form, segment: path, offset: 0)) }
    return record
  }

  private static func parsed(_ text: UnsafeBufferPointer<UInt8>) -> RepairRecord? {
    var cursor = LineCursor(text)
    guard cursor.skip(#"{"repair":{"format":1,"space":""#), cursor.take(32) != nil,
      cursor.skip(#"","position":"#), let position = cursor.positive(),
      cursor.skip(#","segment":""#), let segment = cursor.take(SpaceLayout.segmentPathLength),
      cursor.skip(#"","offset":"#), let offset = cursor.positive()
    else { return nil }
    let moved = cursor.skip(#","movedBytes":"#) ? cursor.positive() : nil
    let lost = cursor.skip(#","firstLost":"#) ? cursor.positive() : nil
    return RepairRecord(
      segment: String(decoding: segment, as: UTF8.self), offset: offset, movedBytes: moved ?? 0,
      firstLost: lost, position: position)
  }
}

extension SpaceLayout {
  /// The length of the path of a log segment.
  fileprivate static var segmentPathLength: Int { LogSegment.path(from: 1).utf8.count }
}
