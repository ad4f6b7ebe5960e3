import Notation

/// Entries with an instant each, taken in order of time; entries of one instant in order of adding.
struct Agenda<Entry: Sendable>: Sendable {
  private struct Line: Sendable {
    let at: Instant
    let number: Int
    let entry: Entry

    func isBefore(_ other: Line) -> Bool { (at, number) < (other.at, other.number) }
  }

  /// A binary heap: no line is before its parent, at half its index.
  private var lines: [Line] = []
  private var added = 0

  /// Adds an entry.
  ///
  /// - Complexity: O(log entries).
  mutating func add(_ entry: Entry, at instant: Instant) {
    lines.append(Line(at: instant, number: added, entry: entry))
    added += 1
    var index = lines.count - 1
    while index > 0, lines[index].isBefore(lines[(index - 1) / 2]) {
      lines.swapAt(index, (index - 1) / 2)
      index = (index - 1) / 2
    }
  }

  /// Removes and returns the earliest entry; `nil` if there is none.
  ///
  /// - Complexity: O(log entries).
  mutating func next() -> (at: Instant, entry: Entry)? {
    guard let first = lines.first else { return nil }
    let last = lines.removeLast()
    guard !lines.isEmpty else { return (first.at, first.entry) }
    lines[0] = last
    var index = 0
    while true {
      let children = [2 * index + 1, 2 * index + 2].filter { $0 < lines.count }
      guard let child = children.min(by: { lines[$0].isBefore(lines[$1]) }),
        lines[child].isBefore(lines[index])
      else { return (first.at, first.entry) }
      lines.swapAt(index, child)
      index = child
    }
  }
}
