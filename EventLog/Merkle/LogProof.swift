package import Digests
import Notation

/// A proof of either kind, as it is stored in a file.
package enum LogProof: Sendable, Hashable {
  case inclusion(InclusionProof)
  case consistency(ConsistencyProof)

  /// The reason why the proof does not hold; `nil` if it holds.
  package var fault: ProofFault? {
    switch self {
    case .inclusion(let proof): proof.fault
    case .consistency(let proof): proof.fault
    }
  }

  /// The checkpoints in the proof.
  package var checkpoints: [Checkpoint] {
    switch self {
    case .inclusion(let proof): [proof.checkpoint]
    case .consistency(let proof): [proof.from, proof.checkpoint]
    }
  }

  /// The checkpoint that the path leads to.
  package var checkpoint: Checkpoint {
    switch self {
    case .inclusion(let proof): proof.checkpoint
    case .consistency(let proof): proof.checkpoint
    }
  }
}

extension LogProof {
  /// The only supported format.
  package static let format = 1
  /// The maximum size of a file: a line of 1 MiB with every byte escaped, and the rest (8 MiB).
  package static let mostBytes = 8 << 20
  /// The maximum number of hashes in a path: two per level of the largest tree.
  private static let longestPath = 128

  /// The canonical form: one line of JSON, ended by a newline.
  package var bytes: [UInt8] {
    var writer = JSONWriter()
    writer.beginObject()
    writer.key("format")
    writer.integer(Self.format)
    writer.key("proof")
    switch self {
    case .inclusion(let proof): proof.write(to: &writer)
    case .consistency(let proof): proof.write(to: &writer)
    }
    writer.endObject()
    return escapingMarks(writer.bytes) + [0x0a]
  }

  /// Reads a proof in its canonical form.
  ///
  /// - Throws: `ProofFormFault`. A proof that can be read may still not hold.
  package init(reading bytes: [UInt8]) throws(ProofFormFault) {
    guard bytes.count <= Self.mostBytes else { throw .tooLong }
    var format: Int?
    let proof: LogProof?
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

  private static func read(_ scanner: inout JSONScanner) throws(JSONFault) -> LogProof? {
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
  ) throws(JSONFault) -> Checkpoint? {
    guard scanner.skip(",\""), scanner.skip(name), scanner.skip("\":") else { return nil }
    let start = scanner.offset
    let text = try scanner.string(limit: Checkpoint.mostBytes)
    guard let checkpoint = try? Checkpoint(reading: Array(text.utf8)) else {
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
  fileprivate func write(to writer: inout JSONWriter) {
    writer.string("inclusion")
    writer.key("record")
    writer.string(String(decoding: record, as: UTF8.self))
    writer.key("leaf")
    writer.string(leaf.hex)
    writer.key("index")
    writer.integer(index)
    writer.key("size")
    writer.integer(size)
    writer.path(path)
    writer.key("checkpoint")
    writer.string(checkpoint.text)
  }
}

extension ConsistencyProof {
  fileprivate func write(to writer: inout JSONWriter) {
    writer.string("consistency")
    writer.key("from")
    writer.string(from.text)
    writer.path(path)
    writer.key("checkpoint")
    writer.string(checkpoint.text)
  }
}

extension JSONWriter {
  fileprivate mutating func path(_ path: [Digest]) {
    key("path")
    beginArray()
    for node in path { string(node.hex) }
    endArray()
  }
}

/// A self-contained proof that the log of a checkpoint contains a record (RFC 6962 §2.1.1).
package struct InclusionProof: Sendable, Hashable {
  /// The record's line, without its newline.
  package var record: [UInt8]
  /// The record's hash.
  package var leaf: Digest
  /// The index of the leaf, counted from 0: the record's position minus 1.
  package var index: Int
  /// The number of records in the tree.
  package var size: Int
  /// The audit path, from the leaf up.
  package var path: [Digest]
  /// The tree's checkpoint, signed or not.
  package var checkpoint: Checkpoint

  package init(
    record: [UInt8], leaf: Digest, index: Int, size: Int, path: [Digest], checkpoint: Checkpoint
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
  package var fault: ProofFault? {
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
package enum ProofFault: String, Sendable, Hashable, CaseIterable {
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

/// A proof that a log still begins with the records of an earlier checkpoint (RFC 6962 §2.1.2).
package struct ConsistencyProof: Sendable, Hashable {
  /// The earlier checkpoint, signed or not.
  ///
  /// Its size is at least 1.
  package var from: Checkpoint
  /// The nodes, in the order of RFC 6962.
  package var path: [Digest]
  /// The later checkpoint.
  package var checkpoint: Checkpoint

  package init(from: Checkpoint, path: [Digest], checkpoint: Checkpoint) {
    self.from = from
    self.path = path
    self.checkpoint = checkpoint
  }

  /// The reason why the proof does not hold; `nil` if the later log extends the earlier one.
  ///
  /// - Complexity: O(log n) hashes.
  package var fault: ProofFault? {
    guard from.origin.utf8.elementsEqual(checkpoint.origin.utf8) else { return .origin }
    guard from.size >= 1, from.size <= checkpoint.size else { return .size }
    let holds = Merkle.verifyConsistency(
      from: from.size, root: from.root, to: checkpoint.size, root: checkpoint.root, proof: path)
    return holds ? nil : .path
  }
}
