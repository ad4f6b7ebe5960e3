import EventLog
import EventStreamTesting
import Foundation

/// A step of an erasing workload.
enum ErasingStep: String, CaseIterable, Sendable {
  /// Erase one line.
  case one
  /// Erase lines of several segments, or of one segment that also receives appends.
  case several
  /// Erase the lines ordered so far once more.
  case again
  /// Append a fact with a private part, and erase by the order of this fact.
  case ordered
  /// Queue an append, erase, and then settle the append.
  case queued
  /// Close the log, open it, and complete the ordered erasures.
  case reopen
  /// Kill the process, open the log, and complete the ordered erasures.
  case killed
}

/// A log with erasures on a simulated disk, and the erasures ordered so far.
struct ErasingRun {
  private(set) var disk: SimulatedDisk
  private(set) var store: LogStore?
  private(set) var promise: ErasingPromise
  /// The number of calls on the disk before the last step.
  private(set) var callsBefore = 0
  private let keepsImages: Bool

  init(after beginning: ErasingBeginning, keepsImages: Bool = false) throws {
    disk = SimulatedDisk(beginning.image, keepsImages: keepsImages)
    promise = ErasingPromise(beginning)
    self.keepsImages = keepsImages
    store = try open()
  }

  private func open() throws(LogError) -> LogStore {
    try Fixture.open(disk, checking: .everything, maximumSegmentBytes: promise.segmentBytes)
  }

  /// Performs one step.
  ///
  /// - Parameter fault: The fault of the disk, counted from the step's first call.
  /// - Returns: The error of the step.
  mutating func perform(_ step: ErasingStep, fault: DiskFault = .none) -> LogError? {
    if step == .killed { disk = SimulatedDisk(disk.image, keepsImages: keepsImages) }
    callsBefore = disk.calls.count
    disk.set(fault.later(by: callsBefore))
    defer { disk.set(.none) }
    do throws(LogError) {
      switch step {
      case .one: try erase([Erasure(position: 2, fact: 7)])
      case .several: try erase([1, 3, 6].map { Erasure(position: $0, fact: 8) })
      case .again: try erase([])
      case .ordered: try erase([Erasure(position: 5, fact: append())])
      case .queued:
        guard let submission = try submit() else { return nil }
        try erase([Erasure(position: 2, fact: 8)])
        try store?.awaitCommit(submission)
      case .reopen, .killed:
        if step == .reopen { store?.close() }
        store = nil
        store = try open()
        try erase([])
      }
      return nil
    } catch { return error }
  }

  private mutating func erase(_ orders: [Erasure]) throws(LogError) {
    promise.orders += orders
    try store?.erase(promise.orders)
  }

  private mutating func submit() throws(LogError) -> Submission? {
    guard let store else { return nil }
    let draft = Fixture.draft("house", 20, data: "{}", secret: #"{"kept":"a later part"}"#)
    let sequence = try store.streamHead("house")?.sequence ?? 0
    return try store.submit(Append(expected: ["house": sequence], drafts: [draft]))
  }

  private mutating func append() throws(LogError) -> Int {
    guard let store, let submission = try submit() else { throw .readOnly }
    try store.awaitCommit(submission)
    return submission.positions.upperBound
  }
}

/// A closed space of eight records, five of them sealed.
struct ErasingBeginning {
  let image: DiskImage
  let segmentBytes: Int
  let records: [Record]
  /// The private parts, by position.
  let secrets: [Int: [UInt8]]
  /// The position that may change each byte of a vault file, `nil` for a byte that must stay.
  ///
  /// A byte that may change is after the beginning of a line.
  let owners: [String: [Int?]]

  init(segmentBytes: Int) throws {
    let disk = SimulatedDisk()
    let store = try Fixture.store(on: disk, maximumSegmentBytes: segmentBytes)
    let texts: [String?] = [
      "{\"address\":\"12 rue des Lilas\"}", "{\"phone\":\"0612345678\",\"digits\":[3,7,1]}",
      "{\"note\":\"\(String(repeating: "une longue lettre ", count: 40))\"}", nil,
      "{\"iban\":\"FR7612345\"}", "{\"kept\":\"nothing\"}", nil, nil,
    ]
    for (index, text) in texts.enumerated() {
      let stream = index < 6 ? ["a", "b"][index % 2] : "house"
      let draft = Fixture.draft(stream, index + 1, data: "{}", secret: text)
      let sequence = try store.streamHead(stream)?.sequence ?? 0
      try store.append(Append(expected: [stream: sequence], drafts: [draft]))
    }
    records = try Fixture.records(store)
    store.close()
    image = disk.image
    self.segmentBytes = segmentBytes
    secrets = Dictionary(
      uniqueKeysWithValues: texts.enumerated().compactMap { index, text in
        text.map { (index + 1, Array($0.utf8)) }
      })
    let image = disk.image
    owners = Dictionary(
      uniqueKeysWithValues: image.paths.filter { $0.hasPrefix("Vault/0") }.map {
        ($0, Self.owners(image[path: $0] ?? []))
      })
  }

  private static func owners(_ bytes: [UInt8]) -> [Int?] {
    var owners: [Int?] = []
    for line in bytes.split(separator: 0x0a) {
      let text = String(decoding: line, as: UTF8.self)
      let position = Int(text.dropFirst(12).prefix { $0.isNumber })
      let start = #"{"position":1,"stream":"a",""#.utf8.count
      owners += line.indices.map { $0 - line.startIndex < start ? nil : position } + [nil]
    }
    return owners
  }
}

/// The erasures ordered by a workload, and the states that a disk may then be in.
struct ErasingPromise {
  let beginning: ErasingBeginning
  var orders: [Erasure] = [] { didSet { ordered = Set(orders.map(\.position)) } }
  private(set) var ordered: Set<Int> = []
  var segmentBytes: Int { beginning.segmentBytes }

  init(_ beginning: ErasingBeginning) { self.beginning = beginning }

  /// Returns whether the log still begins as it did, and only ordered vault lines changed.
  func isUntouched(_ image: DiskImage) -> Bool {
    for path in beginning.image.paths where path.hasPrefix("EventLog/") {
      let old = beginning.image[path: path] ?? []
      guard Array((image[path: path] ?? []).prefix(old.count)) == old else { return false }
    }
    for (path, owners) in beginning.owners {
      guard let old = beginning.image[path: path], let new = image[path: path],
        new.count >= old.count
      else { return false }
      if Array(new.prefix(old.count)) == old { continue }
      for index in old.indices where old[index] != new[index] {
        guard let owner = owners[index], ordered.contains(owner) else { return false }
      }
    }
    return true
  }

  /// Returns whether a store may return this for a record's private part.
  func allows(_ part: Result<SealedPayload, LogError>, of position: Int) -> Bool {
    let isOrdered = ordered.contains(position)
    switch part {
    case .success(.none): return beginning.secrets[position] == nil
    case .success(.value(let value)): return value == beginning.secrets[position]
    case .success(.erased(let fact)):
      return orders.contains(Erasure(position: position, fact: fact))
    case .failure(.damaged(let damage)):
      return isOrdered && damage.kind == .commitment && damage.position == position
    default: return false
    }
  }

  /// Returns whether no file contains a value with an ordered erasure.
  func isForgotten(_ image: DiskImage) -> Bool {
    image.paths.allSatisfy { path in
      let bytes = Data(image[path: path] ?? [])
      return ordered.allSatisfy { position in
        beginning.secrets[position].map { bytes.range(of: Data($0)) == nil } ?? true
      }
    }
  }
}
