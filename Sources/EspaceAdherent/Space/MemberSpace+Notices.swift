import EventLog
import Synchronization

extension MemberSpace {
  /// What opening for writing put right after a writer that was cut short, in words; absent when
  /// nothing had to be.
  public var recoveryNotice: String? {
    let recovery = store.recovery
    var notes: [String] = []
    if let torn = recovery.torn, let kept = torn.keptAs {
      notes.append("\(torn.byteCount) bytes of an unfinished append were cut, kept as \(kept)")
    }
    if let position = recovery.completed { notes.append("the newline of \(position) was added") }
    for cut in recovery.vaultCuts {
      notes.append("\(cut.byteCount) bytes of the vault had no fact and were cut")
    }
    if let position = state.withLock({ $0.recordedRepair }) {
      notes.append("a repair that was cut short is recorded as position \(position)")
    }
    return notes.isEmpty ? nil : "Recovered: " + notes.joined(separator: "; ") + "."
  }

  /// Why the snapshot of an earlier writer was not used, in words; absent where it was, or where
  /// there is none.
  public var snapshotNotice: String? {
    state.withLock { $0.unusedSnapshot }.map {
      "The snapshot was not used: \($0). All facts were read; nothing is lost."
    }
  }

  /// How far the last fact is ahead of the clock, in words; absent up to the minute that an action
  /// may name.
  public var clockNotice: String? {
    guard let last = state.withLock({ $0.present.at }),
      let lead = ClockGuard.lead(of: last, over: clock())
    else { return nil }
    return "The last fact is of \(last), \(ClockGuard.words(lead)) ahead of the clock. Until the "
      + "clock is there every fact is dated so: locks do not end, codes do not expire. If the "
      + "clock was wrong then, docs/operations.md says the way out."
  }

  /// What a reader found damaged, in words, and what its answers lack therefore; absent when
  /// nothing was.
  public var damageNotice: String? {
    if let damage = store.recovery.damage {
      return "Damaged: \(damage). Only what stands before it was read. "
        + "\(damage.advice) `espace verify` says more."
    }
    guard let damage = state.withLock({ $0.vaultDamage }) else { return nil }
    return "Damaged: \(damage). What does not verify is shown as sealed. "
      + "\(damage.advice) `espace verify` says more."
  }
}
