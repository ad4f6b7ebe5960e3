import EventLog

/// A proof that is verified without the space: of one fact, or of the growth of a log.
public struct SpaceProof: Sendable, Hashable {
  let proof: LogProof
  /// The notice about making the proof, in words, if any.
  public let notice: String?

  init(_ proof: LogProof, notice: String? = nil) {
    self.proof = proof
    self.notice = notice
  }

  /// Reads a proof in its canonical form, after removing the additions of mail programs.
  ///
  /// - Parameter bytes: The whole file.
  /// - Throws: `SpaceError` of kind `.invalid` when the bytes are no proof. One changed byte makes
  ///   the proof invalid or a different one.
  public init(reading bytes: [UInt8]) throws(SpaceError) {
    do throws(ProofFormFault) {
      let proof = try LogProof(reading: MailedText.cleaned(bytes))
      guard proof.checkpoints.allSatisfy({ $0.extensions.isEmpty }) else {
        throw ProofFormFault.form(at: 0)
      }
      self.init(proof)
    } catch {
      let why =
        switch error {
        case .tooLong: "it is longer than 8 MiB"
        case .format(let format): "it has format \(format), which this version does not read"
        case .form(let offset): "it is not in the form of one from byte \(offset) on"
        }
      throw SpaceError(.invalid, "This is no proof: \(why).")
    }
  }

  /// The proof as one line of JSON, like the file but without the newline.
  public var json: String { String(decoding: proof.bytes.dropLast(), as: UTF8.self) }

  /// Whether the proof is valid, provided that its checkpoint is trusted.
  ///
  /// - Complexity: O(log facts).
  public var holds: Bool { proof.fault == nil }

  /// The reason why the proof is invalid, in words; `nil` if it is valid.
  public var fault: String? {
    proof.fault.map {
      switch $0 {
      case .record: "the record does not hash to the leaf"
      case .index: "the record stands at another position than the proof says"
      case .size: "the sizes of the trees do not fit"
      case .origin: "the checkpoints are of different logs"
      case .path: "the hashes do not lead to the checkpoint's root"
      }
    }
  }

  /// The position of the proved fact; `nil` for a proof of growth.
  public var position: Int? {
    guard case .inclusion(let proof) = proof else { return nil }
    return proof.index + 1
  }

  /// The fact's line in the log; `nil` for a proof of growth.
  public var record: String? {
    guard case .inclusion(let proof) = proof else { return nil }
    return String(decoding: proof.record, as: UTF8.self)
  }

  /// The earlier checkpoint that the log continues; `nil` for a proof of one fact.
  public var earlier: SpaceCheckpoint? {
    guard case .consistency(let proof) = proof else { return nil }
    return SpaceCheckpoint(proof.from)
  }

  /// The checkpoint that the proof is based on.
  public var checkpoint: SpaceCheckpoint { SpaceCheckpoint(proof.checkpoint) }
}

extension SpaceProof: CustomStringConvertible {
  /// The proved statement, and whether the proof is valid.
  public var description: String {
    let what =
      position.map { "position \($0) in \(checkpoint.facts) facts" }
      ?? "growth from \(earlier?.facts ?? 0) to \(checkpoint.facts) facts"
    return "SpaceProof(\(what), \(holds ? "holds" : "does not hold"))"
  }
}
