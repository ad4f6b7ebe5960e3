import EventLog
import Testing

/// Lines with some old and some new blocks, by brute force.
@Suite("Half-overwritten lines")
struct MixedLineTests {
  /// Texts that look like the content of an erased line.
  enum Text: String, CaseIterable {
    case spaces, digits, braces, words

    func text(_ count: Int) -> String {
      let pattern =
        switch self {
        case .spaces: " "
        case .digits: "7"
        case .braces: "} "
        case .words: #"erased\":52 } "#
        }
      return String(repeating: pattern, count: count / pattern.utf8.count)
    }
  }

  /// Returns all sequences of numbers below `base`.
  private static func choices(_ base: Int, _ count: Int) -> [[Int]] {
    (0..<count).reduce([[]]) { lists, _ in
      lists.flatMap { list in (0..<base).map { list + [$0] } }
    }
  }

  @Test(
    "no mixture of old and new blocks of 512 bytes reads as a value or as an erased line",
    arguments: Text.allCases)
  func blocks(text: Text) throws {
    var (mixtures, neither) = (0, 0)
    for count in [1, 600, 1400] {
      let sample = try MixedLine(text.text(count))
      for shift in 0..<512 where sample.isBorderNearStart(shift) || shift % 8 == 0 {
        let blocks = sample.blocks(of: 512, shift: shift)
        for choice in Self.choices(2, blocks) {
          let vault = sample.mixed(
            [sample.old, sample.new], block: 512, shift: shift, choice)
          mixtures += 1
          guard try sample.look(at: vault, whole: sample.new, by: 37) else { continue }
          neither += 1
          if mixtures % 32 == 0 { try verify(sample, vault) }
          // The number of choices is a power of two, so every third mixture covers each choice.
          guard mixtures % 3 == 0 else { continue }
          let overwritten = try sample.store.erase([MixedLine.order])
          #expect(overwritten == 1 && sample.storage[path: vaultPath()] == sample.new)
        }
      }
    }
    print("mixtures of 512-byte blocks, \(text): \(mixtures), of them \(neither) neither, 0 wrong")
    #expect(neither > 1000)
  }

  /// Checks that a half-erased line is damage unless a fact orders its erasure.
  private func verify(_ sample: MixedLine, _ vault: [UInt8]) throws {
    let ordered = try sample.store.verify(erasures: { [MixedLine.order] })
    #expect(ordered.isIntact && ordered.awaitingErasure == 1 && ordered.erasedValues == 0)
    let orders = [Erasure(position: 1, fact: 37), Erasure(position: 3, fact: 37)]
    let unordered = try sample.store.verify(erasures: { orders })
    #expect(unordered.damage?.position == 2 && unordered.damage?.segment == vaultPath())
    #expect(unordered.damage?.offset == sample.line.lowerBound)
    #expect(try sample.store.unerased([MixedLine.order]) == [MixedLine.order])
  }

  @Test("nor of 4,096 bytes, nor does a line cut at any byte, or new within 40 bytes and more")
  func otherSizes() throws {
    var (mixtures, neither) = (0, 0)
    func look(_ sample: MixedLine, _ vault: [UInt8]) throws {
      mixtures += 1
      neither += try sample.look(at: vault, whole: sample.new, by: 37) ? 1 : 0
    }
    for text in Text.allCases {
      let long = try MixedLine(text.text(5000))
      for shift in stride(from: 0, to: 4096, by: 29) {
        for choice in Self.choices(2, long.blocks(of: 4096, shift: shift)) {
          try look(
            long, long.mixed([long.old, long.new], block: 4096, shift: shift, choice))
        }
      }
      let short = try MixedLine(text.text(60))
      for start in short.line {
        for end in start...short.line.upperBound
        where start == short.line.lowerBound || end == short.line.upperBound
          || end - start >= 40 && (start + end) % 4 == 0
        {
          var (one, other) = (short.old, short.new)
          one.replaceSubrange(start..<end, with: short.new[start..<end])
          other.replaceSubrange(start..<end, with: short.old[start..<end])
          try look(short, one)
          try look(short, other)
        }
      }
    }
    print("other mixtures: \(mixtures), of them \(neither) neither, 0 wrong")
    #expect(neither > 5000)
  }

  @Test("filled before it is overwritten by another fact's order, no digits of two facts meet")
  func twoFacts() throws {
    var (mixtures, neither, misread) = (0, 0, 0)
    for text in Text.allCases {
      for count in [1, 600] {
        let sample = try MixedLine(text.text(count))
        let (old, new, filled, other) = (sample.old, sample.new, sample.filled, sample.other)
        for shift in 0..<512 where sample.isBorderNearStart(shift) {
          let blocks = sample.blocks(of: 512, shift: shift)
          for choice in Self.choices(3, blocks) {
            let vault = sample.mixed([old, new, filled], block: 512, shift: shift, choice)
            mixtures += 1
            neither += try sample.look(at: vault, whole: new, by: 37) ? 1 : 0
            let unfilled = sample.mixed([old, new, other], block: 512, shift: shift, choice)
            sample.storage[path: vaultPath()] = unfilled
            if case .erased(let fact)? = try? sample.store.sealedPayload(of: sample.record),
              fact != 37, fact != 52
            {
              misread += 1
            }
          }
          for choice in Self.choices(2, blocks) {
            let vault = sample.mixed([filled, other], block: 512, shift: shift, choice)
            mixtures += 1
            neither += try sample.look(at: vault, whole: other, by: 52) ? 1 : 0
          }
        }
      }
    }
    print("mixtures with filler: \(mixtures), of them \(neither) neither, 0 wrong")
    print("without filler \(misread) would read as erased by facts 32 or 57")
    #expect(neither > 1000 && misread > 0)
  }
}
