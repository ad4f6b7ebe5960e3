import EventLog
import Foundation
import Testing

/// A closed small space in a folder of the real file system.
///
/// It has five records in three appends, three of them sealed. Each append begins a new segment of
/// log and vault.
final class RealSpace {
  let folder: TemporaryFolder
  let root: String
  let records: [Record]
  let secrets: [SealedPayload]
  /// All files, by path in the space.
  let files: [String: [UInt8]]
  let key: [UInt8]

  var storage: DiskStorage { DiskStorage(root: root) }

  init(maximumSegmentBytes: Int = 1) throws {
    folder = try TemporaryFolder()
    root = folder.path + "/space"
    let store = try Fixture.store(
      on: DiskStorage(root: root), maximumSegmentBytes: maximumSegmentBytes)
    try store.append(
      Append(expected: ["a": 0], drafts: [Fixture.draft("a", 1, data: "{}", secret: #"{"n":1}"#)]))
    try store.append(
      Append(
        expected: ["a": 1, "b": 0],
        drafts: [
          Fixture.draft("b", 2, data: "{}"),
          Fixture.draft("a", 2, data: "{}", secret: #"{"n":2}"#),
        ]))
    try store.append(
      Append(
        expected: ["a": 2, "b": 1],
        drafts: [
          Fixture.draft("a", 3, data: "{}", secret: #"{"n":3}"#),
          Fixture.draft("b", 3, data: "{}", cause: .earlier(0)),
        ]))
    store.close()
    records = try Fixture.records(store)
    secrets = try records.map { try store.sealedPayload(of: $0) }
    files = try Self.files(in: root)
    key = try #require(files["Vault/key"])
  }

  /// The paths of all files, sorted.
  var paths: [String] { files.keys.sorted() }

  /// All files of a folder, by their paths in it.
  static func files(in root: String) throws -> [String: [UInt8]] {
    var files: [String: [UInt8]] = [:]
    let paths = try FileManager.default.subpathsOfDirectory(atPath: root)
    for path in paths {
      var isFolder: ObjCBool = false
      _ = FileManager.default.fileExists(atPath: root + "/" + path, isDirectory: &isFolder)
      if !isFolder.boolValue {
        files[path] = Array(try Data(contentsOf: URL(fileURLWithPath: root + "/" + path)))
      }
    }
    return files
  }

  /// Replaces the bytes of a file, or removes the file.
  func put(_ bytes: [UInt8]?, at path: String) throws {
    let full = root + "/" + path
    guard let bytes else { return try FileManager.default.removeItem(atPath: full) }
    // The file is changed in place, so that its mode stays, even if it denies writing.
    let mode = try? storage.mode(of: path)
    if mode == .sealedFile { try storage.setMode(of: path, to: .file) }
    let file = try storage.open(path, for: .openingOrCreating(mode ?? .file))
    defer { storage.close(file) }
    if try storage.size(of: file) != bytes.count { try storage.truncate(file, to: bytes.count) }
    var done = 0
    while done < bytes.count {
      done += try bytes.withUnsafeBytes {
        try storage.write(UnsafeRawBufferPointer(rebasing: $0[done...]), to: file, at: done)
      }
    }
    if let mode { try storage.setMode(of: path, to: mode) }
  }

  /// Restores all files.
  func restore() throws {
    let now = try Self.files(in: root)
    for path in now.keys where files[path] == nil { try put(nil, at: path) }
    for (path, bytes) in files where now[path] != bytes { try put(bytes, at: path) }
  }

  /// Returns the offset at which the line of a byte begins.
  func lineStart(_ path: String, _ offset: Int) -> Int {
    let before = files[path]?[..<offset].lastIndex(of: 0x0a)
    return before.map { $0 + 1 } ?? 0
  }

  /// Returns the position of the record that contains a byte of log or vault.
  ///
  /// Returns `nil` in a header.
  func position(_ path: String, _ offset: Int) -> Int? {
    guard let bytes = files[path] else { return nil }
    let line = String(
      decoding: bytes[lineStart(path, offset)...].prefix { $0 != 0x0a }, as: UTF8.self)
    guard line.hasPrefix(#"{"position":"#) else { return nil }
    return Int(line.dropFirst(12).prefix { $0.isNumber })
  }
}
