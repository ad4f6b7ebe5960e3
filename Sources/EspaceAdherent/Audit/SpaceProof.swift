public import EventLog

extension SpaceProof {
  /// Reads a proof in its canonical form, after removing the additions of mail programs.
  ///
  /// - Parameter bytes: The whole file.
  /// - Throws: `SpaceError` of kind `.invalid` when the bytes are no proof. One changed byte makes
  ///   the proof invalid or a different one.
  public init(reading bytes: [UInt8]) throws(SpaceError) {
    do throws(ProofFormFault) {
      try self.init(canonical: MailedText.cleaned(bytes))
      guard checkpoints.allSatisfy({ $0.extensions.isEmpty }) else {
        throw ProofFormFault.form(at: 0)
      }
    } catch {
      let why =
        switch error {
        case .tooLong: "it is longer than 8 MiB"
        case .format(let format): "it has format \(format), which this version does not read"
        case .form(let offset): "it differs from the form of a proof from byte \(offset) on"
        }
      throw SpaceError(.invalid, "This is no proof: \(why).")
    }
  }

  /// The proof as one line of JSON, like the file but without the newline.
  public var json: String { String(decoding: bytes.dropLast(), as: UTF8.self) }

  /// The notice about making the proof, in words, if any.
  public var notice: String? { checkpoint.notice }

  /// The position of the proved fact; `nil` for a proof of growth.
  public var position: Int? {
    guard case .inclusion(let proof) = self else { return nil }
    return proof.index + 1
  }

  /// The fact's line in the log; `nil` for a proof of growth.
  public var record: String? {
    guard case .inclusion(let proof) = self else { return nil }
    return String(decoding: proof.record, as: UTF8.self)
  }

  /// The earlier checkpoint that the log continues; `nil` for a proof of one fact.
  public var earlier: SpaceCheckpoint? {
    guard case .consistency(let proof) = self else { return nil }
    return proof.from
  }
}

extension SpaceProof: CustomStringConvertible {
  /// The proved statement, and whether the proof is valid.
  public var description: String {
    let what =
      position.map { "position \($0) in \(checkpoint.size) facts" }
      ?? "growth from \(earlier?.size ?? 0) to \(checkpoint.size) facts"
    return "SpaceProof(\(what), \(holds ? "holds" : "does not hold"))"
  }
}
