import Digests

extension Bench {
  /// The processor's and the memory's own speed, and PBKDF2.
  mutating func hashing() {
    let megabytes = options.isQuick ? 1 : 256
    let copies = (0..<options.repeats).map { _ in Limits.copying(megabytes: megabytes) / 1e9 }
    add(Figure(work: "memory copied, one core", unit: "GB/s", samples: copies))
    var digests: Set<Digest> = []
    var keys: Set<[UInt8]> = []
    for engine in SHA256.Engine.available {
      let name = engine == .portable ? "portable Swift" : "the processor's instructions"
      let rates = (0..<options.repeats).map { _ in
        Limits.hashing(engine, megabytes: megabytes) / 1e9
      }
      let figure = Figure(
        work: "SHA-256, one message, one core, \(name)", unit: "GB/s", samples: rates)
      add(engine == .portable ? figure : figure.asking(atLeast: 1.8, "≥ 1.8 GB/s"))
      digests.insert(SHA256.hash([UInt8](0...255), engine: engine))
      let iterations = options.isQuick ? 1_000 : 600_000
      let times = (0..<options.repeats).map { _ in
        Limits.seconds {
          keys.insert(
            PBKDF2.deriveKey(
              password: [1, 2, 3], salt: [UInt8](0...15), iterations: iterations, length: 32,
              engine: engine))
        } * 1_000
      }
      let goal = engine == .portable ? 400.0 : 80.0
      add(
        Figure(work: "PBKDF2, \(iterations) iterations, \(name)", unit: "ms", samples: times)
          .asking(atMost: goal, "≤ \(Int(goal)) ms"))
    }
    check(digests.count == 1, "SHA-256: the engines agree")
    check(keys.count == 1, "PBKDF2: the engines agree")
  }
}
