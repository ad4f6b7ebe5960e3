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

  /// How far the last fact and the clock are apart, in words.
  ///
  /// Absent while the last fact is up to a minute ahead, which an action may name, or up to a year
  /// behind. A clock that was confirmed at the opening may be any time ahead.
  public var clockNotice: String? {
    guard let last = state.withLock({ $0.present.at }) else { return nil }
    let now = clock()
    if let pause = clockGuard.longPause(before: now, after: last) {
      return "The clock says \(now), \(ClockGuard.words(pause)) after the last fact. A fact dated "
        + "by a wrong clock stays, and no later one can be dated before it: if the clock is wrong, "
        + "stop here. With --yes this is not said."
    }
    guard let lead = ClockGuard.lead(of: last, over: now) else { return nil }
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
