import Foundation

/// A plot of cost against size as SVG, with logarithmic axes.
struct Plot {
  let title: String
  let unit: String
  let points: [(facts: Int, value: Double)]

  private static let width = 420.0
  private static let height = 260.0
  private static let margin = (left: 64.0, top: 36.0, right: 16.0, bottom: 40.0)

  /// The plot as an SVG document.
  var svg: String {
    let values = points.map(\.value).filter { $0 > 0 }
    let rows = Self.tens(values.min() ?? 1, values.max() ?? 1)
    let columns = Self.tens(
      Double(points.map(\.facts).min() ?? 1), Double(points.map(\.facts).max() ?? 1))
    func x(_ facts: Double) -> Double {
      let inner = Self.width - Self.margin.left - Self.margin.right
      return Self.margin.left + inner * Self.share(log10(facts), of: columns)
    }
    func y(_ value: Double) -> Double {
      let inner = Self.height - Self.margin.top - Self.margin.bottom
      return Self.height - Self.margin.bottom - inner * Self.share(log10(value), of: rows)
    }
    var parts = [Self.head, Self.text(title, x: Self.width / 2, y: 20, anchor: "middle")]
    for ten in rows {
      let place = y(pow(10, Double(ten)))
      parts.append(Self.line((Self.margin.left, place), (Self.width - Self.margin.right, place)))
      let label = "\(Figure.text(pow(10, Double(ten)))) \(unit)"
      parts.append(Self.text(label, x: Self.margin.left - 6, y: place + 4, anchor: "end"))
    }
    for ten in columns {
      let place = x(pow(10, Double(ten)))
      parts.append(
        Self.line((place, Self.margin.top), (place, Self.height - Self.margin.bottom)))
      let label = Figure.text(pow(10, Double(ten)))
      parts.append(
        Self.text(label, x: place, y: Self.height - Self.margin.bottom + 18, anchor: "middle"))
    }
    parts.append(Self.text("facts", x: Self.width / 2, y: Self.height - 6, anchor: "middle"))
    let places = points.filter { $0.value > 0 }.map { (x(Double($0.facts)), y($0.value)) }
    let path = places.map { "\(Self.number($0.0)),\(Self.number($0.1))" }.joined(separator: " ")
    parts.append(
      "<polyline points=\"\(path)\" fill=\"none\" stroke=\"#1f5fa8\" stroke-width=\"2\"/>")
    for (x, y) in places {
      parts.append(
        "<circle cx=\"\(Self.number(x))\" cy=\"\(Self.number(y))\" r=\"3.5\" fill=\"#1f5fa8\"/>")
    }
    return parts.joined(separator: "\n") + "\n</svg>\n"
  }

  private static var head: String {
    "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 \(number(width)) \(number(height))\" "
      + "font-family=\"sans-serif\" font-size=\"11\">\n"
      + "<rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>"
  }

  /// Returns the exponents of ten that enclose two numbers; the range has at least two exponents.
  private static func tens(_ least: Double, _ most: Double) -> ClosedRange<Int> {
    let low = Int(log10(max(least, 1e-9)).rounded(.down))
    return low...max(low + 1, Int(log10(max(most, 1e-9)).rounded(.up)))
  }

  private static func share(_ value: Double, of range: ClosedRange<Int>) -> Double {
    (value - Double(range.lowerBound)) / Double(range.upperBound - range.lowerBound)
  }

  private static func line(_ from: (Double, Double), _ to: (Double, Double)) -> String {
    "<line x1=\"\(number(from.0))\" y1=\"\(number(from.1))\" x2=\"\(number(to.0))\" "
      + "y2=\"\(number(to.1))\" stroke=\"#dddddd\"/>"
  }

  private static func text(_ text: String, x: Double, y: Double, anchor: String) -> String {
    "<text x=\"\(number(x))\" y=\"\(number(y))\" text-anchor=\"\(anchor)\">\(text)</text>"
  }

  private static func number(_ value: Double) -> String {
    String((value * 10).rounded() / 10)
  }
}

extension Plot {
  /// Returns the plots of a curve with their file names.
  static func all(of curve: [CurvePoint]) -> [(name: String, plot: Plot)] {
    func plot(_ title: String, unit: String, value: (CurvePoint) -> Double) -> Plot {
      Plot(title: title, unit: unit, points: curve.map { ($0.facts, value($0)) })
    }
    return [
      ("rebuild.svg", plot("verified rebuild", unit: "s") { $0.rebuild }),
      ("opening.svg", plot("opening from a snapshot", unit: "ms") { $0.opening * 1000 }),
      ("history.svg", plot("one history, cold process", unit: "ms") { $0.history * 1000 }),
      (
        "resident.svg",
        plot("resident memory after it", unit: "MB") { Double($0.resident) / 1_048_576 }
      ),
    ]
  }
}
