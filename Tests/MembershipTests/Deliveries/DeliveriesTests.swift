import Membership
import Notation
import Testing

@Suite("The carrier's reports")
struct DeliveriesTests {
  private func report(
    _ world: TestWorld, _ delivery: Token, _ outcome: DeliveryReported.Outcome,
    number: String = "193592"
  ) throws -> Decision {
    try world.do(
      .reportDelivery(
        .make {
          $0.delivery = delivery
          $0.outcome = outcome
          $0.reason = "smtp-550"
        }), member: number)
  }

  private func sent() throws -> (TestWorld, Token) {
    let world = try TestWorld.signedIn().world
    try world.requestCode("193592", on: pageA)
    return (world, try #require(world.deliveries.last?.delivery))
  }

  @Test(
    "UM-24, FM-17: of each message the carrier says once that it was sent, and once that it failed",
    arguments: [
      (.sent, .bounced, nil), (.sent, .returned, nil), (.sent, .failed, nil),
      (.sent, .sent, .alreadyReported), (.bounced, .sent, .alreadyReported),
      (.failed, .sent, .alreadyReported), (.bounced, .bounced, .alreadyReported),
    ] as [(DeliveryReported.Outcome, DeliveryReported.Outcome, RefusalReason?)])
  func twice(
    first: DeliveryReported.Outcome, second: DeliveryReported.Outcome, refusal: RefusalReason?
  ) throws {
    let (world, delivery) = try sent()
    #expect(try report(world, delivery, first).facts.first == "delivery.reported")
    #expect(try report(world, delivery, second).refusal == refusal)
    let outcome = try world.member().deliveries.last { $0.id == delivery }?.outcome
    #expect(outcome == (refusal == nil ? second : first))
  }

  @Test("FM-17: an address that bounced is not used again, and its codes and links are ended")
  func bounced() throws {
    let (world, delivery) = try sent()
    let code = try world.code()
    #expect(
      try report(world, delivery, .bounced).facts == ["delivery.reported", "email.invalidated"])
    #expect(try world.verifyCode("193592", code, on: pageA).refusal == .ended)
    #expect(try world.member().emailOnFile == nil)
    #expect(try world.member().emails.last?.invalidation == .bounced)
    world.advance(.minutes(2))
    #expect(try world.requestCode("193592", on: pageA).refusal == .noChannelKnown)
    try world.record(.email, ["email": "right@maison.example"], by: .adviser("a-1"))
    #expect(try world.requestCode("193592", on: pageA).isAccepted)
  }

  @Test(
    "a failed or returned delivery does not mean that the address is wrong",
    arguments: [.failed, .returned] as [DeliveryReported.Outcome])
  func failed(outcome: DeliveryReported.Outcome) throws {
    let (world, delivery) = try sent()
    #expect(try report(world, delivery, outcome).facts == ["delivery.reported"])
    #expect(try world.member().emailOnFile != nil)
    #expect(try world.verifyCode("193592", world.code(), on: pageA).isAccepted)
  }

  @Test("edge 5: a bounce of an address replaced since invalidates nothing")
  func bouncedFormer() throws {
    let (world, delivery) = try sent()
    try world.record(.email, ["email": "right@maison.example"], by: .adviser("a-1"))
    #expect(try report(world, delivery, .bounced).facts == ["delivery.reported"])
    #expect(try world.member().emailOnFile != nil)
  }

  @Test("a notice that bounced is a bounce as well")
  func notice() throws {
    let (world, session) = try TestWorld.signedIn()
    let filed = try world.file(.bankDetails, session: session)
    let notice = try #require(filed.deliveries.first?.delivery)
    #expect(
      try report(world, notice, .bounced).facts == ["delivery.reported", "email.invalidated"])
  }

  @Test("a delivery never sent to this member is unknown, and only the carrier reports")
  func unknown() throws {
    let (world, delivery) = try sent()
    try world.enrol("193593", email: nil)
    #expect(try report(world, Token(bits: 3), .sent).refusal == .unknownDelivery)
    #expect(try report(world, delivery, .sent, number: "193593").refusal == .unknownDelivery)
    let action = Action.reportDelivery(.make { $0.delivery = delivery })
    #expect(try world.do(action, by: .mutuelle, member: "193592").refusal == .notAllowed)
    #expect(try world.do(action, by: .visitor, member: "193592").refusal == .notAllowed)
  }
}
