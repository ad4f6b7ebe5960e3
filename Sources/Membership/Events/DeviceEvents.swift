public import Notation

/// `device.enrolled`: a telephone or tablet with the application (MG-1, MG-9).
public struct DeviceEnrolled: Described {
  public var device = Token(bits: 0)
  public var label = Sealed<String>.absent
  public var platform = ""

  public init() {}

  package mutating func describe(_ fields: inout Fields) {
    fields("device", &device, .pseudonymous)
    fields("platform", &platform)
    fields.sealed("label", &label, .identifying)
  }
}

/// `device.blocked`: the application may not sign in until it is unblocked (MG-8).
public struct DeviceBlocked: Described {
  public var device = Token(bits: 0)
  public var reason = ""

  public init() {}

  package mutating func describe(_ fields: inout Fields) {
    fields("device", &device, .pseudonymous)
    fields("reason", &reason)
  }
}

/// `device.unblocked`: the application may sign in again (MG-8).
public struct DeviceUnblocked: Described {
  public var device = Token(bits: 0)

  public init() {}

  package mutating func describe(_ fields: inout Fields) {
    fields("device", &device, .pseudonymous)
  }
}

/// `device.removed`: the end of a device; the application that comes back is a new one (edge 39).
public struct DeviceRemoved: Described {
  public var device = Token(bits: 0)

  public init() {}

  package mutating func describe(_ fields: inout Fields) {
    fields("device", &device, .pseudonymous)
  }
}
