import FoundationEssentials
import Membership
import Notation
import Testing

@testable import EspaceAdherent

@Suite("Known actions")
struct KnownActionsTests {
  private static func stream(_ number: Int) -> StreamName { .member(Token(bits: UInt64(number))) }

  private static func id(_ number: Int) -> UUID { UUID(high: 7, low: UInt64(number)) }

  @Test("what is noted of a stream is found, also of one that was asked for long ago")
  func noted() {
    var known = KnownActions()
    #expect(known.position(of: Self.id(1), in: Self.stream(0)) == Int??.none)
    known.keep([Self.id(1): 5], of: Self.stream(0))
    known.note(Self.id(2), at: 6, in: Self.stream(0))
    for number in 1...600 { known.keep([:], of: Self.stream(number)) }
    known.note(Self.id(3), at: 7, in: Self.stream(0))
    // Of a stream that nobody asked for, nothing is kept.
    known.note(Self.id(4), at: 8, in: Self.stream(9_999))
    #expect(known.position(of: Self.id(4), in: Self.stream(9_999)) == Int??.none)
    #expect(known.position(of: Self.id(1), in: Self.stream(0)) == .some(5))
    #expect(known.position(of: Self.id(2), in: Self.stream(0)) == .some(6))
    #expect(known.position(of: Self.id(3), in: Self.stream(0)) == .some(7))
    #expect(known.position(of: Self.id(4), in: Self.stream(0)) == .some(nil))
  }

  @Test("no more than twice 512 streams are kept, the latest asked for among them")
  func bounded() {
    var known = KnownActions()
    for number in 0..<5_000 {
      known.keep([Self.id(number): number], of: Self.stream(number))
      _ = known.position(of: Self.id(0), in: Self.stream(0))
    }
    let kept = (0..<5_000).filter { number in
      known.position(of: Self.id(number), in: Self.stream(number)) != Int??.none
    }
    #expect(kept.count <= 1_024 && kept.count >= 512)
    #expect(kept.first == 0 && kept.last == 4_999)
  }
}
