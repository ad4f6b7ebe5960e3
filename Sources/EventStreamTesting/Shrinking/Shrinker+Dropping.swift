extension Shrinker {
  /// Leaves out members, each with all that was ever done to it.
  mutating func dropMembers() {
    drop { choices in
      var ranges: [UInt64: [Range<Int>]] = [:]
      for span in choices.spans {
        if case .member(let member) = span.kind { ranges[member, default: []].append(span.range) }
      }
      return ranges.sorted { $0.key < $1.key }.map(\.value)
    }
  }

  /// Leaves out the things of a kind.
  mutating func dropSpans(where isConcerned: @escaping (Span.Kind) -> Bool) {
    drop { choices in
      choices.spans.filter { isConcerned($0.kind) }.map(\.range)
        .sorted { ($0.lowerBound, $0.upperBound) < ($1.lowerBound, $1.upperBound) }
        .map { [$0] }
    }
  }

  /// Leaves out things: half of them at once, then a quarter, at last one by one, the last first.
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

  /// Leaves out a few neighbouring choices, whatever they made: the end of one array and the
  /// beginning of the next, say, which makes one of both.
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

  /// Puts one zero in the place of whatever made each thing of a kind: its simplest form.
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
  /// The numbers without those in some ranges.
  fileprivate func values(without ranges: [Range<Int>]) -> [UInt64] {
    var isKept = [Bool](repeating: true, count: all.count)
    for range in ranges { for place in range { isKept[place] = false } }
    return zip(all, isKept).compactMap { $1 ? $0.value : nil }
  }
}
