import Membership
import Notation
import Testing

@Suite("Devices")
struct DevicesTests {
  let world: TestWorld

  init() throws {
    world = try TestWorld(.mcrn)
    try world.enrol()
    try world.choosePassword("193592")
    try world.signIn("193592")
  }

  /// Enrols a device in the current session.
  private func enrolDevice() throws -> Token {
    let session = try world.session()
    try world.do(
      .enrolDevice(
        .make {
          $0.label = "Téléphone de Jeanne"
          $0.platform = "android"
        }), session: session)
    return try #require(try world.member().devices.last).id
  }

  @discardableResult
  private func change(
    _ action: ActionName, _ device: Token, session: String? = nil, by actor: ActorID? = nil
  ) throws -> Decision {
    try world.do(
      Self.action(action, on: device), by: actor, member: session == nil ? "193592" : nil,
      session: session)
  }

  private static func action(_ name: ActionName, on device: Token) -> Action {
    switch name {
    case .blockDevice: .blockDevice(.make { $0.device = device })
    case .unblockDevice: .unblockDevice(.make { $0.device = device })
    default: .removeDevice(.make { $0.device = device })
    }
  }

  @Test("MG-8: the member may block, unblock and remove a device at any moment")
  func byTheMember() throws {
    let device = try enrolDevice()
    let session = try world.session()
    #expect(try change(.blockDevice, device, session: session).facts == ["device.blocked"])
    let blocked = try world.signIn("193592", device: device)
    #expect(blocked.refusal == .deviceBlocked)
    #expect(blocked.publicOutcome == PublicOutcome(.notRecognised))
    #expect(
      try change(.unblockDevice, device, session: session).facts == ["device.unblocked"])
    #expect(try world.signIn("193592", device: device).isAccepted)
    let latest = try world.session()
    #expect(try change(.removeDevice, device, session: session).facts == ["device.removed"])
    #expect(try world.signIn("193592", device: device).refusal == .deviceRemoved)
    #expect(try world.do(.signOut(.make { _ in }), session: latest).refusal == .sessionEnded)
  }

  @Test("MG-10: the adviser may act too, and the fact names the actor")
  func byTheAdviser() throws {
    let device = try enrolDevice()
    for action in [ActionName.blockDevice, .unblockDevice, .removeDevice] {
      #expect(try change(action, device, by: .adviser("m-7")).facts.count == 1)
      #expect(world.facts.last?.actor == .adviser("m-7"))
    }
    let blocked = try world.do(
      .blockDevice(.make { $0.device = device }), by: .administrator("m-8"), member: "193592")
    #expect(blocked.refusal == .notAllowed)
  }

  @Test("edge 39: a device blocked or removed ends its own live session, and no other")
  func sessions() throws {
    let device = try enrolDevice()
    let onWeb = try world.session()
    for action in [ActionName.blockDevice, .removeDevice] {
      try change(.unblockDevice, device)
      try world.signIn("193592", device: device)
      let onDevice = try world.session()
      try change(action, device)
      let label = Action.enrolDevice(.make { $0.label = "x" })
      #expect(try world.do(label, session: onDevice).refusal == .sessionEnded)
      #expect(try world.do(label, session: onWeb).isAccepted)
    }
  }

  @Test("edge 39: block, block, unblock, unblock: a state already in effect makes no second fact")
  func idempotent() throws {
    let device = try enrolDevice()
    let count = world.facts.count
    for _ in 1...3 {
      #expect(try change(.blockDevice, device).isAccepted)
      #expect(try change(.blockDevice, device).facts.isEmpty)
      #expect(try change(.unblockDevice, device).isAccepted)
      #expect(try change(.unblockDevice, device).facts.isEmpty)
    }
    #expect(world.facts.count == count + 6)
    #expect(try world.member().devices.last?.state == .active)
  }

  @Test("edge 39: a session ended by a block does not live again when the device does")
  func notRevived() throws {
    let device = try enrolDevice()
    try world.signIn("193592", device: device)
    let session = try world.session()
    try change(.blockDevice, device)
    try change(.unblockDevice, device)
    #expect(try world.do(.signOut(.make { _ in }), session: session).refusal == .sessionEnded)
  }

  @Test("edge 39: removed, a telephone comes back as a new device; the old one stays removed")
  func newDevice() throws {
    let first = try enrolDevice()
    let session = try world.session()
    try change(.removeDevice, first, session: session)
    #expect(try change(.removeDevice, first, session: session).facts.isEmpty)
    #expect(try change(.unblockDevice, first, session: session).refusal == .deviceRemoved)
    let second = try enrolDevice()
    #expect(second != first)
    let devices = try world.member().devices
    #expect(devices.map(\.state) == [.removed, .active])
    #expect(try world.signIn("193592", device: first).refusal == .deviceRemoved)
    #expect(try world.signIn("193592", device: second).isAccepted)
  }

  @Test("edge 40: with the last device removed, one still signs in on the web")
  func lastDevice() throws {
    let device = try enrolDevice()
    try change(.removeDevice, device)
    #expect(try world.signIn("193592").session != nil)
  }

  @Test("MG-8: an unknown device, or one of another member, is unknown and reveals nothing")
  func unknown() throws {
    let device = try enrolDevice()
    try world.enrol("200001", email: "autre@example.fr")
    try world.choosePassword("200001")
    #expect(try world.signIn("200001", device: device).refusal == .deviceUnknown)
    let block = Action.blockDevice(.make { $0.device = device })
    #expect(try world.do(block, member: "200001").refusal == .unknownDevice)
    #expect(try world.member().devices.last?.state == .active)
  }

  @Test("MG-8: the address on file is notified of a new device")
  func told() throws {
    _ = try enrolDevice()
    #expect(world.deliveries.last?.topic == .deviceEnrolled)
    #expect(try world.facts().suffix(2).map(\.name) == ["device.enrolled", "notice.issued"])
  }
}
