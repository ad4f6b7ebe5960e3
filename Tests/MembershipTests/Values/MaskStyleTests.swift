import Testing

@testable import Membership

@Suite("Masks of e-mail addresses")
struct MaskStyleTests {
  private let seed: [UInt8] = [7, 130, 9, 44]
  private let addresses = [
    "jean.dupont@mail.fr", "a@b.fr", "é@x.fr", "ab@c.fr", "\"a@b\"@d.fr", "X@mail.com",
    "jean-baptiste.de.la.tour.du.pin.chambly@mail.fr", "🙂jean@mail.fr", "1@2.fr",
  ]

  @Test("MG-13: the full mask is the same for every member, and for unknown numbers")
  func full() {
    #expect(MaskStyle.full.mask(nil, decoy: seed) == "*****@*****")
    for typed in addresses {
      #expect(MaskStyle.full.mask(EmailAddress(typed: typed), decoy: seed) == "*****@*****")
    }
  }

  @Test("AP-9: the first character and 36 stars, no domain")
  func firstCharacterStars() {
    let mask = MaskStyle.firstCharacterStars.mask(
      EmailAddress(typed: "xavier@mail.fr"), decoy: seed)
    #expect(mask == "x************************************")
    #expect(mask.count == 37)
  }

  @Test("MR-10: the first character and stars, no domain")
  func firstCharacterDomain() {
    let address = EmailAddress(typed: "Xavier.Petit@Mail.com")
    #expect(MaskStyle.firstCharacterDomain.mask(address, decoy: seed) == "x*******@*******")
  }

  @Test("FM, UM: a house without masks shows nothing")
  func none() {
    #expect(MaskStyle.none.mask(EmailAddress(typed: "jean@mail.fr"), decoy: seed).isEmpty)
    #expect(MaskStyle.none.mask(nil, decoy: seed).isEmpty)
  }

  @Test(
    "edge 27: a short local part never shows whole",
    arguments: ["a@b.fr", "é@x.fr", "1@2.fr", "\"a@b\"@d.fr"])
  func short(typed: String) throws {
    let address = try #require(EmailAddress(typed: typed))
    let mask = MaskStyle.firstCharacterDomain.mask(address, decoy: seed)
    #expect(mask == "********@*******")
    #expect(!MaskStyle.firstCharacterStars.mask(address, decoy: seed).contains { $0 != "*" })
  }

  @Test("edge 27: no mask shows how long the local part is, or more than its first character")
  func leaksOnlyWhatIsDeclared() throws {
    for style in MaskStyle.allCases {
      for first in ["j", "m"] {
        let masks = (1..<40).map { length in
          let typed = first + String(repeating: "q", count: length) + "@mail.fr"
          return style.mask(EmailAddress(typed: typed), decoy: seed)
        }
        #expect(Set(masks).count == 1)
        #expect(try !masks.at(0).contains("q"))
      }
    }
  }

  @Test(
    "AP-9, MR-10: the mask of an unknown member follows from the seed alone and looks like others")
  func decoys() throws {
    var generator = SeededGenerator(seed: 27)
    var shown: Set<String> = []
    for _ in 0..<500 {
      let seed = (0..<16).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
      let mask = MaskStyle.firstCharacterDomain.mask(nil, decoy: seed)
      #expect(mask == MaskStyle.firstCharacterDomain.mask(nil, decoy: seed))
      let first = mask.prefix(1) == "*" ? "é" : mask.prefix(1)
      let address = try #require(EmailAddress(typed: "\(first)quelconque@mail.fr"))
      #expect(MaskStyle.firstCharacterDomain.mask(address, decoy: []) == mask)
      let stars = MaskStyle.firstCharacterStars.mask(nil, decoy: seed)
      #expect(stars == MaskStyle.firstCharacterStars.mask(address, decoy: []))
      shown.insert(mask)
    }
    #expect(shown.count > 20)
  }

  @Test("a seed that is too short still gives a mask")
  func shortSeed() {
    #expect(MaskStyle.firstCharacterDomain.mask(nil, decoy: []).count > 10)
    #expect(MaskStyle.firstCharacterDomain.mask(nil, decoy: [255]).count > 10)
  }
}
