extension Shrinker {
  /// Makes single choices smaller.
  mutating func lowerEach() {
    var place = 0
    while place < best.choices.all.count, goesOn {
      lower([place])
      place += 1
    }
  }

  /// Makes choices smaller that are the same number of the same range, all at once: the places
  /// where one thing is named.
  mutating func lowerTogether() {
    var places: [Choice: [Int]] = [:]
    for (place, choice) in best.choices.all.enumerated() where choice.limit > 1 {
      places[choice, default: []].append(place)
    }
    let shared = places.values.filter { $0.count > 1 }.sorted { $0[0] < $1[0] }
    for group in shared where goesOn { lower(group) }
  }

  /// Looks by halves for the smallest number that still fails in some places.
  private mutating func lower(_ places: [Int]) {
    guard let first = places.first, let last = places.last, last < best.choices.all.count else {
      return
    }
    var high = best.choices.all[first].value
    guard high > 0, !set(places, to: 0) else { return }
    var low: UInt64 = 0
    while high - low > 1, last < best.choices.all.count, goesOn {
      let middle = low + (high - low) / 2
      if set(places, to: middle) { high = middle } else { low = middle }
    }
  }

  private mutating func set(_ places: [Int], to value: UInt64) -> Bool {
    var values = best.choices.values
    for place in places where place < values.count { values[place] = value }
    return attempt(values)
  }

  /// Puts neighbours of one kind in order, the simpler first.
  mutating func swapNeighbours() {
    var index = 0
    while goesOn {
      let pairs = best.choices.neighbours
      guard index < pairs.count else { return }
      let (left, right) = pairs[index]
      var values = best.choices.values
      let (former, latter) = (Array(values[left]), Array(values[right]))
      if latter.lexicographicallyPrecedes(former) {
        values.replaceSubrange(left.lowerBound..<right.upperBound, with: latter + former)
        _ = attempt(values)
      }
      index += 1
    }
  }
}

extension Choices {
  /// The pairs of things of one kind that stand side by side.
  fileprivate var neighbours: [(Range<Int>, Range<Int>)] {
    let elements = spans.filter { $0.kind == .element || $0.kind == .action }
    var startingAt: [Int: [Span]] = [:]
    for span in elements { startingAt[span.range.lowerBound, default: []].append(span) }
    return elements.flatMap { span in
      (startingAt[span.range.upperBound] ?? []).filter { $0.kind == span.kind }
        .map { (span.range, $0.range) }
    }
  }
}
