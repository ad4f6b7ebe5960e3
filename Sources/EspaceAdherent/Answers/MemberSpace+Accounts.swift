import EventLog
import Membership
import Notation
import Projections
import Synchronization

extension MemberSpace {
  /// Makes the account of a member at a scene.
  ///
  /// Values hidden by damage are sealed, and `damageNotice` names the damage.
  ///
  /// - Throws: `SpaceError` of kind `.storage` when the disk failed.
  func build(
    _ member: Member, _ scene: Scene, _ values: VaultReader
  ) throws(SpaceError) -> Account {
    let reading = ReadingFaults()
    let account = AccountBuilder(
      member: member, house: scene.house, now: scene.now, position: scene.position,
      open: { values.event(at: $0, noting: reading) }, actor: { values.actor(at: $0) },
      sharesEmailWith: sharers(of: member, scene, values, noting: reading)
    ).build()
    try reading.checkDisk()
    return account
  }

  /// The other members with the same address on file; `nil` where it cannot be told: without the
  /// vault, and where damage hides the address, the directory or another member.
  private func sharers(
    of member: Member, _ scene: Scene, _ values: VaultReader, noting reading: ReadingFaults
  ) -> [Token]? {
    guard let email = member.emailOnFile else { return [] }
    guard
      case .emailRecorded(let event)? = values.event(at: email.mark.position, noting: reading)
    else { return nil }
    switch event.address {
    case .open: break
    case .sealed: return nil
    case .erased, .absent: return []
    }
    guard let address = event.address.value.flatMap({ EmailAddress(typed: $0) }) else { return [] }
    let known = state.withLock { $0.isDirectoryPartial ? nil : $0.directory }
    guard let directory = known else { return nil }
    let lookUp = Knowledge.LookUp.email(address.lookupKey)
    do throws(LogError) {
      var sharers: [Token] = []
      for candidate in try directory.candidates(lookUp, reportedBy: LogIndex.damage)
      where candidate.member != member.id && candidate.position <= scene.position {
        guard let other = try state(of: candidate.member, at: scene),
          other.holds(lookUp, givenAt: candidate.position), !other.hasEnded
        else { continue }
        sharers.append(other.id)
      }
      return sharers
    } catch {
      reading.note(error)
      passOver(error)
      return nil
    }
  }

  /// A member's state at a scene; `nil` when there was no such member.
  func member(_ id: Token, at scene: Scene) throws(SpaceError) -> Member? {
    do throws(LogError) { return try state(of: id, at: scene) } catch { throw SpaceError(error) }
  }

  private func state(of id: Token, at scene: Scene) throws(LogError) -> Member? {
    // A fact may have been settled since the scene was made out.
    if scene.isNow, let member = try members.member(id),
      member.last?.position ?? 0 <= scene.position
    {
      return member
    }
    return try store.member(id, upTo: scene.position)
  }
}

extension Directory {
  /// Returns the members that ever had a value.
  ///
  /// A damaged snapshot is thrown as `LogError`.
  fileprivate func candidates(
    _ lookUp: Knowledge.LookUp, reportedBy damage: Damage
  ) throws(LogError) -> [Knowledge.Candidate] {
    do throws(SnapshotFault) { return try candidates(lookUp) } catch {
      if case .storage(let fault) = error { throw .storage(fault) }
      throw .damaged(damage)
    }
  }
}
