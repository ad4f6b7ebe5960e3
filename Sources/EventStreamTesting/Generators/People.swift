public import Membership

extension Generator where Value == String {
  /// Generates first and family names as French mutuelles have them, accents included.
  public static var personName: Generator {
    Generator { source in
      let first = try source.element(of: FrenchWords.firstNames)
      return "\(first) \(try source.element(of: FrenchWords.familyNames))"
    }
  }

  /// Generates e-mail addresses in reserved domains (RFC 2606), well-formed for this core.
  public static var emailAddress: Generator {
    Generator { source in
      let first = try source.element(of: FrenchWords.firstNames)
      let last = try source.element(of: FrenchWords.familyNames)
      let domain = try source.element(of: [
        "example.fr", "example.org", "example.com", "Example.NET",
      ])
      let number = source.chance(1, in: 4) ? "\(source.integer(in: 1...99))" : ""
      let local = try source.element(byWeight: [
        (8, "\(first).\(last)".asciiLetters.lowercased()), (2, "\(last)\(number)".asciiLetters),
        (1, "\(first)_\(last)+mutuelle".asciiLetters),
        (1, "\(first).\(last)".lowercased().filter { $0 != " " }),
      ])
      return "\(local)\(number)@\(domain)"
    }
  }

  /// Generates French telephone numbers of the ranges reserved for fiction (ARCEP), in the usual
  /// notations.
  public static var phoneNumber: Generator {
    Generator { source in
      let prefix = try source.element(byWeight: [(8, "063998"), (1, "019900"), (1, "026191")])
      let digits = Array("\(prefix)\(source.digits(4))")
      let pairs = stride(from: 0, to: 10, by: 2).map { String(digits[$0..<$0 + 2]) }
      return switch source.number(upTo: 4) {
      case 0: String(digits)
      case 1: pairs.joined(separator: " ")
      case 2: pairs.joined(separator: ".")
      case 3: "+33 " + pairs.joined(separator: " ").dropFirst()
      default: "0033" + String(digits.dropFirst())
      }
    }
  }

  /// Generates IBANs with correct check digits (ISO 7064), of France and some other countries.
  public static var iban: Generator {
    Generator { source in
      let (country, digits) = try source.element(byWeight: [
        (8, ("FR", 23)), (1, ("BE", 12)), (1, ("DE", 18)), (1, ("LU", 16)), (1, ("ES", 20)),
      ])
      var account = source.digits(digits)
      if country == "FR" { account = withRIBKey(account.dropLast(2)) }
      let text = country + checkDigits(of: account, in: country) + account
      guard source.chance(1, in: 3) else { return text }
      let characters = Array(text)
      return stride(from: 0, to: characters.count, by: 4)
        .map { String(characters[$0..<min($0 + 4, characters.count)]) }.joined(separator: " ")
    }
  }

  /// Generates member numbers with a length that the house allows, leading zeros included.
  public static func memberNumber(of rules: HouseRules) -> Generator {
    let lengths = rules.identifiers.shortestNumber...rules.identifiers.longestNumber
    return Generator { source in source.digits(source.integer(in: lengths)) }
  }

  /// Generates printed access codes: eight capital letters and digits, without I, L, O, 0 and 1.
  public static var accessCode: Generator {
    Generator { source in
      let alphabet = Array("ABCDEFGHJKMNPQRSTUVWXYZ23456789")
      return String(
        try (0..<8).map { _ in try source.element(of: alphabet) })
    }
  }

  /// Generates sentences as people type them into a form.
  public static var sentence: Generator { .element(of: FrenchWords.sentences) }

  /// Generates dates of birth from 1930 to 2020, as `YYYY-MM-DD`.
  public static var birthDate: Generator {
    Generator { source in
      let (month, day) = (source.integer(in: 1...12), source.integer(in: 1...28))
      let two = { (number: Int) in number < 10 ? "0\(number)" : "\(number)" }
      return "\(1990 + source.integer(in: -60...30))-\(two(month))-\(two(day))"
    }
  }

  /// Returns bank, branch and account with a valid RIB key.
  private static func withRIBKey(_ digits: Substring) -> String {
    let remainder = "\(digits)00".utf8.reduce(0) { ($0 * 10 + Int($1) - 0x30) % 97 }
    let key = 97 - remainder
    return digits + (key < 10 ? "0\(key)" : "\(key)")
  }

  /// Returns the check digits of an IBAN: 98 minus the remainder computed with `00` as check
  /// digits.
  private static func checkDigits(of account: String, in country: String) -> String {
    let letters = country.utf8.map { String(Int($0) - 0x41 + 10) }.joined()
    let remainder = "\(account)\(letters)00".utf8.reduce(0) { ($0 * 10 + Int($1) - 0x30) % 97 }
    let check = 98 - remainder
    return check < 10 ? "0\(check)" : "\(check)"
  }
}

