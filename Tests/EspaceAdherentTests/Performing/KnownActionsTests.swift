import FoundationEssentials
import Membership
import Notation
import Testing

@testable import EspaceAdherent

@Suite("Known actions")
struct KnownActionsTests {
  private static func stream(_ number: Int) -> StreamName { .member(Token(bits: UInt64(number))) }

  private static func id(_ number: Int) -> UUID { UUID(high: 7, low: UInt64(number)) }

  @Test("a noted id of a stream is found, even if the stream was looked up long ago")
  func noted() {
    var known = ActionIndex()
    #expect(known.positions(in: Self.stream(0)) == nil)
    known.keep([Self.id(1): 5], of: Self.stream(0))
    known.note(Self.id(2), at: 6, in: Self.stream(0))
    for number in 1...600 { known.keep([:], of: Self.stream(number)) }
    known.note(Self.id(3), at: 7, in: Self.stream(0))
    // Actions of a stream that was never looked up are not kept.
    known.note(Self.id(4), at: 8, in: Self.stream(9_999))
    #expect(known.positions(in: Self.stream(9_999)) == nil)
    #expect(
      known.positions(in: Self.stream(0)) == [Self.id(1): 5, Self.id(2): 6, Self.id(3): 7])
  }

  @Test("no more than twice 512 streams are kept, the latest asked for among them, and the house")
  func bounded() {
    var known = ActionIndex()
    known.keep([:], of: .house)
    known.note(Self.id(7), at: 9, in: .house)
    for number in 0..<5_000 {
      known.keep([Self.id(number): number], of: Self.stream(number))
      _ = known.positions(in: Self.stream(0))
    }
    let kept = (0..<5_000).filter { known.positions(in: Self.stream($0)) != nil }
    #expect(kept.count <= 1_024 && kept.count >= 512)
    #expect(kept.first == 0 && kept.last == 4_999)
    #expect(known.positions(in: .house) == [Self.id(7): 9])
  }
}
