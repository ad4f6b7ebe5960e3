extension ChoiceSource {
  /// Draws a value of a generator.
  public mutating func draw<Value>(
    _ generator: Generator<Value>
  ) throws(Rejection) -> Value {
    try generator.draw(&self)
  }

  /// Gives an integer of a range, each as likely; the simplest is the one nearest to zero.
  ///
  /// - Parameter range: A range of integers of at most 64 bits.
  public mutating func integer<Value: FixedWidthInteger>(
    in range: ClosedRange<Value>
  ) -> Value {
    let origin = min(max(0, range.lowerBound), range.upperBound)
    let above = UInt64(truncatingIfNeeded: range.upperBound &- origin)
    let below = UInt64(truncatingIfNeeded: origin &- range.lowerBound)
    let choice = number(upTo: above &+ below)
    // Numbers alternate around the origin as long as there are some on both sides.
    let paired = min(above, below)
    let isPaired = choice / 2 < paired || choice / 2 == paired && choice % 2 == 0
    let distance = isPaired ? choice / 2 + choice % 2 : choice - paired
    let isBelow = isPaired ? choice % 2 == 0 : below > above
    let step = Value(truncatingIfNeeded: distance)
    return isBelow ? origin &- step : origin &+ step
  }

  /// Answers yes in so many cases of so many; no is the simpler.
  public mutating func chance(_ cases: Int, in all: Int) -> Bool {
    number(upTo: 1) { $0.bounded(by: UInt64(max(all, 1) - 1)) < UInt64(max(cases, 0)) ? 1 : 0 } == 1
  }

  /// Gives one of some elements, each as likely; the first is the simplest.
  ///
  /// - Throws: `Rejection` when there is none.
  public mutating func element<Elements: RandomAccessCollection>(
    of elements: Elements
  ) throws(Rejection) -> Elements.Element {
    guard !elements.isEmpty else { throw Rejection() }
    let index = number(upTo: UInt64(elements.count - 1))
    return elements[elements.index(elements.startIndex, offsetBy: Int(index))]
  }

  /// Gives one of some elements by weight; the first is the simplest.
  ///
  /// - Throws: `Rejection` when none has a weight.
  public mutating func element<Element>(
    byWeight offers: [(weight: Int, element: Element)]
  ) throws(Rejection) -> Element {
    let weighted = offers.filter { $0.weight > 0 }
    let total = weighted.reduce(0) { $0 + UInt64($1.weight) }
    guard total > 0 else { throw Rejection() }
    let index = number(upTo: UInt64(weighted.count - 1)) { generator in
      var rest = generator.bounded(by: total - 1)
      for (index, offer) in weighted.enumerated() {
        if rest < UInt64(offer.weight) { return UInt64(index) }
        rest -= UInt64(offer.weight)
      }
      return 0
    }
    return weighted[Int(index)].element
  }

  /// Draws elements, as many as a range allows, each number of them as likely.
  ///
  /// Each element is a span of its own, with a flag before it, so that shrinking drops any of them.
  public mutating func elements<Element, Failure: Error>(
    _ count: ClosedRange<Int>, of kind: Span.Kind = .element,
    _ draw: (inout ChoiceSource) throws(Failure) -> Element
  ) throws(Failure) -> [Element] {
    var elements: [Element] = []
    var wanted: Int?
    while elements.count < count.upperBound {
      let start = place
      let drawn = elements.count
      let goesOn = number(upTo: 1) { generator in
        let spread = UInt64(count.upperBound - count.lowerBound)
        let target = wanted ?? count.lowerBound + Int(generator.bounded(by: spread))
        wanted = target
        return drawn < target ? 1 : 0
      }
      guard goesOn == 1 || elements.count < count.lowerBound else { break }
      elements.append(try draw(&self))
      note(kind, from: start)
    }
    return elements
  }
}
