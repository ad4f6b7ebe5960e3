import Digests
import EventLog
import FoundationEssentials
public import Membership
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
      store: store, erasures: state.withLock { $0.present.erasures }, opensValues: areOpened
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
        id: id, by: purpose.reader, member: member.map { UntrustedText($0.description) },
        .consult(
          .make {
            $0.what = what
            $0.purpose = UntrustedText(purpose.text)
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

/// Why personal values are read, and by whom: recorded before anything is shown (edge 47).
public struct Purpose: Sendable {
  /// Why, in a few words; it is sealed in the fact that records the reading (P2).
  public let text: String
  /// Who reads: an auditor or an adviser.
  public let reader: ActorID

  /// Makes a purpose.
  ///
  /// - Parameters:
  ///   - text: Why; must not be blank.
  ///   - reader: An auditor or an adviser, under the host's pseudonym.
  public init(_ text: String, by reader: ActorID) {
    self.text = text
    self.reader = reader
  }
}

extension Purpose: CustomStringConvertible, CustomReflectable {
  /// Who reads; never why, for that may name a person.
  public var description: String { "‹a purpose of \(reader)›" }

  /// A mirror without children, so that `dump` shows no text either.
  public var customMirror: Mirror { Mirror(self, children: []) }
}

/// Opens the private parts of facts, as far as the facts themselves let them be opened.
struct VaultReader: Sendable {
  let store: LogStore
  let erasures: Erasures
  /// Whether values are opened at all; not where the house asks for a purpose and none is given.
  var opensValues = true
  /// Called with damage whose values are shown as sealed.
  ///
  /// A query reports it with its answer.
  var passingOver: @Sendable (LogError) -> Void = { _ in }

  /// The private part of a fact: erased as soon as a fact says so, whatever the vault holds.
  ///
  /// - Parameters:
  ///   - fact: The fact, its private part sealed.
  ///   - commitment: What its record says of the private part.
  func secret(of fact: RecordedEvent, _ commitment: Digest?) throws(LogError) -> SealedPayload {
    guard let commitment else { return .none }
    if let fact = erasures.fact(erasing: fact.place) { return .erased(by: fact) }
    guard opensValues else { return .unavailable }
    return try store.secretPart(at: fact.position, of: fact.stream, commitment)
  }

  /// The private part of a record, as above, for who goes through many.
  ///
  /// - Parameter reading: Answers what was read of it already, if anything.
  func secret(
    of view: RecordView, reading: () -> SealedPayload?
  ) throws(LogError) -> SealedPayload {
    guard opensValues, !isErased(view), let part = reading() else {
      return try secret(of: RecordedEvent(view), view.sealed)
    }
    return part
  }

  /// Whether a fact has erased a record's private part; of members who have nothing erased, as nearly
  /// all, no fact is read to know.
  private func isErased(_ view: RecordView) -> Bool {
    if case .member(let id)? = StreamName(text: view.stream), !erasures.hasErased(anythingOf: id) {
      return false
    }
    return erasures.fact(erasing: RecordedEvent(view).place) != nil
  }

  /// The actor of the fact at a position; `nil` when it cannot be read.
  func actor(at position: Int) -> ActorID? {
    do throws(LogError) {
      return try store.record(at: position).map { RecordedEvent($0).actor }
    } catch {
      passingOver(error)
      return nil
    }
  }

  /// The event at a position, its private part open when it can be opened.
  ///
  /// - Parameter faults: are told what could not be read.
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
  /// The attempts in which a text that names a member was typed.
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
