import EventStreamTesting
import Membership
import Notation
import Testing

@Suite("Generators of text")
struct TextTests {
  private func values<Value>(_ generator: Generator<Value>, count: Int = 2_000) -> [Value] {
    (0..<count).compactMap { seed in
      var source = ChoiceSource(seed: UInt64(seed))
      return try? source.draw(generator)
    }
  }

  @Test("ordinary values are ones that the core accepts")
  func ordinary() throws {
    for address in values(.emailAddress) {
      try #require(EmailAddress(typed: address) != nil, "\(address)")
    }
    for phone in values(.phoneNumber) {
      try #require(PhoneNumber.canonical(phone) != nil, "\(phone)")
    }
    for iban in values(.iban) { try #require(IBAN.isValid(iban), "\(iban)") }
    for date in values(.birthDate) { try #require(BirthDate.isValid(date), "\(date)") }
    for code in values(.accessCode) { try #require(IdentifierText.canonical(code) == code) }
    for address in values(Generator<Particulars>.postalAddress) {
      try #require(ChangeRequestKind.postalAddress.needed.allSatisfy { address[$0] != nil })
    }
    let names = values(.personName)
    #expect(
      Set(names).count > 500 && names.allSatisfy { CappedText.fits($0, within: CappedText.name) })
  }

  @Test(
    "member numbers have all lengths of the house, and leading zeros",
    arguments: HouseRules.presets.map(\.name))
  func numbers(_ house: String) throws {
    let rules = try #require(HouseRules.preset(house))
    let numbers = values(.memberNumber(of: rules))
    let lengths = rules.identifiers.shortestNumber...rules.identifiers.longestNumber
    #expect(Set(numbers.map(\.count)) == Set(lengths))
    #expect(numbers.allSatisfy { MemberNumber.canonical($0, lengths: lengths) == $0 })
    #expect(numbers.contains { $0.hasPrefix("0") })
  }

  @Test(
    "edge 24: legal passwords break no rule, and some have each of the extreme lengths",
    arguments: HouseRules.presets.map(\.name))
  func legalPasswords(_ house: String) throws {
    let rules = try #require(HouseRules.preset(house)).password
    let context = ["100001", "Anne Roux", "anne.roux@example.fr"]
    let passwords = values(.password(meeting: rules, unlike: context), count: 1_000)
    #expect(passwords.count > 950)
    for password in passwords {
      try #require(rules.breaches(of: password, context: context).isEmpty, "\(password)")
    }
    let lengths = Set(
      passwords.compactMap(PasswordNormalization.normalized).map(\.unicodeScalars.count))
    #expect(lengths.contains(rules.minimumLength) && lengths.contains(rules.maximumLength))
  }

  @Test(
    "illegal passwords break the rule asked for, where the house has it",
    arguments: HouseRules.presets.map(\.name))
  func illegalPasswords(_ house: String) throws {
    let rules = try #require(HouseRules.preset(house)).password
    let context = ["100001", "Anne Roux", "anne.roux@example.fr"]
    for rule in PasswordRule.allCases {
      let passwords = values(.password(breaking: rule, of: rules, like: context), count: 100)
      let isAsked =
        switch rule {
        case .tooShort, .tooLong, .notNormalizable: true
        case .missingClass: !rules.requiredClasses.isEmpty
        case .tooFewClasses: rules.minimumClasses > 1
        case .forbiddenCharacter: !rules.forbiddenCharacters.isEmpty
        case .blocklisted: rules.blocklist
        case .likeIdentifier: rules.similarity
        case .sameAsCurrent, .confirmationMismatch: false
        }
      #expect(passwords.count > (isAsked ? 40 : -1), "\(rule)")
      #expect(isAsked || passwords.isEmpty, "\(rule)")
      for password in passwords {
        try #require(rules.breaches(of: password, context: context).contains(rule), "\(password)")
      }
    }
  }

  @Test("edge 43: adversarial text holds everything that is misread, and up to 1 MiB of it")
  func adversarial() {
    let texts = values(.adversarialText(), count: 8_000)
    let scalars = Set(texts.flatMap { $0.unicodeScalars.prefix(200) })
    for scalar
      in "'%\\_＇％＼＿’О\u{301}\u{202e}\u{2066}\u{0}\u{2028}\u{2029}\u{feff}\u{fffd}ß\u{10ffff}🧾"
      .unicodeScalars
    { #expect(scalars.contains(scalar), "U+\(String(scalar.value, radix: 16))") }
    let sizes = texts.map(\.utf8.count)
    #expect(sizes.contains { $0 > 500_000 } && sizes.allSatisfy { $0 <= 1 << 20 })
    #expect(texts.contains("") && sizes.count { $0 < 100 } > 7_000)
    #expect(values(.adversarialText(upTo: 64), count: 3_000).allSatisfy { $0.utf8.count <= 64 })
  }

  @Test("JSON strings with single surrogates are refused, never read as something else")
  func surrogates() {
    let texts = values(Generator<[UInt8]>.jsonString, count: 4_000)
    var read = 0
    for text in texts {
      let value = text.withUnsafeBufferPointer { bytes -> String? in
        var scanner = JSONScanner(bytes, spacing: .free)
        guard let value = try? scanner.string(), (try? scanner.finish()) != nil else { return nil }
        return value
      }
      if let value {
        read += 1
        #expect(!value.unicodeScalars.contains { (0xd800...0xdfff).contains($0.value) })
      }
    }
    #expect((400...3_600).contains(read), "\(read) of \(texts.count)")
  }

  @Test("a text shrinks to the piece that matters")
  func shrinking() throws {
    let verdict = Generator<String>.adversarialText(upTo: 4_096).check(cases: 5_000, seed: 1) {
      text in
      if text.unicodeScalars.contains("\u{2028}") { throw Violation("a line separator") }
    }
    #expect(try #require(verdict.counterexample).value == "\u{2028}")
  }
}
