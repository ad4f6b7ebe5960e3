import EspaceAdherent

enum ProveCommand {
  static let command = Command(
    name: "prove", synopsis: "POSITION [--against CHECKPOINT] | --from FACTS [--data DIR] [--json]",
    summary: "prints a proof of one fact, or that the log goes on from when it had so many facts",
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
