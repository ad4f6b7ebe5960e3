import Digests
import EventLog
import FoundationEssentials
public import Membership
import Notation
import Projections
import Synchronization

extension MemberSpace {
  /// Returns the reader that opens values for a consultation.
  ///
  /// A consultation with a purpose is recorded first.
  ///
  /// - Parameters:
  ///   - what: The object of the consultation.
  ///   - member: The member; `nil` for a listing.
  ///   - purpose: The purpose, if any. Without a purpose, values are opened only if neither the
  ///     house nor the consultation itself requires one.
  ///   - isPurposeNeeded: Whether the consultation requires a purpose under any rules of the house.
  /// - Throws: `SpaceError` of kind `.readOnly` when the consultation cannot be recorded,
  ///   `.invalid` when it is refused; then nothing is shown.
  func values(
    of what: Consulted, _ member: Token?, for purpose: Purpose?, isPurposeNeeded: Bool = false
  ) throws(SpaceError) -> VaultReader {
    // An erased member has no value to open, so there is no consultation to record.
    if let purpose, try !isErased(member) { try record(what, of: member, for: purpose) }
    let isNeeded = isPurposeNeeded || state.withLock { $0.settled.house.readingNeedsPurpose }
    return values(areOpened: purpose != nil || !isNeeded)
  }

  /// Returns a reader that opens values for an answer.
  ///
  /// Damage that it meets is reported with the answer.
  func values(areOpened: Bool) -> VaultReader {
    VaultReader(
      store: store, erasures: state.withLock { $0.settled.erasures }, opensValues: areOpened
    ) { [weak self] error in self?.passOver(error) }
  }

  /// Keeps the first damage that an answer shows as sealed, for `damageNotice`.
  func passOver(_ error: LogError) {
    guard let damage = error.damage else { return }
    state.withLock { $0.vaultDamage = $0.vaultDamage ?? damage }
  }

  private func isErased(_ id: Token?) throws(SpaceError) -> Bool {
    guard let id else { return false }
    return try marks(of: id)?.contains(.erased) ?? false
  }

  /// Whether the house shows personal values only for a purpose, which is recorded.
  public var needsPurpose: Bool {
    state.withLock { $0.settled.house.readingNeedsPurpose }
  }

  private func record(
    _ what: Consulted, of member: Token?, for purpose: Purpose
  ) throws(SpaceError) {
    guard isWritable else {
      throw SpaceError(
        .readOnly,
        "A consultation for a purpose is recorded first, but this space is open for reading only. "
          + "If a `perform` is running, send it the action `consult`.")
    }
    let id = state.withLock { UUID.draw(using: &$0.random) }
    let outcome = try perform(
      ActionRequest(
        id: id, by: purpose.reader, member: member.map { UntrustedText($0.description) },
        .consult(
          .make {
            $0.what = what
            $0.purpose = UntrustedText(purpose.text)
          })))
    guard case .refused(let reason) = outcome.result else { return }
    throw SpaceError(
      .invalid, "The consultation was refused: \(reason.rawValue).", field: "purpose")
  }
}

extension House {
  /// Whether values are opened for a purpose only.
  ///
  /// The rules that were recorded last decide, for a query as of any moment.
  fileprivate var readingNeedsPurpose: Bool {
    settings.last?.rules.retention.readingNeedsPurpose ?? false
  }
}

/// The purpose of a consultation, and its reader.
///
/// Both are recorded before any personal value is shown (edge 47).
public struct Purpose: Sendable {
  /// The purpose, in a few words; the fact that records the consultation seals it (P2).
  public let text: String
  /// The reader: an auditor or an adviser.
  public let reader: ActorID

  /// Makes a purpose.
  ///
  /// - Parameters:
  ///   - text: The purpose; must not be blank.
  ///   - reader: An auditor or an adviser, under the host's pseudonym.
  public init(_ text: String, by reader: ActorID) {
    self.text = text
    self.reader = reader
  }
}

