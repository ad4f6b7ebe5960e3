/// What a generator draws from: fresh numbers of a seed, or numbers recorded before.
///
/// It writes down every number that it gives, and what the numbers were for.
public struct ChoiceSource: Sendable {
  private enum Origin {
    case seed(SeededGenerator)
    case recorded([UInt64], next: Int)
  }

  private var origin: Origin
  private let isRecording: Bool
  /// What was chosen so far.
  public private(set) var choices = Choices()

  /// Makes a source of fresh numbers.
  ///
  /// - Parameters:
  ///   - seed: The same seed gives the same numbers, on every platform.
  ///   - isRecording: Whether choices are written down; not for millions that nobody will shrink.
  public init(seed: UInt64, isRecording: Bool = true) {
    origin = .seed(SeededGenerator(seed: seed))
    self.isRecording = isRecording
  }

  /// Makes a source that gives recorded numbers, and zero once they are used up.
  public init(replaying values: [UInt64]) {
    origin = .recorded(values, next: 0)
    isRecording = true
  }

  /// Gives a number from zero to a limit, each as likely; a recorded one beyond it becomes the limit.
  public mutating func number(upTo limit: UInt64) -> UInt64 {
    number(upTo: limit) { $0.bounded(by: limit) }
  }

  /// Gives a number from zero to a limit, by a distribution that a closure knows.
  ///
  /// - Parameters:
  ///   - limit: The largest number.
  ///   - fresh: Draws the number when none is recorded; what it draws besides is not written down.
  mutating func number(
    upTo limit: UInt64, fresh: (inout SeededGenerator) -> UInt64
  ) -> UInt64 {
    let value: UInt64
    switch origin {
    case .seed(var generator):
      value = min(fresh(&generator), limit)
      origin = .seed(generator)
    case .recorded(let values, let next):
      value = next < values.count ? min(values[next], limit) : 0
      origin = .recorded(values, next: next + 1)
    }
    if isRecording { choices.all.append(Choice(value, upTo: limit)) }
    return value
  }

  /// Gives one of some numbers that keep their meaning, by weight; `nil` when a recorded one is not
  /// offered, so that what was to follow from it is left out and not mistaken.
  ///
  /// - Parameters:
  ///   - offers: The numbers and their weights; those without weight are not offered.
  ///   - limit: The largest number that could ever be offered.
  public mutating func pick(
    from offers: [(value: UInt64, weight: Int)], upTo limit: UInt64
  ) -> UInt64? {
    let total = offers.reduce(0) { $0 + UInt64(max($1.weight, 0)) }
    let value = number(upTo: limit) { generator in
      guard total > 0 else { return 0 }
      var rest = generator.bounded(by: total - 1)
      for offer in offers where offer.weight > 0 {
        if rest < UInt64(offer.weight) { return offer.value }
        rest -= UInt64(offer.weight)
      }
      return 0
    }
    return offers.contains { $0.value == value && $0.weight > 0 } ? value : nil
  }

  /// Says what the choices of a closure are for.
  public mutating func span<Value, Failure: Error>(
    _ kind: Span.Kind, _ body: (inout ChoiceSource) throws(Failure) -> Value
  ) throws(Failure) -> Value {
    let start = choices.all.count
    let value = try body(&self)
    note(kind, from: start)
    return value
  }

  /// Says what the choices since a place were for, when that is known only afterwards.
  ///
  /// - Parameters:
  ///   - kind: What they made; of an element, a member or an action the first choice is whether it
  ///     is there at all.
  ///   - start: The `place` before the first of them.
  public mutating func note(_ kind: Span.Kind, from start: Int) {
    guard isRecording, choices.all.count > start else { return }
    choices.spans.append(Span(kind, start..<choices.all.count))
  }

  /// The number of choices so far.
  public var place: Int { choices.all.count }
}

extension SeededGenerator {
  /// A number from zero to a limit, each as likely (Lemire's method): the same on every platform,
  /// whatever the standard library of its day does.
  mutating func bounded(by limit: UInt64) -> UInt64 {
    guard limit < .max else { return next() }
    let range = limit + 1
    var product = range.multipliedFullWidth(by: next())
    if product.low < range {
      let threshold = (0 &- range) % range
      while product.low < threshold { product = range.multipliedFullWidth(by: next()) }
    }
    return product.high
  }
}

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

/// A generator that gives the same numbers for the same seed, on every platform (SplitMix64).
///
/// For tests only: whoever knows the seed knows every code it draws.
public struct SeededGenerator: RandomNumberGenerator, Sendable {
  private var state: UInt64

  /// Makes a generator.
  ///
  /// - Parameter seed: Any number; print it with a failure, and the failure comes back.
  public init(seed: UInt64) { state = seed }

  /// The next 64 bits.
  public mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var mixed = state
    mixed = (mixed ^ mixed >> 30) &* 0xbf58_476d_1ce4_e5b9
    mixed = (mixed ^ mixed >> 27) &* 0x94d0_49bb_1331_11eb
    return mixed ^ mixed >> 31
  }
}
