package import Membership

extension Event {
  /// Returns the label of a field: « adresse », « numéro », « appareil ».
  ///
  /// A field without words has the general label « valeur ».
  ///
  /// - Parameters:
  ///   - field: The name of the field, as it is written in JSON.
  ///   - language: The language of the label.
  package func label(of field: String, _ language: Language) -> String {
    language.pick(labelByEvent(field) ?? FieldWords.label(of: field) ?? FieldWords.value)
  }

  /// Returns the label of a field that means different things in different events.
  private func labelByEvent(_ field: String) -> Words? {
    switch (self, field) {
    case (.identifierAssigned(let event), "identifier"):
      event.kind == .accessCode ? ("code d’accès", "access code") : nil
    case (.dossierRecorded(let event), "value"): FieldWords.label(of: event.what)
    case (.changeRequestFiled(let event), "content"): FieldWords.label(of: event.kind)
    case (.changeRequestInformationSupplied(let event), "content"):
      FieldWords.label(of: event.kind)
    case (.changeRequestInformationAsked, "text"): ("question", "question")
    case (.changeRequestRejected, "text"): ("explication", "explanation")
    case (.deviceEnrolled, "label"): ("appareil", "device")
    case (.accessCodeLossReported, "email"): ("adresse e-mail indiquée", "e-mail address given")
    default: nil
    }
  }
}

/// The words for the fields that hold personal values.
enum FieldWords {
  /// The general label of a value.
  static let value: Words = ("valeur", "value")

  /// Returns the words for a field of any event by its name; `nil` for a name without words.
  static func label(of field: String) -> Words? { labels[field] }

  static func label(of entry: DossierEntry) -> Words {
    switch entry {
    case .name: ("nom", "name")
    case .phone: ("téléphone", "telephone")
    case .postalAddress: ("adresse", "address")
    case .bankDetails: ("coordonnées bancaires", "bank details")
    }
  }

  static func label(of kind: ChangeRequestKind) -> Words {
    switch kind {
    case .postalAddress: label(of: DossierEntry.postalAddress)
    case .phone: label(of: DossierEntry.phone)
    case .bankDetails: label(of: DossierEntry.bankDetails)
    case .birth: ("naissance", "birth")
    case .newBeneficiary: ("nouveau bénéficiaire", "new beneficiary")
    case .email: ("adresse e-mail", "e-mail address")
    case .other: ("demande", "request")
    }
  }

  private static let labels: [String: Words] = [
    "accessCode": ("code d’accès", "access code"), "address": ("adresse e-mail", "e-mail address"),
    "answer": ("réponse", "answer"), "attachments": ("pièces jointes", "attachments"),
    "content": ("contenu", "content"), "details": ("bénéficiaire", "beneficiary"),
    "email": ("adresse e-mail", "e-mail address"), "identifier": ("identifiant", "identifier"),
    "label": ("nom", "name"), "legacyIdentifier": ("ancien identifiant", "former identifier"),
    "name": ("nom", "name"), "note": ("note", "note"), "number": ("numéro", "number"),
    "phone": ("téléphone", "telephone"), "purpose": ("motif", "purpose"),
    "reason": ("motif", "reason"), "text": ("texte", "text"), "typed": ("saisi", "typed"),
    "verifier": ("vérificateur", "verifier"),
  ]
}
