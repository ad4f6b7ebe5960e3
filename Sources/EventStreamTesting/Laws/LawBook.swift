/// The laws that hold of every history of a house, and of every stream of facts.
///
/// ``histories`` and ``streams`` list those of this core. The functions make the same laws about
/// another team's projection: `LawBook.folding(MyProjection.self)`.
public enum LawBook {
  /// The laws of legal histories.
  public static let histories: [Law<History>] =
    foldsOfTheCore + [
      codec, onePerName, repetitions(), monotone(), terminal(), passwordProof, certifiedAddress,
      oneLiveCode(), attempts, oneRefusal, pendingCount(), sweeping(), uniform(), noSecret,
      erasedForGood(), neededVerifiers(),
    ]

  /// The laws of any stream of valid envelopes, legal or not.
  public static let streams: [Law<IllegalStream>] = [
    totality(AccountsView.self), totality(PendingView.self), totality(ForgettingView.self),
    totality(DirectoryView.self), totalAnswers(), twiceInAnyOrder(AccountsView.self),
    twiceInAnyOrder(PendingView.self), terminalInAnyOrder(),
  ]

  private static let foldsOfTheCore: [Law<History>] =
    folding(AccountsView.self) + folding(PendingView.self)
    + [
      sameRebuilt(ForgettingView.self), sameInHalves(ForgettingView.self),
      sameRebuilt(DirectoryView.self), sameInHalves(DirectoryView.self),
      // Facts of one stream erase what stands in others, so `Forgetting` is folded in order alone.
      sameInParallel(DirectoryView.self) { $0.merge($1) },
    ] + partitioned(MembersView.self) { $0.merge($1) }
    + partitioned(PendingView.self) { $0.merge($1) }
}
