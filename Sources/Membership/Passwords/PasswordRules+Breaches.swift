extension PasswordRules {
  /// The rules that a new password breaks, in the order of ``PasswordRule``; empty when it is good.
  ///
  /// Whether it is the password in force is decided elsewhere, by whoever holds the verifier.
  ///
  /// - Parameters:
  ///   - password: As typed; nothing is trimmed (edge 26).
  ///   - confirmation: The second entry, or `nil` where the form has none. Two entries are the same
  ///     when their normal forms are.
  ///   - context: What the password must not resemble: identifier, number, name, e-mail address.
  ///
  /// Complexity: O(*n* + *c*·128²), with *n* the length of `password` and *c* the number of
  /// `context` strings.
  public func breaches(
    of password: String, confirmation: String? = nil, context: [String] = []
  ) -> [PasswordRule] {
    guard let normal = PasswordNormalization.normalized(password) else {
      let differs = confirmation.map { !$0.unicodeScalars.elementsEqual(password.unicodeScalars) }
      return differs == true ? [.notNormalizable, .confirmationMismatch] : [.notNormalizable]
    }
    let scalars = Array(normal.unicodeScalars)
    let classes = Set(scalars.compactMap(CharacterClass.init))
    var broken: [PasswordRule] = []
    if scalars.count < minimumLength { broken.append(.tooShort) }
    if scalars.count > maximumLength { broken.append(.tooLong) }
    if !classes.isSuperset(of: requiredClasses) { broken.append(.missingClass) }
    if classes.count < minimumClasses { broken.append(.tooFewClasses) }
    if !occurring(of: forbiddenCharacters, in: scalars).isEmpty {
      broken.append(.forbiddenCharacter)
    }
    if blocklist && CommonPasswords.contains(normal) { broken.append(.blocklisted) }
    if similarity && Similarity.isLike(normal, anyOf: context) { broken.append(.likeIdentifier) }
    if let confirmation, !isSame(confirmation, normal) { broken.append(.confirmationMismatch) }
    return broken
  }

  /// The characters of ``advisedAgainst`` that occur in a password, each once, in that order.
  ///
  /// They are shown to the member and never refused (AP-16).
  ///
  /// Complexity: O(*n*) in the length of `password`.
  public func advice(on password: String) -> [Character] {
    guard let normal = PasswordNormalization.normalized(password) else { return [] }
    return occurring(of: advisedAgainst, in: Array(normal.unicodeScalars)).map(Character.init)
  }

  private func occurring(
    of listed: String, in scalars: [Unicode.Scalar]
  ) -> [Unicode.Scalar] {
    if listed.isEmpty { return [] }
    let present = Set(scalars)
    return listed.unicodeScalars.filter(present.contains)
  }

  private func isSame(_ confirmation: String, _ normal: String) -> Bool {
    guard let other = PasswordNormalization.normalized(confirmation) else { return false }
    return other.unicodeScalars.elementsEqual(normal.unicodeScalars)
  }
}
