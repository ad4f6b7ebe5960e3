extension LogStore {
  /// Returns the record at position 1 without reading `space.json`, or `nil` when it cannot be
  /// read.
  ///
  /// The segment's header is skipped: a wrong `space.json` must not hide the record that proves it wrong.
  /// The record's form and hash are checked.
  ///
  /// - Throws: `.storage`, unless the file is absent or belongs to another user.
  package static func firstRecord(on storage: any Storage) throws(LogError) -> Record? {
    for limit in [bytesExpected, SegmentHeader.longest + RecordLimits.bytesInLine] {
      let bytes: [UInt8]
      do throws(StorageFault) {
        bytes = try storage.contents(of: LogSegment.path(from: 1), limit: limit)
      } catch {
        guard error.isNotFound || error.isDenied else { throw .storage(error) }
        return nil
      }
      if let record = firstRecord(in: bytes) { return record }
      guard bytes.count > limit else { return nil }
    }
    return nil
  }

  /// The bytes that the header and the first record take in nearly all spaces: 32 KiB.
  private static let bytesExpected = 32 << 10

  private static func firstRecord(in bytes: [UInt8]) -> Record? {
    bytes.withUnsafeBufferPointer { bytes in
      guard let header = SystemCalls.newline(in: bytes, from: 0),
        let end = SystemCalls.newline(in: bytes, from: header + 1),
        let view = try? RecordView(
          UnsafeBufferPointer(rebasing: bytes[(header + 1)..<end]), checking: .everything),
        view.position == 1
      else { return nil }
      return view.copied()
    }
  }

  /// Returns whether the first segment of the vault names a space; `nil` where it cannot be read.
  package static func isVault(of space: String, on storage: any Storage) -> Bool? {
    let path = VaultFiles.path(from: 1)
    guard let bytes = try? storage.contents(of: path, limit: SegmentHeader.longest) else {
      return nil
    }
    return bytes.withUnsafeBufferPointer { bytes in
      guard let newline = SystemCalls.newline(in: bytes, from: 0) else { return nil }
      let line = UnsafeBufferPointer(rebasing: bytes[..<newline])
      return position(inHeader: line, #"{"vault":{"format":"#, space: space)?.isOfSpace
    }
  }
}
