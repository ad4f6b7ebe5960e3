import EventLog
import Membership
import Notation
public import Projections

/// A personal value of a fact as a person reads it.
///
/// An example is « adresse : 12 rue des Lavandières, 29200 Brest ».
public struct ShownValue: Sendable, Equatable {
  /// The label of the value: « adresse », « numéro », « appareil ».
  public let label: String
  /// The value without JSON syntax, or « valeur effacée » for an erased value.
  public let text: String
}

extension ShownValue: CustomStringConvertible, CustomReflectable {
  /// The label alone, never a value.
  public var description: String { "‹\(label)›" }

  /// A mirror without children, so that `dump` shows no value either.
  public var customMirror: Mirror { Mirror(self, children: []) }
}

extension HistoryEntry {
  /// Returns the values that the view shows, as a person reads them.
  ///
  /// - Parameter language: The language of labels and of days.
  public func shownValues(in language: Language) -> [ShownValue] {
    values.filter(\.isShown).map { field in
      ShownValue(
        label: fact.event.label(of: field.name, language),
        text: field.readable(in: language) ?? (language == .fr ? "valeur effacée" : "erased"))
    }
  }
}

extension FactField {
  /// Returns the value as a person reads it, or `nil` when it is not shown.
  fileprivate func readable(in language: Language) -> String? {
    guard let text else { return nil }
    if name == "attachments" {
      // The values are digests of documents; the first 12 digits distinguish them.
      return text.split(separator: " ").map { $0.prefix(12) }.joined(separator: ", ")
    }
    guard text.hasPrefix("{") else { return language.day(text) ?? text }
    return Array(text.utf8).withUnsafeBufferPointer { bytes in
      var scanner = JSONScanner(bytes)
      guard let particulars = try? Particulars(from: &scanner) else { return text }
      return particulars.text(in: language)
    }
  }
}
