/// The vault lines that a repair moved aside: private parts of facts which the log lost.
///
/// Each repair leaves at most one file, `Vault/aside-<position>.jsonl`, named by the first of these
/// facts. Nobody reads it but an operator; an erasure of anyone in it removes it whole.
enum AsideFile {
  /// What stands in `streams` for lines whose owner cannot be read: they may be anyone's.
  static let anyone = ""
  private static let prefix = "aside-"
  private static let suffix = ".jsonl"

  /// The path of a file, which is the number-th of that position.
  static func path(from position: Int, number: Int) -> String {
    SpaceLayout.vault + "/" + prefix + String(position) + (number == 1 ? "" : "-\(number)") + suffix
  }

  /// Whether a name in the vault is such a file's.
  static func isName(_ name: String) -> Bool { name.hasPrefix(prefix) && name.hasSuffix(suffix) }

  /// The streams that lines belong to, with `anyone` if that of some bytes cannot be read.
  static func streams(in bytes: [UInt8]) -> Set<String> {
    bytes.withUnsafeBufferPointer { bytes in
      var streams: Set<String> = []
      var start = 0
      while start < bytes.count {
        let end = SystemCalls.newline(in: bytes, from: start) ?? bytes.count
        let line = VaultLine(UnsafeBufferPointer(rebasing: bytes[start..<end]))
        streams.insert(line.map { String(decoding: $0.stream, as: UTF8.self) } ?? anyone)
        start = end + 1
      }
      return streams
    }
  }
}

extension VaultStore {
  /// The files of private parts that repairs moved aside, each with the streams that they belong to.
  ///
  /// A set that holds `AsideFile.anyone`, the empty text, has bytes whose owner cannot be read: such
  /// a file goes with an erasure of whomever.
  func asideFiles() throws(StorageFault) -> [(path: String, streams: Set<String>)] {
    let names: [String]
    do throws(StorageFault) { names = try storage.names(in: SpaceLayout.vault) } catch {
      guard error.isNotFound else { throw error }
      return []
    }
    var files: [(path: String, streams: Set<String>)] = []
    for name in names.sorted() where AsideFile.isName(name) {
      let path = SpaceLayout.vault + "/" + name
      let bytes = try storage.contents(of: path, limit: .max - 1)
      files.append((path, AsideFile.streams(in: bytes)))
    }
    return files
  }

  /// Removes such a file for good: its bytes are overwritten first, as an erased line's are.
  ///
  /// A file that is gone already is no error, so that a removal cut short can be done again.
  func removeAside(_ path: String) throws(StorageFault) {
    do throws(StorageFault) {
      try storage.withFile(path, for: .writing) { (file) throws(StorageFault) in
        let blank = [UInt8](repeating: 0x20, count: try storage.size(of: file))
        try storage.writeAll(blank, to: file, at: 0)
        try storage.sync(file)
      }
      try storage.remove(path)
    } catch {
      guard error.isNotFound else { throw error }
    }
    try storage.syncFolder(SpaceLayout.vault)
  }
}
