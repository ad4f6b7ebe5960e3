import Digests

/// The private parts of records in order of position, read in one pass over the vault.
///
/// It knows what verifies and nothing else: whoever gets `nil` asks the store, which tells why.
package struct SecretPass {
  private var lines: VaultLines

  /// Begins before the line of a position.
  package init(_ store: LogStore, from position: Int) {
    let starts = (try? VaultFiles.starts(on: store.storage)) ?? []
    let first = starts.lastIndex { $0 <= position } ?? starts.startIndex
    lines = VaultLines(store.vault, Array(starts[first...]))
  }

  /// The private part of a record behind those that were asked for before; `nil` when the line that
  /// comes next is not what the record sealed.
  package mutating func part(of view: RecordView) -> SecretPart? {
    while true {
      if !lines.hasNext, (try? lines.readOn(before: nil)) == nil { return nil }
      guard let next = lines.next, let position = next.position, position <= view.position else {
        return nil
      }
      if position == view.position { break }
      lines.skip()
    }
    guard let range = lines.next?.range else { return nil }
    return lines.withBytes { bytes in
      guard let line = VaultLine(UnsafeBufferPointer(rebasing: bytes[range])), line.isOf(view),
        case .sealed(let salt, let secret) = line.content,
        view.commits(to: salt.commitment(to: UnsafeRawBufferPointer(secret)))
      else { return nil }
      return .value(Array(secret))
    }
  }
}
