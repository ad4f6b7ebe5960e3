import Digests
package import EventLog
import FoundationEssentials
import Membership
import Notation
import Projections
import Synchronization

extension MemberSpace {
  /// Creates a space in a folder, with the rules of a preset as its first fact.
  ///
  /// A creation that stopped before the first fact is completed by another call.
  ///
  /// - Parameters:
  ///   - path: The folder. It is created when it does not exist.
  ///   - house: The name of a preset: `mcrn`, `unimutuelles`, …
  ///   - clock: Returns the time. Without one, the machine's clock is used and its steps are
  ///     checked.
  /// - Throws: `SpaceError` of kind `.invalid`, `.exists`, `.storage`.
  public static func create(
    at path: String, house: String, clock: Clock? = nil
  ) throws(SpaceError) -> MemberSpace {
    try create(
      on: DiskStorage(root: path), house: house, clock: clock ?? machineClock,
      clockLimits: clock == nil ? ClockLimits() : .none,
      elapsed: clock == nil ? ClockGuard.steadyClock() : nil)
  }

  /// Creates a space in memory, for tests and the REPL.
  ///
  /// It is not written to disk.
  ///
  /// - Parameters:
  ///   - house: The name of a preset.
  ///   - clock: Returns the time.
  public static func inMemory(
    house: String, clock: @escaping Clock = machineClock
  ) throws(SpaceError) -> MemberSpace {
    try create(on: MemoryStorage(), house: house, clock: clock)
  }

  package static func create(
    on storage: any Storage, house: String, clock: @escaping Clock = machineClock,
    clockLimits: ClockLimits = .none, elapsed: (@Sendable () -> Int64)? = nil,
    hasher: any PasswordHasher = PBKDF2Hasher(),
    randomness: any RandomNumberGenerator & Sendable = SystemRandomNumberGenerator(),
    redaction: ErasureSchedule = .inBackground, origin: String = "espace-adherent",
    segmentBytes: Int = LogStore.segmentBytes
  ) throws(SpaceError) -> MemberSpace {
    guard let rules = HouseRules.preset(house) else {
      let names = HouseRules.presets.map(\.name).joined(separator: ", ")
      throw SpaceError(
        .invalid, "There is no house of that name; there are: \(names).", field: "house")
    }
    var random = Randomness(randomness)
    let now = clock()
    let id = hexText((0..<16).map { _ in UInt8(truncatingIfNeeded: random.next()) })
    guard
      let manifest = SpaceManifest(
        origin: "\(origin)/\(house)/\(id.prefix(12))", id: id, house: house, createdAt: now)
    else { throw SpaceError(.invalid, "The house's name is not one that a space can have.") }
    do {
      let store = try LogStore.create(
        on: storage, manifest: manifest, maximumSegmentBytes: segmentBytes, randomness: randomness,
        remakingUnfinished: true)
      guard let key = try store.vaultKey() else { throw LogError.wrongKey }
      var state = SpaceState(SettledState(), random: random)
      state.directory = Directory(key: HMACSHA256(key: key))
      let space = MemberSpace(
        store: store, clock: clock,
        clockGuard: ClockGuard(clockLimits, of: clock, elapsed: elapsed), hasher: hasher,
        redaction: redaction, state: state)
      try space.found(rules: rules, keyCheck: keyCheck(key), at: now)
      return space
    } catch { throw SpaceError(wrapping: error) }
  }

  /// The prefix of a generated space's origin.
  ///
  /// The origin is in `space.json`, in the first fact and in every checkpoint.
  package static let generatedOrigin = "espace-generated"

  /// Returns the check value of a vault's key.
  ///
  /// It detects a wrong key and reveals no part of the key.
  static func keyCheck(_ key: [UInt8]) -> Digest {
    HMACSHA256.authenticate(Array("espace key check".utf8), key: key)
  }

  /// Appends the first fact: the rules and the content of `space.json`.
  ///
  /// A replay therefore needs only the log.
  func found(rules: HouseRules, keyCheck: Digest, at now: Instant) throws {
    var event = HouseRulesSet()
    event.preset = house
    event.version = 1
    event.rules = rules
    event.effectiveFrom = now
    event.space = .make {
      $0.id = store.manifest.id
      $0.origin = store.manifest.origin
      $0.house = store.manifest.house
      $0.createdAt = store.manifest.createdAt
      $0.keyCheck = keyCheck
    }
    let action = state.withLock { UUID.draw(using: &$0.random) }
    let founding = event
    let submission = try state.withLock { (state) throws(LogError) in
      try submit(
        [Decision.Draft(stream: .house, event: .houseRulesSet(founding))],
        envelope: Envelope(
          at: now, actor: .administrator("init"), action: action, correlation: action),
        state: &state)
    }
    try awaitDurable(.append(submission))
  }
}

/// The copy of `space.json` in the fact at position 1, which the tree covers.
enum FoundingFact {
  /// Returns the copy of `space.json` in the first fact, or `nil` if it is absent or unreadable.
  ///
  /// The first fact is read without regard to `space.json`.
  static func fact(on storage: any Storage) throws(LogError) -> SpaceFounded? {
    guard let record = try LogStore.firstRecord(on: storage),
      case .houseRulesSet(let event) = RecordedEvent(record).event
    else { return nil }
    return event.space
  }

  /// Compares `space.json` with the first fact.
  ///
  /// If the ids differ and the vault agrees with `space.json`, the log belongs to another space.
  /// Readers of the log then report its header.
  ///
  /// - Returns: The damage of `space.json`; `nil` where both agree or the first fact is unreadable.
  static func damage(
    of manifest: SpaceManifest, on storage: any Storage
  ) throws(LogError) -> Damage? {
    guard let founded = try fact(on: storage) else { return nil }
    if founded.id != manifest.id, LogStore.isVault(of: manifest.id, on: storage) == true {
      return nil
    }
    guard
      founded.id != manifest.id || founded.origin != manifest.origin
        || founded.house != manifest.house || founded.createdAt != manifest.createdAt
    else { return nil }
    return Damage(
      .manifest, segment: SpaceLayout.manifest, offset: 0, position: 1,
      expected: "what position 1 says", found: "something else")
  }

  /// Checks that `space.json` agrees with the first fact.
  ///
  /// Every opening calls this: origin and house are printed in checkpoints, proofs and exports.
  ///
  /// - Throws: `.damaged`, `.storage`; `.notASpace`, `.unsupportedFormat` as `readManifest` does.
  static func check(_ storage: any Storage) throws(LogError) {
    let manifest = try LogStore.readManifest(on: storage)
    if let damage = try damage(of: manifest, on: storage) { throw .damaged(damage) }
  }
}
