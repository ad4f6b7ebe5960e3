public import Digests
import Notation

/// A proof that is verified without the space: of one fact, or of the growth of a log.
public enum SpaceProof: Sendable, Hashable {
  /// The log of a checkpoint contains a fact.
  case inclusion(InclusionProof)
  /// A log still begins with the facts of an earlier checkpoint.
  case consistency(ConsistencyProof)

  /// The reason why the proof does not hold; `nil` if it holds, provided that its checkpoint is
  /// trusted.
  ///
  /// - Complexity: O(log facts).
  public var fault: ProofFault? {
    switch self {
    case .inclusion(let proof): proof.fault
    case .consistency(let proof): proof.fault
    }
  }

  /// Whether the proof is valid, provided that its checkpoint is trusted.
  ///
  /// - Complexity: O(log facts).
  public var holds: Bool { fault == nil }

  /// The checkpoints in the proof.
  package var checkpoints: [SpaceCheckpoint] {
    switch self {
    case .inclusion(let proof): [proof.checkpoint]
    case .consistency(let proof): [proof.from, proof.checkpoint]
    }
  }

  /// The checkpoint that the proof is based on.
  public var checkpoint: SpaceCheckpoint {
    switch self {
    case .inclusion(let proof): proof.checkpoint
    case .consistency(let proof): proof.checkpoint
    }
  }
}

extension SpaceProof {
  /// The only supported format.
  package static let format = 1
  /// The maximum size of a file: a line of 1 MiB with every byte escaped, and the rest (8 MiB).
  package static let mostBytes = 8 << 20
  /// The maximum number of hashes in a path: two per level of the largest tree.
  private static let longestPath = 128

  /// The canonical form: one line of JSON, ended by a newline.
  package var bytes: [UInt8] {
    var writer = JSONWriter()
    writer.object { fields in
      fields("format", Self.format)
      switch self {
      case .inclusion(let proof): proof.describe(&fields)
      case .consistency(let proof): proof.describe(&fields)
      }
    }
    return escapingMarks(writer.bytes) + [0x0a]
  }

