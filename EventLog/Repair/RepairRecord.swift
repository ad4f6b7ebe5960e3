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
