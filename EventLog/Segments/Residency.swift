import Synchronization

/// How much of a mapped log the process has looked at here and there, so that a large one does not
/// fill the memory with pages that the system would have to take back.
///
/// A log of at most 512 MiB stays as it is: to find its pages again would cost a question about one
/// member as much as the answer.
final class Residency: Sendable {
  private static let bytesToKeep = 512 << 20
  /// The system maps 16 pages around the one that was looked at: 256 looks are at most 16 MiB.
  private static let looksToKeep = 256

  private let looks = Atomic(0)

  /// Notes that so many records were looked at, wherever they lie.
  func note(_ count: Int, in files: LogFiles) {
    let noted = looks.wrappingAdd(count, ordering: .relaxed).newValue
    guard noted > Self.looksToKeep else { return }
    looks.store(0, ordering: .relaxed)
    let mapped = files.segments.compactMap(\.mapped)
    guard mapped.reduce(0, { $0 + $1.count }) > Self.bytesToKeep else { return }
    for bytes in mapped { bytes.letGo() }
    // Where they lie was looked up in as many places of the index.
    files.state.streams.base?.offsets.letGo()
  }
}

extension LogSegment {
  /// What is mapped of it.
  fileprivate var mapped: MappedBytes? {
    switch source {
    case .mapped(let mapped): mapped
    case .file(_, let mapped): mapped
    }
  }
}
