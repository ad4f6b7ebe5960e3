import Digests
public import Notation

/// Enrols a device (MG-9).
public struct EnrolDevice: Described {
  /// The name that the member gives the device (P2), 1 to 200 code points.
  public var label = UntrustedText("")
  /// The system that it runs on, such as `ios`; it will stand in clear in the log.
  public var platform: Slug = "unspecified"

  /// Makes the action with empty fields, to be set one by one.
  public init() {}

  package mutating func describe(_ fields: inout Fields) {
    fields("label", &label, .identifying)
    fields("platform", &platform)
  }
}

/// Names a device; `blockDevice`, `unblockDevice` and `removeDevice` share it (MG-8).
public struct DeviceAction: Described {
  /// The id of the device.
  public var device = Token(bits: 0)
  /// Why it is blocked, in clear in the log; absent for nothing, and not read otherwise.
  public var reason: Slug?

  /// Makes the action with a placeholder for the device, to be set.
  public init() {}

  package mutating func describe(_ fields: inout Fields) {
    fields("device", &device, .pseudonymous)
    fields("reason", &reason)
  }
}

extension Decider {
  mutating func enrolDevice(_ action: EnrolDevice) throws(Interruption) {
    guard CappedText.fits(action.label.text, within: CappedText.name),
      !VisibleText.isBlank(action.label.text)
    else { throw .invalid(field: "label", why: "empty or too long") }
    let device = drawToken()
    append(
      .deviceEnrolled(
        .make {
          $0.device = device
          $0.label = .open(action.label.text)
          $0.platform = action.platform.text
        }))
    notifyOnFile(.deviceEnrolled)
  }

  /// Blocks, unblocks or removes a device (MG-8, MG-10); what already holds needs no fact.
  mutating func change(
    device action: DeviceAction, to state: Member.Device.State
  ) throws(Interruption) {
    guard let device = subject?.devices.first(where: { $0.id == action.device }) else {
      throw refuse(.unknownDevice, of: action.device)
    }
    guard device.state != state else { return }
    guard device.state != .removed else { throw refuse(.deviceRemoved, of: action.device) }
    switch state {
    case .active: append(.deviceUnblocked(.make { $0.device = action.device }))
    case .removed: append(.deviceRemoved(.make { $0.device = action.device }))
    case .blocked:
      append(
        .deviceBlocked(
          .make {
            $0.device = action.device
            $0.reason = action.reason?.text ?? ""
          }))
    }
  }
}

/// `device.enrolled`: a telephone or tablet with the application (MG-1, MG-9).
public struct DeviceEnrolled: Described {
  /// The id of the device, which its application sends with each sign-in.
  public var device = Token(bits: 0)
  /// The name that the member gave the device (P2), at most 200 code points.
  public var label = Sealed<String>.absent
  /// The system that the application says it runs on, such as `ios`.
  public var platform = ""

  /// Makes the event with placeholders for its required fields, to be set one by one.
  public init() {}

  package mutating func describe(_ fields: inout Fields) {
    fields("device", &device, .pseudonymous)
    fields("platform", &platform)
    fields.sealed("label", &label, .identifying)
  }
}

/// `device.blocked`: the application may not sign in until it is unblocked (MG-8).
public struct DeviceBlocked: Described {
  /// The id of the device; its sessions end with it (edge 39).
  public var device = Token(bits: 0)
  /// Why, as the member or the adviser said, in clear in the log; empty when nothing was said.
  public var reason = ""

  /// Makes the event with placeholders for its required fields, to be set one by one.
  public init() {}

  package mutating func describe(_ fields: inout Fields) {
    fields("device", &device, .pseudonymous)
    fields("reason", &reason)
  }
}

/// `device.unblocked`: the application may sign in again (MG-8).
public struct DeviceUnblocked: Described {
  /// The id of the device; sessions that ended stay ended.
  public var device = Token(bits: 0)

  /// Makes the event with a placeholder for the device, to be set.
  public init() {}

  package mutating func describe(_ fields: inout Fields) {
    fields("device", &device, .pseudonymous)
  }
}

/// `device.removed`: the end of a device; the application that comes back is a new one (edge 39).
public struct DeviceRemoved: Described {
  /// The id of the device, never used again; its sessions end with it.
  public var device = Token(bits: 0)

  /// Makes the event with a placeholder for the device, to be set.
  public init() {}

  package mutating func describe(_ fields: inout Fields) {
    fields("device", &device, .pseudonymous)
  }
}

extension Member {
  /// A device with the application.
  public struct Device: Sendable, Equatable {
    /// What a device may do (catalogue section 9).
    public enum State: String, Sendable {
      /// It may sign in.
      case active
      /// It may not until it is unblocked.
      case blocked
      /// It never may again; the application that comes back is a new device (edge 39).
      case removed
    }

    /// The id of the device.
    public let id: Token
    /// The system that it runs on, as its application said.
    public let platform: String
    /// The fact that holds the label.
    public let mark: Mark
    /// What it may do now.
    public internal(set) var state = State.active
    /// The fact that gave the state; at first the one that enrolled it.
    public internal(set) var changed: Mark
    /// The failures of sign-ins from this device: it alone locks the device, so that wrong passwords
    /// typed elsewhere never do.
    public internal(set) var signIn = FailureMeter()
  }
}
