import EventLog
import FoundationEssentials
import Membership
import Notation

/// What libFuzzer calls with bytes of its own.
///
/// Which of the four readers gets them is chosen when this is compiled. Nothing but a trap is a
/// finding: to refuse bytes is what readers are for.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let bytes = UnsafeBufferPointer(start: start, count: count)
  #if FUZZ_LINES
    scan(bytes)
  #elseif FUZZ_ACTIONS
    _ = try? ActionRequest(json: bytes) { UUID(high: 0, low: 1) }
  #elseif FUZZ_LOGS
    verify(log: Array(bytes), vault: [])
  #else
    verify(log: Array(Golden.log.utf8), vault: Array(bytes))
  #endif
  return 0
}

/// Reads a line as both scanners do, and each member of it once more.
private func scan(_ bytes: UnsafeBufferPointer<UInt8>) {
  var strict = JSONScanner(bytes)
  _ = try? JSONObject(from: &strict)
  var free = JSONScanner(bytes, spacing: .free)
  free.skipSpace()
  guard let object = try? JSONObject(from: &free) else { return }
  for member in object.members {
    for entry in EventTable.entries.prefix(8) {
      _ = try? EventCodec.decode(
        type: entry.name, schema: 1, data: UnsafeBufferPointer(rebasing: bytes[member.value]),
        privatePart: .none)
    }
  }
}

/// Opens a space whose log and vault are these bytes, as a reader, and verifies it.
private func verify(log: [UInt8], vault: [UInt8]) {
  let storage = MemoryStorage()
  do {
    try storage.makeRoot()
    for folder in [SpaceLayout.log, SpaceLayout.vault] {
      try storage.makeFolder(folder, mode: .folder)
    }
    try storage.replace(SpaceLayout.manifest, with: Array(Golden.manifest.utf8), mode: .file)
    try storage.replace("EventLog/00000000000000000001.jsonl", with: log, mode: .file)
    if !vault.isEmpty {
      try storage.replace("Vault/00000000000000000001.jsonl", with: vault, mode: .vaultFile)
    }
    let store = try LogStore.open(
      on: storage, for: .reading, checking: .everything, replaying: { _ in })
    _ = try store.verify()
    // What a history shows of a sealed record, whatever became of its line.
    for position in 1...max(1, store.durablePosition) {
      guard let record = try store.record(at: position) else { break }
      guard let sealed = record.sealed else { continue }
      _ = try? store.secretPart(at: position, of: record.stream, sealed)
    }
  } catch {}
}
