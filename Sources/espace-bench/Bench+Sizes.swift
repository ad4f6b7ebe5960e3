import EventLog

extension Bench {
  /// Bytes on disk beside the same facts as plain lines of JSON.
  mutating func sizes() throws {
    try size("nothing sealed", .open) {
      $0.asking(atMost: 1.35 * ($0.medianOfLimit ?? 0), "≤ × 1.35")
    }
    try size("each with a private part", .sealed) {
      $0.asking(atMost: 1.9 * ($0.medianOfLimit ?? 0), "≤ × 1.9")
    }
    try size("realistic mix", .mixed) { $0 }
  }

  private mutating func size(
    _ what: String, _ kind: FactSource.Kind, _ judged: (Figure) -> Figure
  ) throws {
    let count = options.isQuick ? 2_000 : 100_000
    let (store, disk, _) = try newStore()
    var plain = 0
    while store.durablePosition < count {
      let append = facts.append(of: 1_000, kind)
      for draft in append.drafts { plain += draft.secret?.count ?? 0 }
      try store.append(append)
    }
    try store.scan(1...count) { view in
      plain += PlainLine.count(view)
      return true
    }
    store.close()
    let stored = try files(of: disk).reduce(0) { try $0 + bytes(of: [$1], disk) }
    add(
      judged(
        Figure(
          work: "bytes on disk, log and vault, \(what)", unit: "bytes/fact",
          samples: [Double(stored) / Double(count)],
          limit: (
            "the same facts as plain NDJSON, with their positions", [Double(plain) / Double(count)]
          ))))
  }

  /// The segments of log and vault.
  func files(of disk: some Storage) throws -> [String] {
    try [SpaceLayout.log, SpaceLayout.vault].flatMap { folder in
      try disk.names(in: folder).filter { $0.hasSuffix(".jsonl") }.map { "\(folder)/\($0)" }
    }
  }

  func bytes(of paths: [String], _ disk: some Storage) throws -> Int {
    try paths.reduce(0) { sum, path in
      let file = try disk.open(path, for: .reading)
      defer { disk.close(file) }
      return try sum + disk.size(of: file)
    }
  }
}

/// The same fact as people write it who prove nothing: with its position, which causes refer to, but
/// without chain, hash and seal.
enum PlainLine {
  static func count(_ view: RecordView) -> Int {
    let record = view.copied()
    let chain = #","previous":,"until":"#.utf8.count
    let digits = [record.previous ?? 0, record.until].reduce(0) { $0 + String($1).utf8.count }
    let sealed = record.sealed == nil ? 0 : #","sealed":"""#.utf8.count + 64
    return view.line.count + 1 - 75 - chain - digits - sealed
  }
}
