public import Notation

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
