/// The source of a generator's choices: fresh numbers from a seed, or recorded numbers.
///
/// It records every number that it returns, and the purpose of each run of numbers.
public struct ChoiceSource: Sendable {
  private enum Origin {
    case seed(SeededGenerator)
    case recorded([UInt64], next: Int)
  }

  private var origin: Origin
  private let isRecording: Bool
  /// The choices made so far.
  public private(set) var choices = Choices()

  /// Makes a source of fresh numbers.
  ///
  /// - Parameters:
  ///   - seed: The same seed gives the same numbers, on every platform.
  ///   - isRecording: Whether choices are recorded. Pass `false` for millions of values that will
  ///     not be shrunk.
  public init(seed: UInt64, isRecording: Bool = true) {
    origin = .seed(SeededGenerator(seed: seed))
    self.isRecording = isRecording
  }

  /// Makes a source that returns recorded numbers, then zeros once they are used up.
  public init(replaying values: [UInt64]) {
    origin = .recorded(values, next: 0)
    isRecording = true
  }

  /// Returns a uniformly distributed number from zero to a limit.
  ///
  /// A recorded number above the limit becomes the limit.
  public mutating func number(upTo limit: UInt64) -> UInt64 {
    number(upTo: limit) { $0.bounded(by: limit) }
  }

  /// Returns a number from zero to a limit, with the distribution of a closure.
  ///
  /// - Parameters:
  ///   - limit: The largest number.
  ///   - fresh: Draws the number when there is no recorded one. Only its result is recorded.
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

  /// Returns one of the offered numbers by weight, or `nil` when a recorded number is not offered.
  ///
  /// A number has the same meaning in every call. If the result is `nil`, the caller leaves out the
  /// dependent step instead of drawing another.
  ///
  /// - Parameters:
  ///   - offers: The numbers and their weights. Numbers without weight are not offered.
  ///   - limit: The largest number that any call could offer.
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

  /// Marks the choices made by a closure as one span.
  public mutating func span<Value, Failure: Error>(
    _ kind: Span.Kind, _ body: (inout ChoiceSource) throws(Failure) -> Value
  ) throws(Failure) -> Value {
    let start = choices.all.count
    let value = try body(&self)
    note(kind, from: start)
    return value
  }

  /// Marks the choices since a place as one span, when its kind is known only afterwards.
  ///
  /// - Parameters:
  ///   - kind: The kind of thing made. In an element, a member or an action, the first choice is a
  ///     flag: whether it exists.
  ///   - start: The `place` before the first of these choices.
  public mutating func note(_ kind: Span.Kind, from start: Int) {
    guard isRecording, choices.all.count > start else { return }
    choices.spans.append(Span(kind, start..<choices.all.count))
  }

  /// The number of choices so far.
  public var place: Int { choices.all.count }
}

extension SeededGenerator {
  /// Returns a uniformly distributed number from zero to a limit (Lemire's method).
  ///
  /// The result is the same on every platform and with every version of the standard library.
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

  /// Returns a uniformly distributed integer of a range; the simplest is the one nearest to zero.
  ///
  /// - Parameter range: A range of integers of at most 64 bits.
  public mutating func integer<Value: FixedWidthInteger>(
    in range: ClosedRange<Value>
  ) -> Value {
    let origin = min(max(0, range.lowerBound), range.upperBound)
    let above = UInt64(truncatingIfNeeded: range.upperBound &- origin)
    let below = UInt64(truncatingIfNeeded: origin &- range.lowerBound)
    let choice = number(upTo: above &+ below)
    // Numbers alternate around the origin while both sides have numbers left.
    let paired = min(above, below)
    let isPaired = choice / 2 < paired || choice / 2 == paired && choice % 2 == 0
    let distance = isPaired ? choice / 2 + choice % 2 : choice - paired
    let isBelow = isPaired ? choice % 2 == 0 : below > above
    let step = Value(truncatingIfNeeded: distance)
    return isBelow ? origin &- step : origin &+ step
  }

  /// Returns `true` with a probability of `cases` in `all`; `false` is the simpler value.
  public mutating func chance(_ cases: Int, in all: Int) -> Bool {
    number(upTo: 1) { $0.bounded(by: UInt64(max(all, 1) - 1)) < UInt64(max(cases, 0)) ? 1 : 0 } == 1
  }

  /// Returns one of the elements with equal probability; the first is the simplest.
  ///
  /// - Throws: `Rejection` when `elements` is empty.
  public mutating func element<Elements: RandomAccessCollection>(
    of elements: Elements
  ) throws(Rejection) -> Elements.Element {
    guard !elements.isEmpty else { throw Rejection() }
    let index = number(upTo: UInt64(elements.count - 1))
    return elements[elements.index(elements.startIndex, offsetBy: Int(index))]
  }

  /// Returns one of the elements by weight; the first is the simplest.
  ///
  /// - Throws: `Rejection` when every weight is zero or less.
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

  /// Draws an array of elements; each count in the range is equally likely.
  ///
  /// Each element is a separate span that starts with a flag, so that shrinking can drop any
  /// element.
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

/// A random number generator that gives the same numbers for the same seed, on every platform
/// (SplitMix64).
///
/// For tests only: the seed reveals every code drawn from it.
public struct SeededGenerator: RandomNumberGenerator, Sendable {
  private var state: UInt64

  /// Makes a generator.
  ///
  /// - Parameter seed: Any number. Print it with a failure, so that the failure can be reproduced.
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
