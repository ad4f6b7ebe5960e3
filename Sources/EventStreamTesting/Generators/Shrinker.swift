/// Simplifies a failing value by editing its choices and making the value again from them.
///
/// Every result is a value of the generator, so a stream that is legal by construction stays legal.
/// The shrinker drops members, then actions, clears clock steps, and drops elements. Then it lowers
/// single choices. It repeats this until nothing helps or the attempts are used up.
struct Shrinker<Value> {
  /// The simplest failing trial so far.
  private(set) var best: Trial<Value>
  private(set) var attempts = 0
  private(set) var shrinks = 0
  private let limit: Int
  private let retry: ([UInt64]) -> Trial<Value>?
  private var tried: Set<[UInt64]> = []

  /// Makes a shrinker.
  ///
  /// - Parameters:
  ///   - trial: A trial that failed.
  ///   - limit: The maximum number of further trials.
  ///   - retry: Makes a trial from edited choices; returns `nil` when they make no value.
  init(_ trial: Trial<Value>, limit: Int, retry: @escaping ([UInt64]) -> Trial<Value>?) {
    best = trial
    self.limit = limit
    self.retry = retry
  }

  /// Whether there are attempts left.
  var goesOn: Bool { attempts < limit }

  mutating func run() {
    var before: Choices
    repeat {
      before = best.choices
      dropMembers()
      dropSpans { $0 == .action }
      clearSpans { $0 == .clockStep }
      dropSpans { $0 == .element }
      clearSpans { $0 == .value }
      collect()
      postpone()
      lowerTogether()
      lowerEach()
      swapNeighbours()
      if best.choices == before { dropNeighbours() }
    } while best.choices < before && goesOn
  }

  /// Tries other choices, and keeps them if they fail too and are simpler.
  mutating func attempt(_ values: [UInt64]) -> Bool {
    guard goesOn, tried.insert(values).inserted else { return false }
    attempts += 1
    guard let trial = retry(values), trial.failure != nil, trial.choices < best.choices else {
      return false
    }
    best = trial
    shrinks += 1
    return true
  }

  /// Returns the counterexample found.
  func counterexample(_ tally: Tally) -> Counterexample<Value> {
    Counterexample(
      value: best.value, choices: best.choices, failure: best.failure ?? Rejection(), tally: tally,
      shrinks: shrinks, attempts: attempts)
  }
}

extension Shrinker {
  /// Drops members, each with all choices about it.
  mutating func dropMembers() {
    drop { choices in
      var ranges: [UInt64: [Range<Int>]] = [:]
      for span in choices.spans {
        if case .member(let member) = span.kind { ranges[member, default: []].append(span.range) }
      }
      return ranges.sorted { $0.key < $1.key }.map(\.value)
    }
  }

  /// Drops spans of some kinds.
  mutating func dropSpans(where isConcerned: @escaping (Span.Kind) -> Bool) {
    drop { choices in
      choices.spans.filter { isConcerned($0.kind) }.map(\.range)
        .sorted { ($0.lowerBound, $0.upperBound) < ($1.lowerBound, $1.upperBound) }
        .map { [$0] }
    }
  }

  /// Drops things: half of them at once, then a quarter, finally one by one; the last ones first.
  private mutating func drop(_ things: (Choices) -> [[Range<Int>]]) {
    var size = max(things(best.choices).count / 2, 1)
    while goesOn {
      var end = things(best.choices).count
      while end > 0, goesOn {
        let current = things(best.choices)
        end = min(end, current.count)
        let start = max(end - size, 0)
        _ = attempt(best.choices.values(without: current[start..<end].flatMap { $0 }))
        end = start
      }
      guard size > 1 else { return }
      size /= 2
    }
  }

  /// Drops up to three neighbouring choices, regardless of their spans.
  ///
  /// For example, dropping the end of one array and the beginning of the next merges the two
  /// arrays.
  mutating func dropNeighbours() {
    for width in 1...3 {
      var place = best.choices.all.count - width
      while place >= 0, goesOn {
        if place + width <= best.choices.all.count {
          _ = attempt(best.choices.values(without: [place..<place + width]))
        }
        place -= 1
      }
    }
  }

  /// Replaces each span of some kinds by a single zero: its simplest form.
  mutating func clearSpans(where isConcerned: (Span.Kind) -> Bool) {
    var index = best.choices.spans.count - 1
    while index >= 0, goesOn {
      if index < best.choices.spans.count {
        let span = best.choices.spans[index]
        if isConcerned(span.kind) {
          var values = best.choices.values
          values.replaceSubrange(span.range, with: [0])
          _ = attempt(values)
        }
      }
      index -= 1
    }
  }
}

extension Choices {
  /// Returns the numbers without those in some ranges.
  fileprivate func values(without ranges: [Range<Int>]) -> [UInt64] {
    var isKept = [Bool](repeating: true, count: all.count)
    for range in ranges { for place in range { isKept[place] = false } }
    return zip(all, isKept).compactMap { $1 ? $0.value : nil }
  }
}

extension Shrinker {
  /// Lowers single choices.
  mutating func lowerEach() {
    var place = 0
    while place < best.choices.all.count, goesOn {
      lower([place])
      place += 1
    }
  }

  /// Lowers all choices with the same number and limit at once: the places that refer to one thing.
  mutating func lowerTogether() {
    var places: [Choice: [Int]] = [:]
    for (place, choice) in best.choices.all.enumerated() where choice.limit > 1 {
      places[choice, default: []].append(place)
    }
    let shared = places.values.filter { $0.count > 1 }.sorted { $0[0] < $1[0] }
    for group in shared where goesOn { lower(group) }
  }

  /// Searches by bisection for the smallest number that still fails in some places.
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

  /// Moves the sum of several large choices with the same limit into the last of them.
  ///
  /// For example, one long pause replaces three short ones. The choices that are now zero do not
  /// block other simplifications.
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

  /// Swaps each clock step with the next one if that is zero.
  ///
  /// The steps before the moved pause can then be dropped.
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

  /// Sorts neighbours of one kind, the simpler one first.
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
  /// The pairs of adjacent spans of one kind.
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
