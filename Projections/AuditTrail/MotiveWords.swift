/// A reason that the host gave as one word, such as `dossier-modifie`.
///
/// A known word is replaced by its usual wording. Any other word is split into its parts, so that
/// no sentence shows an identifier of a program: `lostCard` is shown as « lost card ».
struct Motive {
  private let text: String

  init(_ text: String) { self.text = text }

  /// The words for a known reason, or `nil` for any other text.
  var words: Words? { Self.known[key] }

  /// Whether the reason is a request of the member.
  var isMemberRequest: Bool { words?.en == Self.memberRequest.en }

  /// The text with its parts separated by spaces, and with the accents of common words restored.
  var spaced: String {
    guard !text.contains(" "), text.unicodeScalars.allSatisfy(\.isASCII),
      text.contains(where: \.isLetter)
    else { return text }
    var spaced = ""
    var previous: Character = " "
    for character in text {
      let isSeparator = character == "-" || character == "_"
      if character.isUppercase, previous.isLowercase { spaced.append(" ") }
      spaced.append(isSeparator ? " " : character)
      previous = character
    }
    return spaced.split(separator: " ").map { word in
      let lower = word.lowercased()
      if let accented = Self.accented[lower] { return accented }
      return word.dropFirst().allSatisfy(\.isUppercase) && word.count > 1 ? String(word) : lower
    }.joined(separator: " ")
  }

  private var key: String { text.lowercased().filter { $0.isLetter || $0.isNumber } }

  private static let memberRequest: Words = ("demande de l’adhérent", "request of the member")

  private static let known: [String: Words] = {
    var known: [String: Words] = [:]
    for (keys, words) in table {
      for key in keys.split(separator: " ") { known[String(key)] = words }
    }
    return known
  }()

  private static let table: [(keys: String, words: Words)] = [
    ("memberrequest demande demandeadherent demandedeladherent", memberRequest),
    ("dossiermodifie stalefile", ("dossier modifié entre-temps", "file changed in the meantime")),
    (
      "documentillisible pieceillisible unreadable unreadabledocument",
      ("document illisible", "unreadable document")
    ),
    (
      "piecemanquante documentmanquant justificatifmanquant missingdocument",
      ("pièce justificative manquante", "supporting document missing")
    ),
    ("piecenonconforme", ("pièce non conforme", "document not in order")),
    ("incomplet dossierincomplet incomplete", ("dossier incomplet", "incomplete file")),
    ("doublon duplicate", ("demande en double", "duplicate request")),
    ("horsdelai toolate delaidepasse", ("hors délai", "out of time")),
    ("appareilperdu telephoneperdu lostdevice", ("appareil perdu", "device lost")),
    ("appareilvole telephonevole stolendevice", ("appareil volé", "device stolen")),
    ("perdu lost perte", ("perte", "loss")), ("vole vol stolen theft", ("vol", "theft")),
    ("carteperdue lostcard", ("carte perdue", "card lost")),
    ("cartevolee stolencard", ("carte volée", "card stolen")),
    ("boitefermee mailboxclosed", ("boîte aux lettres fermée", "mailbox closed")),
    ("boitepleine mailboxfull", ("boîte aux lettres pleine", "mailbox full")),
    ("destinataireinconnu unknownrecipient npai", ("destinataire inconnu", "unknown addressee")),
    ("domaineinconnu unknowndomain", ("domaine inconnu", "unknown domain")),
    ("adresseinconnue unknownaddress", ("adresse inconnue", "unknown address")),
    ("adresseincomplete", ("adresse incomplète", "incomplete address")),
    ("fraude fraud", ("fraude", "fraud")),
    ("suspicion suspicionfraude suspectedfraud", ("soupçon de fraude", "suspected fraud")),
    ("usurpation usurpationidentite identitytheft", ("usurpation d’identité", "identity theft")),
    ("compromis compromised", ("compte compromis", "account compromised")),
    ("litige dispute contentieux", ("litige", "dispute")),
    ("disputesettled litigeregle litigeclos", ("litige réglé", "dispute settled")),
    (
      "reimbursementdispute litigeremboursement",
      ("litige sur un remboursement", "dispute about a reimbursement")
    ),
    ("deces decede death", ("décès", "death")),
    (
      "adherentreconnu identiteverifiee identityverified",
      ("identité vérifiée", "identity verified")
    ),
    ("impaye impayes arrears", ("cotisations impayées", "contributions unpaid")),
    ("erreur error mistake", ("erreur", "mistake")),
    ("resolu solved", ("affaire réglée", "settled")),
  ]

  /// Words that hosts write without accents.
  private static let accented: [String: String] = [
    "adherent": "adhérent", "beneficiaire": "bénéficiaire", "boite": "boîte",
    "controle": "contrôle",
    "coordonnees": "coordonnées", "date": "date", "deces": "décès", "delai": "délai",
    "demenagement": "déménagement", "depasse": "dépassé", "depassee": "dépassée",
    "errone": "erroné", "erronee": "erronée", "etranger": "étranger", "expire": "expiré",
    "expiree": "expirée", "fermee": "fermée", "identite": "identité", "interne": "interne",
    "modifie": "modifié", "modifiee": "modifiée", "numero": "numéro", "perime": "périmé",
    "perimee": "périmée", "piece": "pièce", "pieces": "pièces", "refuse": "refusé",
    "refusee": "refusée", "releve": "relevé", "securite": "sécurité", "telephone": "téléphone",
    "verifie": "vérifié", "verifiee": "vérifiée", "volee": "volée",
  ]
}
