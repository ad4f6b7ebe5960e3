public import Notation

/// The plan of a repair of the log's end, made without changing anything.
public struct RepairPlan: Sendable, Hashable {
  /// The damage that was found.
  public let damage: Damage
  /// The last position that stays.
  public let position: Int
  /// The instant of the last record before the damage.
  public let lastInstant: Instant?
  /// The last segment.
  public let segment: String
  /// The offset in it at which the log will end.
  public let offset: Int
  /// The bytes after that offset, and the file that will keep them; `nil` without such bytes.
  public let log: LogMove?
  /// The private parts of lost positions, and the file that will keep them; `nil` without such
  /// parts.
  public let vault: VaultMove?
  /// The positions that the repair gives up.
  public let lost: LostPositions
  /// The torn tail after the last append, which the next writer keeps beside the log and cuts.
  public let tornTail: TornTail?

  /// Bytes that are moved out of the log's last segment.
  public struct LogMove: Sendable, Hashable {
    /// The number of bytes.
    public let byteCount: Int
    /// The file beside the segment that keeps the bytes.
    public let target: String
  }

  /// Lines that are moved out of the vault.
  public struct VaultMove: Sendable, Hashable {
    /// The segment that is cut.
    public let segment: String
    /// The byte offset of the cut in the segment.
    public let offset: Int
    /// The later segments, which are moved completely, in order.
    public let segments: [String]
    /// The number of lines, which is that of private parts.
    public let lines: Int
    /// The number of bytes.
    public let byteCount: Int
    /// The file that keeps the lines.
    public let target: String
  }

  /// The repair record.
  var record: RepairRecord {
    RepairRecord(
      segment: segment, offset: offset, movedBytes: log?.byteCount ?? 0,
      firstLost: lost.range?.lowerBound, position: position)
  }
}

/// The positions that a repair gives up and that may have been acknowledged, with the evidence.
public struct LostPositions: Sendable, Hashable {
  /// The last position that stays.
  let position: Int
  /// Whether the last writer closed, so that its note is exact.
  package let isExact: Bool
  /// The known durable position of the log; `nil` if it is not beyond `position`.
  ///
  /// The evidence is the last writer's note, or the cached nodes of the tree.
  package let noted: Int?
  /// The number of valid records after the damage.
  package let recordCount: Int
  /// The last position of these records.
  package let lastRecord: Int?
  /// The last lost position that has a private part in the vault.
  package let sealed: Int?

  /// The positions that may have been acknowledged; `nil` if certainly no lost position was.
  public var range: ClosedRange<Int>? {
    // If the writer did not close, the commit group in flight may have been acknowledged.
    let atLeast = isExact ? position : position + 1
    let last = [noted, lastRecord, sealed].compactMap(\.self).reduce(atLeast, max)
    return last > position ? position + 1...last : nil
  }
}

/// The verdict of an inspection: whether a space needs a repair, and whether it may be repaired.
///
/// An inspection changes no file.
public enum SpaceRepair: Sendable, Hashable {
  /// The space has no damage; the next writer repairs a torn tail.
  case intact(tornTail: TornTail?)
  /// A repair moved all bytes, but was interrupted before a fact recorded it.
  case unrecorded(RepairRecord)
  /// The end of the log is damaged, and the plan moves the unverifiable bytes aside.
  case repairable(RepairPlan)
  /// The space has damage that no repair may change.
  case refused(Refusal, Damage)

  /// The reason why damage is not repaired.
  public enum Refusal: String, Sendable, Hashable, CaseIterable {
    /// The damage is in a segment of the log that another segment follows.
    case sealedSegment
    /// The damage is in the header of the last segment, or a segment is missing.
    case header
    /// The damage is in the first append, so that no record would be left.
    case firstAppend
    /// The damage is in `space.json`.
    case manifest
    /// The vault's key is damaged, or belongs to another space.
    case key
    /// The damage is in the vault, in lines that would stay.
    case vault
    /// There is no vault here, or this user may not read it.
    case vaultUnreadable
    /// The vault is ahead of the log by more than a repair can explain.
    case logOlderThanVault
    /// The vault lacks private parts that the log seals.
    case vaultOlderThanLog
    /// Private parts that stay were erased by order of a fact that would be lost.
    case erasedByLostFact
    /// There are more bytes after the damage than a segment can have.
    case tooLong
    /// The repair record of an earlier repair is not in its canonical form.
    case record
  }

