import EspaceAdherent

enum VerifyProofCommand {
  static let command = Command(
    name: "verify-proof", synopsis: "PROOF|- [--against CHECKPOINT] [--json]",
    summary: "checks a proof without any space, and its checkpoint against one that was kept",
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

/// A proof, and the checkpoint that somebody trusts.
struct ProofCheck {
  let proof: SpaceProof
  let kept: SpaceCheckpoint?

  /// Whether the proof rests on the checkpoint that was kept; `nil` when none was given.
  private var isKept: Bool? {
    kept.map { kept in
      proof.checkpoint.agrees(with: kept) || proof.earlier?.agrees(with: kept) ?? false
    }
  }

  var succeeds: Bool { proof.holds && isKept ?? true }

  var lines: [String] {
    if let fault = proof.fault { return ["THE PROOF DOES NOT HOLD: \(fault)."] }
    let facts = counted(proof.checkpoint.facts, "fact")
    var lines: [String]
    if let position = proof.position, let record = proof.record {
      lines = [
        "The proof holds: the log of \(facts) has at position \(position), word for word,",
        record.visible,
      ]
    } else {
      let earlier = counted(proof.earlier?.facts ?? 0, "fact")
      lines = ["The proof holds: the log of \(facts) goes on from the log of \(earlier)."]
      lines += Self.quoted(proof.earlier, "from")
    }
    lines += Self.quoted(proof.checkpoint, "checkpoint")
    switch isKept {
    case nil: lines.append("It is worth what its checkpoint is: compare it with the one you kept.")
    case true?: lines.append("The checkpoint is the one that was kept.")
    case false?:
      lines.append("THE CHECKPOINT IS NOT THE ONE THAT WAS KEPT: it proves nothing of it.")
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
