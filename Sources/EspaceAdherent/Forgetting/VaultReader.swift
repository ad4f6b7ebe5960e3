import Digests
import EventLog
import Membership
import Projections

/// Opens the private parts of facts, as far as the facts themselves let them be opened.
struct VaultReader: Sendable {
  let store: LogStore
  let forgetting: Forgetting
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
  func secret(of fact: RecordedEvent, _ commitment: Digest?) throws(LogError) -> SecretPart {
    guard let commitment else { return .none }
    if let fact = forgetting.fact(erasing: fact.place) { return .erased(by: fact) }
    guard opensValues else { return .unavailable }
    return try store.secretPart(at: fact.position, of: fact.stream, commitment)
  }

  /// The private part of a record, as above, for who goes through many.
  ///
  /// - Parameter reading: Answers what was read of it already, if anything.
  func secret(
    of view: RecordView, reading: () -> SecretPart?
  ) throws(LogError) -> SecretPart {
    guard opensValues, !isErased(view), let part = reading() else {
      return try secret(of: RecordedEvent(view), view.sealed)
    }
    return part
  }

  /// Whether a fact has erased a record's private part; of members who have nothing erased, as nearly
  /// all, no fact is read to know.
  private func isErased(_ view: RecordView) -> Bool {
    if case .member(let id)? = StreamName(text: view.stream), !forgetting.hasErased(anythingOf: id)
    {
      return false
    }
    return forgetting.fact(erasing: RecordedEvent(view).place) != nil
  }

  /// The actor of the fact at a position; `nil` when it cannot be read.
  func actor(at position: Int) -> Actor? {
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
      var secret = SecretPart.unavailable
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
    var names: Set<Knowledge.LookUp> = []
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
    return forgetting.traces(naming: names) { event(at: $0, noting: faults) }
  }
}
