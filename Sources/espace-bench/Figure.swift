import Notation

/// A quantity measured several times, with the machine's limit measured in the same run.
struct Figure {
  let work: String
  let unit: String
  let samples: [Double]
  /// The machine's limit, measured between the samples.
  var limit: (name: String, samples: [Double])?
  /// The goal, and whether the median reaches it.
  var goal: (text: String, isReached: Bool)?

  var minimum: Double { samples.min() ?? 0 }
  var maximum: Double { samples.max() ?? 0 }
  var median: Double { Self.median(samples) }
  var medianOfLimit: Double? { limit.map { Self.median($0.samples) } }

  static func median(_ samples: [Double]) -> Double { percentile(50, samples) }

  /// Returns the value that a percentage of the samples does not exceed.
  static func percentile(_ percent: Int, _ samples: [Double]) -> Double {
    let sorted = samples.sorted()
    guard !sorted.isEmpty else { return 0 }
    return sorted[min(sorted.count * percent / 100, sorted.count - 1)]
  }

  /// Sets the goal that the median is at least a number.
  func asking(atLeast least: Double, _ text: String) -> Figure {
    var figure = self
    figure.goal = (text, median >= least)
    return figure
  }

  /// Sets the goal that the median is at most a number.
  func asking(atMost most: Double, _ text: String) -> Figure {
    var figure = self
    figure.goal = (text, median <= most)
    return figure
  }

  /// Sets the goal that the median is at least a fraction of the limit's median.
  func asking(ofLimit part: Double, _ text: String) -> Figure {
    asking(atLeast: part * (medianOfLimit ?? 0), text)
  }
}

extension Figure {
  /// Formats a number with at least three digits of precision and with thousands separators.
  static func text(_ number: Double) -> String {
    guard number < 100 else {
      var digits = String(Int(number.rounded()))
      var groups: [String] = []
      while digits.count > 3 {
        groups.insert(String(digits.suffix(3)), at: 0)
        digits.removeLast(3)
      }
      return ([digits] + groups).joined(separator: ",")
    }
    let places = number < 1 ? 1000.0 : number < 10 ? 100.0 : 10.0
    let rounded = (number * places).rounded() / places
    return String(rounded)
  }

  /// The figure as one row of a Markdown table.
  var row: String {
    var cells = [work, "\(Self.text(median)) \(unit)"]
    cells.append(samples.count > 1 ? "\(Self.text(minimum)) … \(Self.text(maximum))" : "")
    if let limit, let medianOfLimit {
      let part = medianOfLimit > 0 ? Self.text(median / medianOfLimit) : "?"
      cells.append("\(limit.name): \(Self.text(medianOfLimit)); × \(part)")
    } else {
      cells.append("")
    }
    cells.append(goal?.text ?? "")
    cells.append(goal.map { $0.isReached ? "reached" : "**missed**" } ?? "")
    return "| " + cells.joined(separator: " | ") + " |"
  }

  static let head = """
    | work | median | min … max | limit in the same run | goal | |
    | --- | --- | --- | --- | --- | --- |
    """

  private static func thousandths(_ number: Double) -> Int { Int((number * 1000).rounded()) }
}

extension Figure: JSONAnswer {
  /// Writes the figure with its numbers in thousandths.
  func describe(_ fields: inout JSONWriter) {
    fields("work", work)
    fields("unit", "thousandths of \(unit)")
    fields("min", Self.thousandths(minimum))
    fields("median", Self.thousandths(median))
    fields("max", Self.thousandths(maximum))
    fields("samples", samples.count)
    if let limit, let medianOfLimit {
      fields("limit", limit.name)
      fields("limitMedian", Self.thousandths(medianOfLimit))
    }
    fields("goal", goal?.text)
    fields("reached", goal?.isReached)
  }
}