  /// The plan; `nil` unless the space is repairable.
  public var plan: RepairPlan? {
    guard case .repairable(let plan) = self else { return nil }
    return plan
  }

  /// The damage; `nil` when the space is intact or only the fact of a repair is missing.
  public var damage: Damage? {
    switch self {
    case .repairable(let plan): plan.damage
    case .refused(_, let damage): damage
    case .intact, .unrecorded: nil
    }
  }
}

/// The bytes of the log's last segment after the last whole append, which contain damage.
struct DamagedEnd {
  /// The minimum length of a record's line with its newline: 302 bytes.
  static let shortestLine = 302

  /// The end of the log if it is cut where the damage begins.
  private(set) var reach: LogReach
  /// The number of bytes that stay: those of a record that lost only its newline.
  private(set) var kept = 0
  private let bytes: [UInt8]

  init(_ bytes: [UInt8], after files: SegmentedLog, damageAt offset: Int) {
    self.bytes = bytes
    reach = LogReach(position: files.state.position, lastSealed: files.state.lastSealed)
    keepWholeRecord(damageAt: offset, files)
  }

  /// The bytes that a repair moves.
  var moved: ArraySlice<UInt8> { bytes[kept...] }

  /// The last position that the bytes may have contained, if the log was not also truncated.
  var lastPossible: Int {
    reach.position + (moved.count + Self.shortestLine - 1) / Self.shortestLine
  }

  /// Keeps a whole record of which only the newline was overwritten; the next writer adds it.
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

  /// The number and the last position of valid records among the bytes that a repair moves.
  var records: (count: Int, last: Int?) {
    var (count, last) = (0, 0)
    for line in moved.split(separator: 0x0a) where line.count < RecordLimits.bytesInLine {
      let position = line.withUnsafeBufferPointer { line in
        (try? RecordView(line, checking: .everything))?.position
      }
      // A record that is also in the log is not lost. A position beyond `lastPossible` is not
      // possible.
      guard let position, position > reach.position, position <= lastPossible else { continue }
      count += 1
      last = max(last, position)
    }
    return (count, count == 0 ? nil : last)
  }
}

/// The record of a repair that is complete or nearly complete, with the contents of its fact.
///
/// The file `EventLog/repair.json` exists from before the log is cut until that fact is durable. So
/// every repair is recorded, even after an interruption.
public struct RepairRecord: Sendable, Hashable {
  /// The segment's path, relative to the space.
  public let segment: String
  /// The offset in it from which bytes were moved.
  public let offset: Int
  /// The number of bytes that were moved.
  public let movedBytes: Int
  /// The first lost position that may have been acknowledged; `nil` if certainly no position was.
  public let firstLost: Int?
  /// The last position that stayed.
  ///
  /// The fact follows it directly.
  public let position: Int

  static let path = SpaceLayout.log + "/repair.json"

  /// The canonical form, ended by a newline.
  func bytes(space: String) -> [UInt8] {
    // Numbers in this format are positive. A number that is 0 or absent is left out.
    let moved = movedBytes > 0 ? #","movedBytes":\#(movedBytes)"# : ""
    let lost = firstLost.map { #","firstLost":\#($0)"# } ?? ""
    return Array(
      #"""
      {"repair":{"format":1,"space":"\#(space)","position":\#(position),"segment":"\#(segment)",\#
      "offset":\#(offset)\#(moved)\#(lost)}}

      """#.utf8)
  }

  /// Reads the record of an earlier repair; `nil` if there is no such record.
  ///
  /// - Throws: `.damaged` if the file is not in its canonical form, `.storage`.
  static func read(on storage: any Storage, space: String) throws(LogError) -> RepairRecord? {
    let bytes = try stored(try ifPresent(try storage.contents(of: path, limit: 4096)))
    guard let bytes else { return nil }
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
  /// The length of a log segment's path, in bytes.
  fileprivate static var segmentPathLength: Int { LogSegment.path(from: 1).utf8.count }
}
