import Foundation
import Testing

@Suite struct ReadingTests {
  /// The time of the sample's last fact: 10:03 in Paris.
  static let end = "2026-03-02T09:03:00Z"

  private func read(_ words: String...) throws -> String {
    let run = try launch(
      EspaceBinary.path, words + ["--data", try Sample.space()], Data(), [:], nil)
    #expect(run.errors.isEmpty)
    #expect(run.code == 0)
    return try Sample.withoutIDs(run.output)
  }

  @Test("accounts, in English and in French")
  func accounts() throws {
    #expect(
      try read("accounts", "--as-of", Self.end) == """
        member        number  name            state           access  password  e-mail   CGU            to do  facts
        <1>  193592  Régine Thibaud  no account yet  open    none      on file  not asked for         4
        <4>  193600  Paul Adam       no account yet  open    none      –        not asked for         1

        """)
    #expect(
      try read("accounts", "--as-of", Self.end, "--lang", "fr") == """
        adhérent      numéro  nom             état         accès   mot de passe  adresse e-mail  CGU            à faire  faits
        <1>  193592  Régine Thibaud  sans compte  ouvert  aucun         au dossier      non demandées           4
        <4>  193600  Paul Adam       sans compte  ouvert  aucun         –               non demandées           1

        """)
  }

  @Test("an account, in English and in French")
  func account() throws {
    #expect(
      try read("account", "193592", "--as-of", Self.end) == """
        Account <1>  2 March 2026 at 10:03, position 6
          member number  193592
          name           Régine Thibaud
          state          no account yet
          access         open
          password       none
          e-mail         regine@example.org  (on file)
          CGU            not asked for
          live sessions  0
          facts          4 (refusals: 1, sign-ins: 0)

        Pending
          deadline               pending       detail          member        ref.          since
          2 March 2026 at 10:11  code or link  set a password  <1>  <3>  2 March 2026 at 10:01

        """)
    #expect(
      try read("account", "193600", "--as-of", Self.end, "--lang", "fr") == """
        Compte <4>  2 mars 2026 à 10\u{a0}h\u{a0}03, position 6
          numéro d’adhérent  193600
          nom                Paul Adam
          état               sans compte
          accès              ouvert
          mot de passe       aucun
          CGU                non demandées
          sessions ouvertes  0
          faits              1 (refus\u{a0}: 0, connexions\u{a0}: 0)

        """)
  }

  @Test("the pending requests, at their time and when there are no more")
  func pending() throws {
    #expect(
      try read("pending", "--as-of", Self.end) == """
        deadline               pending       detail          member        ref.          since
        2 March 2026 at 10:11  code or link  set a password  <1>  <3>  2 March 2026 at 10:01

        """)
    #expect(try read("pending", "--as-of", Self.end, "--kind", "letter") == "Nothing is pending.\n")
    #expect(try read("pending", "--kind", "code") == "Nothing is pending.\n")
    #expect(try read("pending", "--as-of", "3", "--lang", "fr") == "Rien en attente.\n")
  }

  @Test("a history up to a position, an instant, a day")
  func history() throws {
    let first = """
      2  2 March 2026 at 10:00  The mutuelle enrolled the member under a name and a member number.
      3  2 March 2026 at 10:00  The mutuelle recorded the e-mail address (ref. <2>, on file).

      """
    #expect(try read("history", "193592", "--as-of", "3") == first)
    #expect(try read("history", "193592", "--as-of", "2026-03-02T09:00:59.999Z") == first)
    let whole = try read("history", "193592")
    #expect(whole.hasPrefix(first.dropLast()))
    #expect(whole.split(separator: "\n").map { $0.prefix(1) } == ["2", "3", "4", "5"])
    for moment in [Self.end, "5", "6", "2026-03-02", "now"] {
      #expect(try read("history", "193592", "--as-of", moment) == whole)
    }
  }

  @Test("a history in French is written in French")
  func frenchHistory() throws {
    let run = try read("history", "193592", "--lang", "fr", "--as-of", "2")
    #expect(
      run == """
        2  2 mars 2026 à 10\u{a0}h\u{a0}00  La mutuelle a inscrit l’adhérent sous son nom et son numéro d’adhérent.

        """)
  }

  @Test("a time of Paris may be typed as the lists show it, in quotation marks")
  func typedTime() throws {
    let shown = try read("history", "193592", "--lang", "fr", "--as-of", "2 mars 2026 à 10 h 01")
    #expect(shown.split(separator: "\n").count == 3)
    let english = try read("history", "193592", "--as-of", "2 March 2026 at 10:00")
    #expect(english.split(separator: "\n").count == 2)
  }

  @Test("a refusal says which attempt it was, of how many")
  func attempts() throws {
    #expect(try read("history", "193592", "--lang", "fr").contains("; essai 1 sur 5."))
    #expect(try read("history", "193592").contains("; attempt 1 of 5."))
  }

  @Test("the rules of the house are printed, in both languages and as JSON")
  func rules() throws {
    let french = try read("rules", "--lang", "fr")
    #expect(
      french.hasPrefix("Règles de la mutuelle  modèle mcrn, version 1, depuis le 2 mars 2026 à "))
    #expect(french.contains("\nmot de passe\n  ") && french.contains("caractères au plus"))
    let english = try read("rules", "--as-of", "2")
    #expect(english.hasPrefix("Rules of the mutuelle  preset mcrn, version 1, since 2 March 2026"))
    let run = try espace("rules", "--json", "--data", try Sample.space())
    #expect(
      try run.objects.map { Set($0.keys) } == [
        ["preset", "version", "effectiveFrom", "position", "rules"]
      ])
  }
}
