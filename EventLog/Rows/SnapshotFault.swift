/// Why a file that is made from the log, and can be made again, is not used.
package enum SnapshotFault: Error, Sendable, Hashable {
  /// It is not in its one form.
  case form
  /// It was written by another version.
  case format(Int)
  /// It is another space's.
  case space
  /// It cannot be read.
  case storage(StorageFault)
  /// What it says is not of this log.
  case otherLog
  /// Other code folded what it holds.
  case otherFold
}

extension SnapshotFault: CustomStringConvertible {
  /// What is wrong with the file, in a few words.
  package var description: String {
    switch self {
    case .form: "it is not in its form"
    case .format(let format): "it has format \(format)"
    case .space: "it is another space's"
    case .storage(let fault): "\(fault)"
    case .otherLog: "it is not of this log"
    case .otherFold: "another version of the program made it"
    }
  }
}
