extension Knowledge.LookUp {
  /// Everything that a text may name, whatever the house's scheme.
  package static func named(by typed: String) -> Set<Knowledge.LookUp> {
    if typed.contains("@") {
      return Set([EmailAddress(typed: typed)].compactMap { $0.map { .email($0.lookupKey) } })
    }
    var names: Set<Knowledge.LookUp> = []
    if let number = MemberNumber.canonical(typed, lengths: 1...64) { names.insert(.number(number)) }
    if let folded = IdentifierText.folded(typed) {
      names.formUnion([.identifier(folded), .accessCode(folded), .legacyIdentifier(folded)])
    }
    return names
  }
}
