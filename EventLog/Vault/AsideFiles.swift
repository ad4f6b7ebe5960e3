/// The vault lines that a repair moved aside: private parts of facts that the log lost.
///
/// Each repair leaves at most one file, `Vault/aside-<position>.jsonl`, named by the first of these
/// facts. The program never reads its values; only an operator does. An erasure of a member in the
/// file removes the whole file.
enum AsideFile {
  /// The entry of `streams` for lines with an unreadable owner: they may belong to any stream.
  static let anyone = ""
  private static let prefix = "aside-"
  private static let suffix = ".jsonl"

  /// Returns the path of a file; `number` counts the files of a position from 1.
  static func path(from position: Int, number: Int) -> String {
    SpaceLayout.vault + "/" + prefix + String(position) + (number == 1 ? "" : "-\(number)") + suffix
  }

  /// Whether a name in the vault's folder is the name of such a file.
  static func isName(_ name: String) -> Bool { name.hasPrefix(prefix) && name.hasSuffix(suffix) }

  /// Returns the streams that own the lines, and `anyone` if the owner of some bytes is unreadable.
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
  /// Returns the files of private parts that repairs moved aside, each with the streams in it.
  ///
  /// A set that contains `AsideFile.anyone`, the empty text, has bytes with an unreadable owner.
  /// Every erasure removes such a file.
  func asideFiles() throws(StorageFault) -> [(path: String, streams: Set<String>)] {
    let names = try ifPresent(try storage.names(in: SpaceLayout.vault)) ?? []
    var files: [(path: String, streams: Set<String>)] = []
    for name in names.sorted() where AsideFile.isName(name) {
      let path = SpaceLayout.vault + "/" + name
      let bytes = try storage.contents(of: path, limit: .max - 1)
      files.append((path, AsideFile.streams(in: bytes)))
    }
    return files
  }

  /// Overwrites the bytes of such a file, as an erasure does, and removes the file.
  ///
  /// A missing file is accepted, so that an interrupted removal can be repeated.
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