  /// Reads a proof in its canonical form.
  ///
  /// - Throws: `ProofFormFault`. A proof that can be read may still not hold.
  package init(canonical bytes: [UInt8]) throws(ProofFormFault) {
    guard bytes.count <= Self.mostBytes else { throw .tooLong }
    var format: Int?
    let proof: SpaceProof?
    do throws(JSONFault) {
      proof = try bytes.withUnsafeBufferPointer { (bytes) throws(JSONFault) in
        var scanner = JSONScanner(bytes, spacing: .free)
        guard scanner.skip(#"{"format":"#) else { return nil }
        format = try Int(from: &scanner)
        guard format == Self.format else { return nil }
        return try Self.read(&scanner)
      }
    } catch { throw .form(at: error.offset) }
    if let format, format != Self.format { throw .format(format) }
    // The proof must have the same bytes when it is written again, so that it has only one
    // spelling.
    guard let proof else { throw .form(at: 0) }
    let written = proof.bytes
    guard written == bytes else {
      throw .form(at: zip(written, bytes).enumerated().first { $1.0 != $1.1 }?.offset ?? 0)
    }
    self = proof
  }

  private static func read(_ scanner: inout JSONScanner) throws(JSONFault) -> SpaceProof? {
    if scanner.skip(#","proof":"inclusion""#) {
      guard scanner.skip(#","record":"#) else { return nil }
      let record = try scanner.string(limit: RecordLimits.bytesInLine)
      guard scanner.skip(#","leaf":"#) else { return nil }
      let leaf = try scanner.plain(Digest.init(hexBytes:))
      guard scanner.skip(#","index":"#) else { return nil }
      let index = try Int(from: &scanner)
      guard scanner.skip(#","size":"#) else { return nil }
      let size = try Int(from: &scanner)
      guard let path = try path(&scanner), let checkpoint = try checkpoint(&scanner, "checkpoint")
      else { return nil }
      return .inclusion(
        InclusionProof(
          record: Array(record.utf8), leaf: leaf, index: index, size: size, path: path,
          checkpoint: checkpoint))
    }
    guard scanner.skip(#","proof":"consistency""#),
      let from = try checkpoint(&scanner, "from"), let path = try path(&scanner),
      let checkpoint = try checkpoint(&scanner, "checkpoint")
    else { return nil }
    return .consistency(ConsistencyProof(from: from, path: path, checkpoint: checkpoint))
  }

  private static func path(_ scanner: inout JSONScanner) throws(JSONFault) -> [Digest]? {
    guard scanner.skip(#","path":"#) else { return nil }
    var path: [Digest] = []
    try scanner.elements { (scanner) throws(JSONFault) in
      guard path.count < longestPath else { throw JSONFault(.tooLong, at: scanner.offset) }
      path.append(try scanner.plain(Digest.init(hexBytes:)))
    }
    return path
  }

  private static func checkpoint(
    _ scanner: inout JSONScanner, _ name: StaticString
  ) throws(JSONFault) -> SpaceCheckpoint? {
    guard scanner.skip(",\""), scanner.skip(name), scanner.skip("\":") else { return nil }
    let start = scanner.offset
    let text = try scanner.string(limit: SpaceCheckpoint.mostBytes)
    guard let checkpoint = try? SpaceCheckpoint(canonical: Array(text.utf8)) else {
      throw JSONFault(.invalidValue, at: start)
    }
    return checkpoint
  }
}

/// The reason why bytes are not a proof.
package enum ProofFormFault: Error, Sendable, Hashable {
  case tooLong
  /// The proof has the format of another version.
  case format(Int)
  /// The bytes differ from the canonical form, from this offset on.
  case form(at: Int)
}

extension InclusionProof {
  fileprivate func describe(_ fields: inout JSONWriter) {
    fields("proof", "inclusion")
    fields("record", String(decoding: record, as: UTF8.self))
    fields("leaf", leaf.hex)
    fields("index", index)
    fields("size", size)
    fields("path", path.map(\.hex))
    fields("checkpoint", checkpoint.text)
  }
}

extension ConsistencyProof {
  fileprivate func describe(_ fields: inout JSONWriter) {
    fields("proof", "consistency")
    fields("from", from.text)
    fields("path", path.map(\.hex))
    fields("checkpoint", checkpoint.text)
  }
}

/// A self-contained proof that the log of a checkpoint contains a record (RFC 6962 §2.1.1).
public struct InclusionProof: Sendable, Hashable {
  /// The record's line, without its newline.
  public package(set) var record: [UInt8]
  /// The record's hash.
  public package(set) var leaf: Digest
  /// The index of the leaf, counted from 0: the record's position minus 1.
  public package(set) var index: Int
  /// The number of records in the tree.
  public package(set) var size: Int
  /// The audit path, from the leaf up.
  public package(set) var path: [Digest]
  /// The tree's checkpoint, signed or not.
  public package(set) var checkpoint: SpaceCheckpoint

  package init(
    record: [UInt8], leaf: Digest, index: Int, size: Int, path: [Digest],
    checkpoint: SpaceCheckpoint
  ) {
    self.record = record
    self.leaf = leaf
    self.index = index
    self.size = size
    self.path = path
    self.checkpoint = checkpoint
  }

  /// The reason why the proof does not hold; `nil` if the log of the checkpoint contains the
  /// record.
  ///
  /// - Complexity: O(log n) hashes.
  public var fault: ProofFault? {
    guard let position = Self.position(of: record, leaf: leaf) else { return .record }
    guard position - 1 == index, index < size else { return .index }
    guard size == checkpoint.size else { return .size }
    let holds = Merkle.verifyInclusion(
      of: leaf, at: index, in: size, proof: path, root: checkpoint.root)
    return holds ? nil : .path
  }

  /// Returns the position of a line, if it is a valid record and its hash is the leaf.
  private static func position(of line: [UInt8], leaf: Digest) -> Int? {
    line.withUnsafeBufferPointer { line in
      guard let view = try? RecordView(line, checking: .everything), view.hash == leaf else {
        return nil
      }
      return view.position
    }
  }
}

/// The reason why a proof does not hold.
public enum ProofFault: String, Sendable, Hashable, CaseIterable {
  /// The line is not a valid record, or its hash is not the leaf.
  case record
  /// The record's position does not match the index, or the index is outside the tree.
  case index
  /// The size differs from the checkpoint's, or the earlier size is 0 or exceeds the later size.
  case size
  /// The checkpoints belong to different logs.
  case origin
  /// The path does not lead to the checkpoint's root, or has a missing or an extra hash.
  case path
}

extension ProofFault: CustomStringConvertible {
  /// The reason, in words.
  public var description: String {
    switch self {
    case .record: "the hash of the record is not the leaf"
    case .index: "the record has another position than the proof says"
    case .size: "the sizes of the trees do not fit"
    case .origin: "the checkpoints belong to different logs"
    case .path: "the hashes do not lead to the checkpoint's root"
    }
  }
}

/// A proof that a log still begins with the records of an earlier checkpoint (RFC 6962 §2.1.2).
public struct ConsistencyProof: Sendable, Hashable {
  /// The earlier checkpoint, signed or not.
  ///
  /// Its size is at least 1.
  public package(set) var from: SpaceCheckpoint
  /// The nodes, in the order of RFC 6962.
  public package(set) var path: [Digest]
  /// The later checkpoint.
  public package(set) var checkpoint: SpaceCheckpoint

  package init(from: SpaceCheckpoint, path: [Digest], checkpoint: SpaceCheckpoint) {
    self.from = from
    self.path = path
    self.checkpoint = checkpoint
  }

  /// The reason why the proof does not hold; `nil` if the later log extends the earlier one.
  ///
  /// - Complexity: O(log n) hashes.
  public var fault: ProofFault? {
    guard from.origin.utf8.elementsEqual(checkpoint.origin.utf8) else { return .origin }
    guard from.size >= 1, from.size <= checkpoint.size else { return .size }
    let holds = Merkle.verifyConsistency(
      from: from.size, root: from.root, to: checkpoint.size, root: checkpoint.root, proof: path)
    return holds ? nil : .path
  }
}
