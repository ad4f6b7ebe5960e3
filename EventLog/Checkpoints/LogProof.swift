import Digests
import Notation

/// A proof of either kind, as it is kept in a file of its own.
package enum LogProof: Sendable, Hashable {
  case inclusion(InclusionProof)
  case consistency(ConsistencyProof)

  /// What does not hold; `nil` when the proof proves what it says.
  package var fault: ProofFault? {
    switch self {
    case .inclusion(let proof): proof.fault
    case .consistency(let proof): proof.fault
    }
  }

  /// The checkpoints in it.
  package var checkpoints: [Checkpoint] {
    switch self {
    case .inclusion(let proof): [proof.checkpoint]
    case .consistency(let proof): [proof.from, proof.checkpoint]
    }
  }

  /// The checkpoint that it leads to.
  package var checkpoint: Checkpoint {
    switch self {
    case .inclusion(let proof): proof.checkpoint
    case .consistency(let proof): proof.checkpoint
    }
  }
}

extension LogProof {
  /// The only form there is.
  package static let format = 1
  /// The most bytes of a file: a line of 1 MiB with every byte escaped, and the rest.
  package static let mostBytes = 8 << 20
  /// The most hashes of a path: two for each level of the largest tree.
  private static let longestPath = 128

  /// The one written form: one line of JSON, ended by a newline.
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

  /// Reads the one written form.
  ///
  /// - Throws: `ProofFormFault`; a proof that can be read may still not hold.
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
    // Written again, it must be the same bytes: no second spelling of a proof is a proof.
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

/// Why bytes are no proof.
package enum ProofFormFault: Error, Sendable, Hashable {
  case tooLong
  /// It was written by another version.
  case format(Int)
  /// It is not in its one form, from this byte on.
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
