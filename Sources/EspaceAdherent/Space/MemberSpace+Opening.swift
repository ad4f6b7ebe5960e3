import Digests
package import EventLog
import Foundation
import Membership
import Notation
import Projections
import Synchronization

extension MemberSpace {
  /// What a space is opened for.
  public enum Access: Sendable {
    case reading
    case writing
  }

  /// The machine's clock, in whole milliseconds.
  public static let machineClock: Clock = {
    Instant(milliseconds: Int64((Date().timeIntervalSince1970 * 1000).rounded(.down)))
  }

  /// Opens the space in a folder.
  ///
  /// - Parameters:
  ///   - path: The folder.
  ///   - access: For reading (the default) or for writing.
  ///   - clock: Gives the time; without one, the machine's clock does, and its steps are looked at.
  ///   - clockLimits: The limits within which a writer trusts the clock.
  ///   - isResuming: Whether a snapshot is used; without, every fact is verified and folded.
  ///   - progress: Told now and then how far it has come.
  /// - Throws: `SpaceError` of kind `.notFound`, `.damaged`, `.locked`, `.storage`.
  /// - Complexity: O(facts since the snapshot); for one who writes, O(members) besides, and one
  ///   segment of the log. O(facts) without one.
  public static func open(
    _ path: String, for access: Access = .reading, clock: Clock? = nil,
    clockLimits: ClockLimits = ClockLimits(), isResuming: Bool = true,
    progress: @escaping Telling = { _ in }
  ) throws(SpaceError) -> MemberSpace {
    try open(
      on: DiskStorage(root: path), for: access, clock: clock ?? machineClock,
      clockLimits: clockLimits, elapsed: clock == nil ? ClockGuard.steadyClock() : nil,
      isResuming: isResuming, progress: progress)
  }

  package static func open(
    on storage: any Storage, for access: Access, clock: @escaping Clock = machineClock,
    clockLimits: ClockLimits = .none, elapsed: (@Sendable () -> Int64)? = nil,
    hasher: any PasswordHasher = PBKDF2Hasher(),
    randomness: any RandomNumberGenerator & Sendable = SystemRandomNumberGenerator(),
    redaction: Redaction = .inBackground, isResuming: Bool = true,
    factsAtOnce: Int = Opening.factsAtOnce, segmentBytes: Int = LogStore.segmentBytes,
    progress: @escaping Telling = { _ in }
  ) throws(SpaceError) -> MemberSpace {
    do {
      try Founding.check(storage)
      var opening = Opening(for: access, random: Randomness(randomness), progress: progress)
      let (store, members) = try opening.open(
        on: storage, isResuming: isResuming, factsAtOnce: factsAtOnce, segmentBytes: segmentBytes,
        randomness: randomness)
      var limits = clockLimits
      // Generated facts have invented times, so pauses between them do not count.
      if store.manifest.origin.hasPrefix(generatedOrigin + "/") { limits.idleDays = .max }
      let space = MemberSpace(
        store: store, members: members, clock: clock,
        clockGuard: ClockGuard(limits, of: clock, elapsed: elapsed), hasher: hasher,
        redaction: redaction, state: opening.state)
      try space.foundAgain()
      try space.recordRepair()
      if access == .writing { try space.redactWhatWasLeft() }
      return space
    } catch let error as LogError {
      guard access == .writing, case .storage(let fault) = error, fault.isWriteDenied else {
        throw SpaceError(error)
      }
      throw SpaceError(.readOnly, SpaceError(error).message)
    } catch let error as SpaceError { throw error } catch {
      throw SpaceError(.storage, "\(error)")
    }
  }

  /// Finishes a space that was cut short between its files and its first fact.
  private func foundAgain() throws {
    // Of a log that is damaged from its first fact on, nothing is known and `verify` tells where.
    guard store.durablePosition == 0, store.recovery.damage == nil else { return }
    guard isWritable, let key = try store.vaultKey(), let rules = HouseRules.preset(house) else {
      throw SpaceError.unfinished(house: house)
    }
    try found(
      rules: rules, keyCheck: Self.keyCheck(key), at: max(clock(), store.manifest.createdAt))
  }

  /// Looks again at the end of the log, for one who reads while another process writes.
  public func refresh() throws(SpaceError) {
    do {
      try state.withLock { (state) throws(LogError) in
        var fault: LogError?
        do throws(LogError) { try store.refresh() } catch { fault = error }
        // What came before damage was read, and is not read again.
        try state.catchUp(with: store, members)
        if let fault { throw fault }
      }
    } catch { throw SpaceError(error) }
  }
}