extension Generator where Value == Particulars {
  /// Generates postal addresses: street, postal code and town.
  public static var postalAddress: Generator {
    Generator { source in
      let number = source.integer(in: 1...180)
      let street = try source.element(of: FrenchWords.streets)
      let town = try source.element(of: FrenchWords.towns)
      return Particulars([
        "street": "\(number) rue \(street)", "postalCode": town.postalCode, "city": town.city,
      ])
    }
  }
}

extension ChoiceSource {
  /// Draws digits; up to 18 digits are one choice.
  mutating func digits(_ count: Int) -> String {
    guard count > 18 else {
      let number = String(number(upTo: (0..<count).reduce(1) { power, _ in power * 10 } - 1))
      return String(repeating: "0", count: count - number.count) + number
    }
    return digits(18) + digits(count - 18)
  }
}

extension String {
  /// The ASCII characters of a name without accents, spaces and apostrophes.
  fileprivate var asciiLetters: String {
    var text = ""
    for scalar in decomposedLetters {
      if scalar.isASCII, scalar != " ", scalar != "'" { text.unicodeScalars.append(scalar) }
    }
    return text
  }

  private var decomposedLetters: [Unicode.Scalar] {
    unicodeScalars.flatMap {
      Array(FrenchWords.withoutAccent[$0] ?? String($0)).flatMap(\.unicodeScalars)
    }
  }
}

extension FrenchWords {
  /// The plain letters of the accented letters in the lists below.
  static let withoutAccent: [Unicode.Scalar: String] = [
    "é": "e", "è": "e", "ê": "e", "ë": "e", "É": "E", "ï": "i", "î": "i", "ç": "c", "Ç": "C",
    "à": "a", "â": "a", "ô": "o", "ö": "o", "Ö": "O", "ü": "u", "ñ": "n", "œ": "oe", "ễ": "e",
    "Š": "S", "ě": "e", "Ł": "L", "’": "",
  ]
}

/// Ordinary words of members' dossiers; the first of each list is the simplest.
enum FrenchWords {
  static let firstNames = list(
    """
    Anne Louis Marie Paul Léa Hugo Chloé Noël Inès Gaël Zoé Théo Maël Aïcha Émile Jeanne Hélène
    François Bérénice Cécile Gérard Solène Yann Loïc Océane Benoît Thérèse Jérôme Agnès Maëlys
    Jean-Pierre Marie-Claude Anne-Sophie Nguyễn Štěpán Łucja Fatima Mehmet Giulia Soizic D’Artagnan
    """)

  static let familyNames = list(
    """
    Roux Martin Petit Durand Lefèvre Moreau Girard Bonnet Lambert Fontaine Rousseau Mercier Dupont
    Guérin Prigent Le_Goff Delorme Besançon Château Nuñez Öztürk Müller Çelik Sœur Vœux Béranger
    O’Neill D’Alençon L’Hermitte Saint-Léger Benali Da_Silva Kowalczyk Hervé Noyer Yven Aubépin
    """)

  static let streets = list(
    """
    Port Moulin Château République Église Fontaine Lavoir Écoles Tilleuls Quatre-Vents
    Vieux_Marché Pâquerettes Jean-Jaurès 8_Mai_1945
    """)

  static let towns: [(postalCode: String, city: String)] = [
    ("29200", "Brest"), ("01000", "Bourg-en-Bresse"), ("75011", "Paris"), ("69003", "Lyon"),
    ("33000", "Bordeaux"), ("20000", "Ajaccio"), ("97400", "Saint-Denis"), ("59000", "Lille"),
    ("06000", "Nice"), ("51100", "Reims"), ("27400", "L’Hay-les-Roses"), ("80190", "Y"),
  ]

  /// Words of six or seven letters for pass phrases; common passwords are excluded.
  static let passWords = list(
    """
    Abricot Bruyère Cabestan Digital Embrun Fougère Goéland Houblon Ivraie Jonque Kiosque Lavande
    Myrtil Noroît Océane Pivert Quenot Rivage Sarrail Tilleul Urubus Valériane Wallon Yucca Zinnia
    Ardoise Balise Cormor Drisse Érable Falaise Grésil Hublot Jasmin Luzerne Mélisse Nacelle Ombelle
    """
  ).filter { (6...7).contains($0.unicodeScalars.count) }

  static let sentences = [
    "Merci.", "Merci de joindre un justificatif.",
    "La pièce est illisible : pouvez-vous la renvoyer ?",
    "Ma carte de tiers payant porte mon ancien nom d’usage.",
    "Vu au guichet, pièce d’identité à l’appui.",
    "Rappelé deux fois, sans réponse\u{2026}",
    "100 % remboursé, l’an dernier \u{2014} « déjà » payé.",
  ]

  private static func list(_ text: String) -> [String] {
    text.split(whereSeparator: \.isWhitespace).map { String($0).replacing("_", with: " ") }
  }
}
