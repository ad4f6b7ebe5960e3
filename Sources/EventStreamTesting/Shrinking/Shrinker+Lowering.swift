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

  /// Puts what several large choices of one range add up to into the last of them: one long pause in
  /// the place of three short ones, which then hold nothing back.
  mutating func collect() {
    var places: [UInt64: [Int]] = [:]
    for (place, choice) in best.choices.all.enumerated() where choice.limit > 1 << 20 {
      places[choice.limit, default: []].append(place)
    }
    for group in places.values.sorted(by: { $0[0] < $1[0] }) {
      for (place, next) in zip(group, group.dropFirst()) where next < best.choices.all.count {
        var values = best.choices.values
        let limit = best.choices.all[next].limit
        guard values[place] > 0, limit - min(values[next], limit) >= values[place] else { continue }
        values[next] += values[place]
        values[place] = 0
        _ = attempt(values)
      }
    }
  }

  /// Puts clock steps off to the next place where there is none, so that what stood before them may
  /// go.
  mutating func postpone() {
    var index = 0
    while goesOn {
      let steps = best.choices.spans.filter { $0.kind == .clockStep }
      guard index + 1 < steps.count else { return }
      let (former, latter) = (steps[index].range, steps[index + 1].range)
      var values = best.choices.values
      let (pause, next) = (Array(values[former]), Array(values[latter]))
      if next == [0], pause != [0], former.upperBound <= latter.lowerBound {
        values.replaceSubrange(latter, with: pause)
        values.replaceSubrange(former, with: next)
        _ = attempt(values)
      }
      index += 1
    }
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
