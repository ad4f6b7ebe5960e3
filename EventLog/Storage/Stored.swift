/// Runs a call to the storage whose failure is no append's: it becomes `LogError.storage`.
func stored<Result>(
  _ call: @autoclosure () throws(StorageFault) -> Result
) throws(LogError) -> Result {
  do throws(StorageFault) { return try call() } catch { throw .storage(error) }
}
