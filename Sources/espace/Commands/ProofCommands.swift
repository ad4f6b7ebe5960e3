import EspaceAdherent
import Foundation

enum CheckpointCommand {
  static let command = Command(
    name: "checkpoint",
    synopsis: "[--as-of WHEN] [--note SIGNATURES] [--data DIR] [--json]",
    summary: "prints a checkpoint of the log in three lines, to keep on paper, mail or sign",
    operands: 0...0, options: ["as-of", "note", "data", "json"]
  ) { context in
    var checkpoint = try context.openLog().checkpoint(at: context.moment)
    if let notice = checkpoint.notice { context.console.complain(notice) }
    if let path = context.arguments.value("note") {
      let block = try KeptFile.bytes(path)
      do throws(SpaceError) { checkpoint = try checkpoint.signed(with: block) } catch {
        throw Failure(.badData, "\(path.visible): \(error.message)")
      }
    }
    try context.console.print(
      context.isJSON ? checkpoint.json : String(checkpoint.text.dropLast()))
    return .success
  }
}

/// Runs `verify --against`: compares the log with a kept checkpoint.
enum AgainstCommand {
  /// Compares a verified log with the checkpoint in a file and prints the result.
  ///
  /// - Returns: `.damaged` when facts are missing or differ, `.badData` for another space's
  ///   checkpoint.
  static func run(_ context: Context, log: SpaceLog, kept: SpaceCheckpoint) throws
    -> ExitCode
  {
    let comparison = try log.compare(with: kept)
    if context.isJSON {
      try context.console.print(comparison.json)
    } else {
      try context.console.print(comparison.lines.map(\.visible))
    }
    switch comparison.finding {
    case .same: return .success
    case .shorter, .rewritten, .unreadable: return .damaged
    case .otherSpace: return .badData
    }
  }
}

enum ProveCommand {
  static let command = Command(
    name: "prove", synopsis: "POSITION [--against CHECKPOINT] | --from FACTS [--data DIR] [--json]",
    summary: "prints a proof of one fact, or a proof that the log extends its first facts",
    operands: 0...1, options: ["against", "from", "data", "json"]
  ) { context in
    let proof = try ProveCommand.proof(context)
    if let notice = proof.notice { context.console.complain(notice) }
    try context.console.print(proof.json)
    return .success
  }

  private static func proof(_ context: Context) throws -> SpaceProof {
    let arguments = context.arguments
    switch (arguments.operands.first, arguments.value("from")) {
    case (let text?, nil):
      guard let position = Int(text), position > 0 else {
        throw Failure(.usage, "A position is a number from 1 on.\n\(command.usage)")
      }
      let kept = try arguments.value("against").map(KeptFile.checkpoint)
      let log = try context.openLog()
      if let found = try kept.map({ try log.compare(with: $0) }), found.finding == .otherSpace {
        throw Failure(.badData, found.lines.map(\.visible).joined(separator: "\n"))
      }
      return try log.prove(position, in: kept)
    case (nil, let text?):
      guard let facts = Int(text), facts > 0, !arguments.has("against") else {
        throw Failure(.usage, "--from takes a number of facts from 1 on, alone.\n\(command.usage)")
      }
      return try context.openLog().proveGrowth(from: facts)
    default: throw Failure(.usage, command.usage)
    }
  }
}

enum VerifyProofCommand {
  static let command = Command(
    name: "verify-proof", synopsis: "PROOF|- [--against CHECKPOINT] [--json]",
    summary: "checks a proof without a space, and its checkpoint against a kept one",
    operands: 1...1, options: ["against", "json"]
  ) { context in
    let path = context.arguments.operands[0]
    let bytes = try KeptFile.bytes(path)
    let kept = try context.arguments.value("against").map(KeptFile.checkpoint)
    let proof: SpaceProof
    do throws(SpaceError) { proof = try SpaceProof(reading: bytes) } catch {
      throw Failure(.badData, "\(path.visible): \(error.message)")
    }
    let check = ProofCheck(proof: proof, kept: kept)
    if context.isJSON {
      try context.console.print(check.json)
    } else {
      try context.console.print(check.lines)
    }
    return check.succeeds ? .success : .difference
  }
}

