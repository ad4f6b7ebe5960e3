import Foundation
import Testing

/// A space that is written to, and an auditor's files, in a temporary folder.
final class AuditedSpace {
  static let log = "EventLog/00000000000000000001.jsonl"
  static let vault = "Vault/00000000000000000001.jsonl"
  static let nodes = "Projections/merkle.nodes"

  let folder: TemporaryFolder
  let path: String
  private var members = 0

  /// Copies the sample, which has six facts.
  init() throws {
    folder = try TemporaryFolder()
    path = try Sample.copy(in: folder)
  }

  /// Runs a command on the space.
  func run(_ words: String...) throws -> Run {
    try launch(EspaceBinary.path, words + ["--data", path], Data(), [:], nil)
  }

  /// Enrols members with an e-mail address each.
  ///
  /// Each enrolment is two sealed facts.
  func enrol(_ count: Int) throws {
    let lines = (0..<count).map { _ in
      members += 1
      return #"{"do":"enrolMember","by":"mutuelle","number":"\#(280_000 + members)","#
        + #""name":"Zoé \#(members)","email":"zoe\#(members)@example.org"}"# + "\n"
    }
    let run = try espace("perform", "--data", path, input: lines.joined())
    try #require(run.code == 0, "\(run.output)\(run.errors)")
  }

  /// Writes the current checkpoint to a file beside the space and returns the file's path.
  func keepCheckpoint(_ name: String = "kept") throws -> String {
    try folder.file(name, try run("checkpoint").output)
  }

  /// Copies files of the space to a folder beside it, as a backup does.
  func backUp(_ parts: String..., as name: String) throws {
    try FileManager.default.createDirectory(
      atPath: "\(folder)/\(name)", withIntermediateDirectories: true)
    for part in parts {
      try FileManager.default.copyItem(
        atPath: "\(path)/\(part)", toPath: "\(folder)/\(name)/\(part)")
    }
  }

  /// Replaces parts of the space with those of a backup.
  func putBack(_ parts: String..., from name: String) throws {
    for part in parts {
      try FileManager.default.removeItem(atPath: "\(path)/\(part)")
      try FileManager.default.copyItem(
        atPath: "\(folder)/\(name)/\(part)", toPath: "\(path)/\(part)")
    }
  }

  func remove(_ part: String) throws {
    try FileManager.default.removeItem(atPath: "\(path)/\(part)")
  }

  func bytes(_ part: String) throws -> [UInt8] {
    Array(try Data(contentsOf: URL(fileURLWithPath: "\(path)/\(part)")))
  }

  func put(_ bytes: [UInt8], at part: String) throws {
    try Data(bytes).write(to: URL(fileURLWithPath: "\(path)/\(part)"))
  }

  /// Returns the lines of the log's only segment.
  ///
  /// The first line is its header.
  func logLines() throws -> [String] {
    String(decoding: try bytes(Self.log), as: UTF8.self).split(separator: "\n").map(String.init)
  }

  /// Cuts the log after a position.
  func cutLog(behind position: Int) throws {
    let lines = try logLines().prefix(position + 1)
    try put(Array(lines.map { $0 + "\n" }.joined().utf8), at: Self.log)
  }

  /// Returns the time at which the fact at a position was recorded.
  func instant(_ position: Int) throws -> String {
    let line = try logLines()[position]
    let start = try #require(line.firstRange(of: #""at":""#)).upperBound
    return String(line[start...].prefix { $0 != "\"" })
  }
}
