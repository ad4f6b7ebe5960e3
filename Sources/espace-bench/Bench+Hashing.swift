import Digests

extension Bench {
  /// The processor's and the memory's own speed, and PBKDF2.
  mutating func hashing() {
    let megabytes = options.isQuick ? 1 : 256
    let copies = (0..<options.repeats).map { _ in Limits.copying(megabytes: megabytes) / 1e9 }
    add(Figure(work: "memory copied, one core", unit: "GB/s", samples: copies))
    var digests: Set<Digest> = []
    var keys: Set<[UInt8]> = []
    let message = [UInt8](repeating: 7, count: megabytes << 20)
    for engine in SHA256.Engine.available {
      let name = engine == .portable ? "portable Swift" : "the processor's instructions"
      let gigabytes = Double(megabytes << 20) / 1e9
      let hashes = timed { digests.insert(SHA256.hash(message, engine: engine)) }
      let figure = Figure(
        work: "SHA-256, one message, one core, \(name)", unit: "GB/s",
        samples: hashes.map { gigabytes / $0.wall },
        limit: ("while it has the core", hashes.map { gigabytes / $0.core }))
      add(engine == .portable ? figure : figure.asking(atLeast: 1.8, "≥ 1.8 GB/s"))
      let iterations = options.isQuick ? 1_000 : 600_000
      let keyed = timed {
        keys.insert(
          PBKDF2.deriveKey(
            password: [1, 2, 3], salt: [UInt8](0...15), iterations: iterations, length: 32,
            engine: engine))
      }
      let goal = engine == .portable ? 400.0 : 80.0
      add(
        Figure(
          work: "PBKDF2, \(Figure.text(Double(iterations))) iterations, \(name)", unit: "ms",
          samples: keyed.map { $0.wall * 1_000 },
          limit: ("while it has the core", keyed.map { $0.core * 1_000 })
        ).asking(atMost: goal, "≤ \(Int(goal)) ms"))
    }
    check(digests.count == 1, "SHA-256: the engines agree")
    check(keys.count == 1, "PBKDF2: the engines agree")
  }

  /// How long a body takes on the clock, and for how much of it this thread had a core: others at
  /// work on the machine change the first, hardly the second.
  private func timed(_ body: () -> Void) -> [(wall: Double, core: Double)] {
    (0..<options.repeats).map { _ in
      let before = Machine.threadSeconds
      let wall = Limits.seconds(body)
      guard let before, let after = Machine.threadSeconds, after > before else {
        return (wall, wall)
      }
      return (wall, after - before)
    }
  }
}
