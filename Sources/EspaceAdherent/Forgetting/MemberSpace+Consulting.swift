import EventLog
import FoundationEssentials
import Membership
import Notation
import Projections
import Synchronization

extension MemberSpace {
  /// What opens values for a reading, once the reading is recorded when it has a purpose.
  ///
  /// - Parameters:
  ///   - what: What is read.
  ///   - member: Whose it is; absent for a listing.
  ///   - purpose: Why; absent when none was given, and the values are then opened only if neither
  ///     the house nor the reading itself asks for one.
  ///   - isPurposeNeeded: Whether the reading asks for one whatever the house says.
  /// - Throws: `SpaceError` of kind `.readOnly` when the reading cannot be recorded, `.invalid` when
  ///   it is refused; then nothing is shown.
  func values(
    of what: Consulted, _ member: Token?, for purpose: Purpose?, isPurposeNeeded: Bool = false
  ) throws(SpaceError) -> VaultReader {
    // Of one who was erased nothing can be opened, so nothing is there to be recorded.
    if let purpose, try !isErased(member) { try record(what, of: member, for: purpose) }
    let isNeeded = isPurposeNeeded || state.withLock { $0.present.house.readingNeedsPurpose }
    return values(areOpened: purpose != nil || !isNeeded)
  }

  /// Returns a reader that opens values for an answer.
  ///
  /// Damage that it meets is reported with the answer.
  func values(areOpened: Bool) -> VaultReader {
    VaultReader(
      store: store, forgetting: state.withLock { $0.present.forgetting }, opensValues: areOpened
    ) { [weak self] error in self?.passOver(error) }
  }

  /// Keeps the first damage that an answer shows as sealed: `damageNotice` tells it.
  func passOver(_ error: LogError) {
    guard let damage = error.damage else { return }
    state.withLock { $0.vaultDamage = $0.vaultDamage ?? damage }
  }

  private func isErased(_ id: Token?) throws(SpaceError) -> Bool {
    guard let id else { return false }
    return try marks(of: id)?.contains(.erased) ?? false
  }

  /// Whether the house shows personal values only for a purpose that is recorded.
  public var needsPurpose: Bool {
    state.withLock { $0.present.house.readingNeedsPurpose }
  }

  private func record(
    _ what: Consulted, of member: Token?, for purpose: Purpose
  ) throws(SpaceError) {
    guard isWritable else {
      throw SpaceError(
        .readOnly,
        "A reading for a purpose is recorded first, and this space is open for reading only. "
          + "Where a `perform` is at work, give it the action `consult`.")
    }
    let id = state.withLock { UUID.draw(using: &$0.random) }
    let outcome = try perform(
      ActionRequest(
        id: id, by: purpose.reader, member: member.map { Typed($0.description) },
        .consult(
          .make {
            $0.what = what
            $0.purpose = Typed(purpose.text)
          })))
    guard case .refused(let reason) = outcome.result else { return }
    throw SpaceError(
      .invalid, "The reading was refused: \(reason.rawValue).", field: "purpose")
  }
}

extension House {
  /// Whether values are opened for a purpose only: since the rule was recorded, at whatever moment a
  /// question is asked, and until a later one no longer says so.
  fileprivate var readingNeedsPurpose: Bool {
    settings.last?.rules.retention.readingNeedsPurpose ?? false
  }
}