extension Purpose: CustomStringConvertible, CustomReflectable {
  /// The reader, never the purpose, because the purpose may name a person.
  public var description: String { "‹a purpose of \(reader)›" }

  /// A mirror without children, so that `dump` shows no text either.
  public var customMirror: Mirror { Mirror(self, children: []) }
}

/// Opens the private parts of facts, unless a fact has erased them.
struct VaultReader: Sendable {
  let store: LogStore
  let erasures: Erasures
  /// Whether values are opened at all.
  ///
  /// It is `false` when a purpose is required and not given.
  var opensValues = true
  /// A closure that is called with damage, the values of which are shown as sealed.
  ///
  /// A query reports it with its answer.
  var passingOver: @Sendable (LogError) -> Void = { _ in }

  /// Returns the private part of a fact.
  ///
  /// It is erased from the erasing fact on, even while the vault still holds its bytes.
  ///
  /// - Parameters:
  ///   - fact: The fact, with its private part sealed.
  ///   - commitment: The commitment to the private part in the record; `nil` if it seals nothing.
  func secret(of fact: RecordedEvent, _ commitment: Digest?) throws(LogError) -> SealedPayload {
    guard let commitment else { return .none }
    if let fact = erasures.fact(erasing: fact.place) { return .erased(by: fact) }
    guard opensValues else { return .unavailable }
    return try store.sealedPayload(at: fact.position, of: fact.stream, commitment)
  }

  /// Returns the private part of a record, for a scan of many records.
  ///
  /// - Parameter reading: Returns the private part if it was read already, otherwise `nil`.
  func secret(
    of view: RecordView, reading: () -> SealedPayload?
  ) throws(LogError) -> SealedPayload {
    guard opensValues, !isErased(view), let part = reading() else {
      return try secret(of: RecordedEvent(view), view.sealed)
    }
    return part
  }

  /// Returns whether a fact has erased a record's private part.
  ///
  /// Nearly all members have nothing erased. Their records need not be decoded for the answer.
  private func isErased(_ view: RecordView) -> Bool {
    if case .member(let id)? = StreamName(text: view.stream), !erasures.hasErased(anythingOf: id) {
      return false
    }
    return erasures.fact(erasing: RecordedEvent(view).place) != nil
  }

  /// Returns the actor of the fact at a position, or `nil` when it cannot be read.
  func actor(at position: Int) -> ActorID? {
    do throws(LogError) {
      return try store.record(at: position).map { RecordedEvent($0).actor }
    } catch {
      passingOver(error)
      return nil
    }
  }

  /// Returns the event at a position, with its private part open if it can be opened.
  ///
  /// - Parameter faults: Receives each failure to read.
  func event(at position: Int, noting faults: ReadingFaults? = nil) -> Event? {
    do throws(LogError) {
      guard let record = try store.record(at: position) else { return nil }
      var secret = SealedPayload.unavailable
      do throws(LogError) {
        secret = try self.secret(of: RecordedEvent(record), record.sealed)
      } catch {
        faults?.note(error)
        passingOver(error)
      }
      return RecordedEvent(record, secret: secret).event
    } catch {
      faults?.note(error)
      passingOver(error)
      return nil
    }
  }
}

extension VaultReader {
  /// Returns the positions of the attempts with a typed text that names a member.
  ///
  /// - Complexity: O(the member's facts + the traces kept).
  func traces(naming member: Member, noting faults: ReadingFaults? = nil) -> [Int] {
    var names: Set<DecisionContext.LookUp> = []
    var positions: [Int] = []
    do throws(LogError) {
      try store.history(of: StreamName.member(member.id).description) { (record) throws(LogError) in
        if Event.findsMembers(type: record.type) { positions.append(record.position) }
        return true
      }
    } catch {
      faults?.note(error)
      passingOver(error)
    }
    for position in positions {
      names.formUnion(event(at: position, noting: faults)?.lookUps ?? [])
    }
    return erasures.traces(naming: names) { event(at: $0, noting: faults) }
  }
}