/// A proof, and the trusted checkpoint to compare it with.
struct ProofCheck {
  let proof: SpaceProof
  let kept: SpaceCheckpoint?

  /// Whether the proof is based on the kept checkpoint; `nil` without a kept checkpoint.
  private var isKept: Bool? {
    kept.map { kept in
      proof.checkpoint.agrees(with: kept) || proof.earlier?.agrees(with: kept) ?? false
    }
  }

  var succeeds: Bool { proof.holds && isKept ?? true }

  var lines: [String] {
    if let fault = proof.fault { return ["THE PROOF DOES NOT HOLD: \(fault)."] }
    let facts = counted(proof.checkpoint.size, "fact")
    var lines: [String]
    if let position = proof.position, let record = proof.record {
      lines = [
        "The proof holds: the log of \(facts) has at position \(position), word for word,",
        record.visible,
      ]
    } else {
      let earlier = counted(proof.earlier?.size ?? 0, "fact")
      lines = ["The proof holds: the log of \(facts) extends the log of \(earlier)."]
      lines += Self.quoted(proof.earlier, "from")
    }
    lines += Self.quoted(proof.checkpoint, "checkpoint")
    switch isKept {
    case nil:
      lines.append(
        "It is worth as much as its checkpoint: compare that with the one you kept.")
    case true?: lines.append("The checkpoint agrees with the kept one.")
    case false?:
      lines.append(
        "THE CHECKPOINT DIFFERS FROM THE KEPT ONE: the proof says nothing about that one.")
    }
    return lines
  }

  private static func quoted(_ checkpoint: SpaceCheckpoint?, _ title: String) -> [String] {
    guard let checkpoint else { return [] }
    let body = checkpoint.text.split(separator: "\n", omittingEmptySubsequences: false).prefix(3)
    return body.enumerated().map { index, line in
      (index == 0 ? title : "").padded(to: 12) + String(line).visible
    }
  }

  var json: String {
    var members = [#""holds":\#(proof.holds)"#]
    if let position = proof.position { members.append(#""position":\#(position)"#) }
    if let earlier = proof.earlier { members.append(#""from":\#(earlier.json)"#) }
    if let isKept { members.append(#""kept":\#(isKept)"#) }
    members.append(#""checkpoint":\#(proof.checkpoint.json)"#)
    return "{" + members.joined(separator: ",") + "}"
  }
}

/// A small file that was kept or received: a checkpoint, a proof or signatures.
enum KeptFile {
  private static let mostBytes = 16 << 20

  /// Returns all bytes of a file, or of standard input for `-`.
  ///
  /// - Throws: `.nothingThere` when it cannot be read, `.badData` when it is over 16 MiB.
  static func bytes(_ path: String) throws(Failure) -> [UInt8] {
    let descriptor = try StandardStreams.openFile(path)
    defer { if descriptor != STDIN_FILENO { close(descriptor) } }
    var bytes: [UInt8] = []
    while true {
      let part = try StandardStreams.read(descriptor, upTo: 1 << 16)
      guard !part.isEmpty else { return bytes }
      bytes += part
      guard bytes.count <= mostBytes else {
        throw Failure(
          .badData,
          "\(path.visible) is longer than 16 MiB, which no checkpoint, proof or signature is.")
      }
    }
  }

  /// Returns the checkpoint in a file.
  ///
  /// - Throws: `.nothingThere`, and `.badData` saying which line is wrong.
  static func checkpoint(_ path: String) throws(Failure) -> SpaceCheckpoint {
    let bytes = try bytes(path)
    do throws(SpaceError) { return try SpaceCheckpoint(reading: bytes) } catch {
      throw Failure(.badData, "\(path.visible): \(error.message)")
    }
  }
}

extension Context {
  /// Opens the log of the space.
  func openLog() throws -> SpaceLog {
    let progress = console.progress()
    defer { progress.end() }
    do throws(SpaceError) {
      return try SpaceLog.open(folder, progress: { progress.tell($0) })
    } catch {
      throw SpaceFolders(folder).failure(error)
    }
  }
}
