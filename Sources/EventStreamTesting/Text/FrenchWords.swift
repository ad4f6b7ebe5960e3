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

  /// Words of six or seven letters, none a common password, for pass phrases.
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
