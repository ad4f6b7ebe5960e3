import Digests
public import Notation

/// Enrols a device (MG-9).
public struct EnrolDevice: ActionPayload {
  package static let name = ActionName.enrolDevice
  package static let actors: [ActorID.Role] = [.member]
  package static let firstEvents: [any EventPayload.Type] = [DeviceEnrolled.self]

  /// The name that the member gives the device (P2), 1 to 200 code points.
  public var label = UntrustedText("")
  /// The operating system, such as `ios`, stored in clear in the log.
  public var platform: Slug = "unspecified"

  /// Makes the action with placeholders for its fields, to be set one by one.
  public init() {}

  package mutating func describe(_ fields: inout Fields) {
    fields("label", &label, .identifying)
    fields("platform", &platform)
  }

  package func decide(_ decider: inout Decider) throws(Interruption) {
    guard CappedText.fits(label.text, within: CappedText.name),
      !VisibleText.isBlank(label.text)
    else { throw .invalid(field: "label", why: "empty or too long") }
    let device = decider.drawToken()
    decider.append(
      .deviceEnrolled(
        .make {
          $0.device = device
          $0.label = .open(label.text)
          $0.platform = platform.text
        }))
    decider.notifyOnFile(.deviceEnrolled)
  }
}

/// Blocks a device until it is unblocked (MG-8, MG-10).
public struct BlockDevice: ActionPayload {
  package static let name = ActionName.blockDevice
  package static let actors: [ActorID.Role] = [.member, .adviser]
  package static let refusals: [RefusalReason] = [.unknownDevice, .deviceRemoved]
  package static let firstEvents: [any EventPayload.Type] = [DeviceBlocked.self]

  /// The id of the device.
  public var device = Token(bits: 0)
  /// The reason for the block, in clear in the log, or `nil`.
  public var reason: Slug?

  /// Makes the action with a placeholder for the device, to be set.
  public init() {}

  package mutating func describe(_ fields: inout Fields) {
    fields("device", &device, .pseudonymous)
    fields("reason", &reason)
  }

  package func decide(_ decider: inout Decider) throws(Interruption) {
    guard try decider.changes(device, to: .blocked) else { return }
    decider.append(
      .deviceBlocked(
        .make {
          $0.device = device
          $0.reason = reason?.text ?? ""
        }))
  }
}

/// Unblocks a device (MG-8, MG-10).
public struct UnblockDevice: ActionPayload {
  package static let name = ActionName.unblockDevice
  package static let actors: [ActorID.Role] = [.member, .adviser]
  package static let refusals: [RefusalReason] = [.unknownDevice, .deviceRemoved]
  package static let firstEvents: [any EventPayload.Type] = [DeviceUnblocked.self]

  /// The id of the device.
  public var device = Token(bits: 0)
  /// A reason, which is accepted and not used.
  public var reason: Slug?

  /// Makes the action with a placeholder for the device, to be set.
  public init() {}

  package mutating func describe(_ fields: inout Fields) {
    fields("device", &device, .pseudonymous)
    fields("reason", &reason)
  }

  package func decide(_ decider: inout Decider) throws(Interruption) {
    guard try decider.changes(device, to: .active) else { return }
    decider.append(.deviceUnblocked(.make { $0.device = device }))
  }
}

/// Removes a device, which can never sign in again (MG-8, edge 39).
public struct RemoveDevice: ActionPayload {
  package static let name = ActionName.removeDevice
  package static let actors: [ActorID.Role] = [.member, .adviser]
  package static let refusals: [RefusalReason] = [.unknownDevice, .deviceRemoved]
  package static let firstEvents: [any EventPayload.Type] = [DeviceRemoved.self]

  /// The id of the device.
  public var device = Token(bits: 0)
  /// A reason, which is accepted and not used.
  public var reason: Slug?

  /// Makes the action with a placeholder for the device, to be set.
  public init() {}

  package mutating func describe(_ fields: inout Fields) {
    fields("device", &device, .pseudonymous)
    fields("reason", &reason)
  }

  package func decide(_ decider: inout Decider) throws(Interruption) {
    guard try decider.changes(device, to: .removed) else { return }
    decider.append(.deviceRemoved(.make { $0.device = device }))
  }
}

extension Decider {
  /// Returns whether a device is in another state and may change to the new one.
  fileprivate func changes(
    _ id: Token, to state: Member.Device.State
  ) throws(Interruption) -> Bool {
    guard let device = subject?.devices.first(where: { $0.id == id }) else {
      throw refuse(.unknownDevice, of: id)
    }
    guard device.state != state else { return false }
    guard device.state != .removed else { throw refuse(.deviceRemoved, of: id) }
    return true
  }
}

