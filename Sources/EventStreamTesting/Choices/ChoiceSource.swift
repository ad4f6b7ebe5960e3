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
