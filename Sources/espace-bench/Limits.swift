import EventLog

/// The machine's limits, measured together with the figures.
enum Limits {
  /// Returns the seconds that a body takes.
  static func seconds(_ body: () throws -> Void) rethrows -> Double {
    try ContinuousClock().measure(body) / .seconds(1)
  }

  /// Returns how often per second a block of bytes can be appended to a growing file and synced.
  static func syncedWrites(
    on storage: DiskStorage, bytes: Int, count: Int
  ) throws -> (rate: Double, latencies: [Double]) {
    let file = try storage.open("raw", for: .creating(.file))
    defer {
      storage.close(file)
      try? storage.remove("raw")
    }
    let block = [UInt8](repeating: 0x61, count: max(bytes, 1))
    var latencies: [Double] = []
    let all = try seconds {
      for index in 0..<count {
        latencies.append(
          try seconds {
            var done = 0
            while done < block.count {
              done += try block.withUnsafeBytes {
                try storage.write(
                  UnsafeRawBufferPointer(rebasing: $0[done...]), to: file,
                  at: index * block.count + done)
              }
            }
            try storage.sync(file)
          })
      }
    }
    return (Double(count) / all, latencies)
  }

  /// Returns the bytes per second of sequential reading from files that were just written.
  static func sequentialRead(on storage: some Storage, _ paths: [String]) throws -> Double {
    var buffer = [UInt8](repeating: 0, count: 1 << 20)
    var total = 0
    let time = try seconds {
      for path in paths {
        let file = try storage.open(path, for: .reading)
        defer { storage.close(file) }
        var offset = 0
        while true {
          let count = try buffer.withUnsafeMutableBytes {
            try storage.read(file, at: offset, into: $0)
          }
          guard count > 0 else { break }
          offset += count
        }
        total += offset
      }
    }
    return Double(total) / time
  }

  /// Returns the bytes per second of copying memory on one core.
  static func copying(megabytes: Int) -> Double {
    let source = [UInt8](repeating: 7, count: megabytes << 20)
    var target = [UInt8](repeating: 0, count: megabytes << 20)
    let time = seconds {
      target.withUnsafeMutableBytes { target in
        source.withUnsafeBytes { target.copyMemory(from: $0) }
      }
    }
    return target.last == 7 ? Double(source.count) / time : 0
  }
}