/// `device.enrolled`: a telephone or tablet with the application was enrolled (MG-1, MG-9).
public struct DeviceEnrolled: EventPayload {
  package static let name = "device.enrolled"
  package static let seals: [PrivateClass] = [.device]
  package static let serves = "MG-1, MG-9"

  /// The id of the device, which its application sends with each sign-in.
  public var device = Token(bits: 0)
  /// The name that the member gave the device (P2), at most 200 code points.
  public var label = Sealed<String>.absent
  /// The operating system that the application reports, such as `ios`.
  public var platform = ""

  /// Makes the event with placeholders for its required fields, to be set one by one.
  public init() {}

  package mutating func describe(_ fields: inout Fields) {
    fields("device", &device, .pseudonymous)
    fields("platform", &platform)
    fields.sealed("label", &label, .identifying)
  }

  package func evolve(_ member: inout Member, by fact: RecordedEvent, at mark: Mark) {
    guard !member.devices.contains(where: { $0.id == device }) else { return }
    member.devices.append(
      Member.Device(id: device, platform: platform, mark: mark, changed: mark))
  }
}

/// `device.blocked`: the device may not sign in until it is unblocked (MG-8).
public struct DeviceBlocked: EventPayload {
  package static let name = "device.blocked"
  package static let internalFields: Set<String> = ["reason"]
  package static let serves = "MG-8, MG-10, edge 39"

  /// The id of the device; its sessions end (edge 39).
  public var device = Token(bits: 0)
  /// The reason given by the member or the adviser, in clear in the log; empty if not given.
  public var reason = ""

  /// Makes the event with placeholders for its required fields, to be set one by one.
  public init() {}

  package mutating func describe(_ fields: inout Fields) {
    fields("device", &device, .pseudonymous)
    fields("reason", &reason)
  }

  package func evolve(_ member: inout Member, by fact: RecordedEvent, at mark: Mark) {
    member.change(device: device, to: .blocked, mark)
  }
}

/// `device.unblocked`: the device may sign in again (MG-8).
public struct DeviceUnblocked: EventPayload {
  package static let name = "device.unblocked"
  package static let serves = "MG-8, edge 39"

  /// The id of the device; its ended sessions stay ended.
  public var device = Token(bits: 0)

  /// Makes the event with a placeholder for the device, to be set.
  public init() {}

  package mutating func describe(_ fields: inout Fields) {
    fields("device", &device, .pseudonymous)
  }

  package func evolve(_ member: inout Member, by fact: RecordedEvent, at mark: Mark) {
    member.change(device: device, to: .active, mark)
  }
}

/// `device.removed`: the device was removed for good.
///
/// An application that is enrolled again is a new device (edge 39).
public struct DeviceRemoved: EventPayload {
  package static let name = "device.removed"
  package static let serves = "MG-8, edges 39, 40"

  /// The id of the device, which is never used again; its sessions end.
  public var device = Token(bits: 0)

  /// Makes the event with a placeholder for the device, to be set.
  public init() {}

  package mutating func describe(_ fields: inout Fields) {
    fields("device", &device, .pseudonymous)
  }

  package func evolve(_ member: inout Member, by fact: RecordedEvent, at mark: Mark) {
    member.change(device: device, to: .removed, mark)
  }
}

extension Member {
  fileprivate mutating func change(device id: Token, to state: Device.State, _ mark: Mark) {
    guard let index = devices.firstIndex(where: { $0.id == id }),
      devices[index].state != .removed
    else { return }
    devices[index].state = state
    devices[index].changed = mark
    guard state != .active else { return }
    endSessions(mark) { $0.device == id }
  }

  /// An enrolled device with the application.
  public struct Device: Sendable, Equatable {
    /// The states of a device (catalogue section 9).
    public enum State: String, Sendable {
      /// The device may sign in.
      case active
      /// The device may not sign in until it is unblocked.
      case blocked
      /// The device may never sign in again.
      ///
      /// An application that is enrolled again is a new device (edge 39).
      case removed
    }

    /// The id of the device.
    public let id: Token
    /// The operating system that the application reported.
    public let platform: String
    /// The fact that holds the label.
    public let mark: Mark
    /// The present state.
    public internal(set) var state = State.active
    /// The fact that set the state; at first the one that enrolled it.
    public internal(set) var changed: Mark
    /// The failures of sign-ins from this device.
    ///
    /// This meter alone locks the device, so that wrong passwords typed elsewhere never do.
    public internal(set) var signIn = FailureMeter()
  }
}
