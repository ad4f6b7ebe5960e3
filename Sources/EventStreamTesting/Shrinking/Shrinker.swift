/// Makes a failing value simpler by editing its choices and making the value anew from them.
///
/// Whatever comes out is a value of the generator, so a stream that is legal by construction stays
/// legal. It drops members, then actions, clears clock steps, drops elements, and then makes single
/// choices smaller; over and over until nothing helps, or the attempts are used up.
struct Shrinker<Value> {
  /// The simplest failing trial so far.
  private(set) var best: Trial<Value>
  private(set) var attempts = 0
  private(set) var shrinks = 0
  private let limit: Int
  private let retry: ([UInt64]) -> Trial<Value>?
  private var tried: Set<[UInt64]> = []

  /// - Parameters:
  ///   - trial: A trial that failed.
  ///   - limit: How many others are tried at most.
  ///   - retry: Makes a trial from edited choices; `nil` when they make no value.
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

  /// Tries other choices; keeps them when they fail too and are simpler.
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

  /// What was found.
  func counterexample(_ tally: Tally) -> Counterexample<Value> {
    Counterexample(
      value: best.value, choices: best.choices, failure: best.failure ?? Rejection(), tally: tally,
      shrinks: shrinks, attempts: attempts)
  }
}
