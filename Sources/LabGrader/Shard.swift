/// One of several equal parts of the work, for machines that share a class.
package struct Shard: Equatable, Sendable {
  /// From 0 on.
  package let index: Int
  package let count: Int

  package init?(index: Int, count: Int) {
    guard count >= 1, index >= 0, index < count else { return nil }
    self.index = index
    self.count = count
  }

  /// `I/N`, counted from 0 as the job engines do.
  package init?(_ text: String) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count == 2, let index = Int(parts[0]), let count = Int(parts[1]) else { return nil }
    self.init(index: index, count: count)
  }

  /// Whether it has the submission at a place of the whole list.
  package func has(_ place: Int) -> Bool { place % count == index }

  /// From what a job engine told this process by its environment; nil when none did.
  ///
  /// - Parameter variable: The value of a variable.
  /// - Returns: The shard that this process is to do.
  package static func fromEnvironment(_ variable: (String) -> String?) -> Shard? {
    func number(_ name: String) -> Int? { variable(name).flatMap { Int($0) } }
    // Bazel and many CI systems.
    if let index = number("TEST_SHARD_INDEX"), let count = number("TEST_TOTAL_SHARDS") {
      return Shard(index: index, count: count)
    }
    // An indexed job of Kubernetes does not tell its count; the manifest has to.
    if let index = number("JOB_COMPLETION_INDEX"), let count = number("JOB_COMPLETIONS") {
      return Shard(index: index, count: count)
    }
    // A Slurm array may begin anywhere.
    if let index = number("SLURM_ARRAY_TASK_ID"), let count = number("SLURM_ARRAY_TASK_COUNT") {
      return Shard(index: index - (number("SLURM_ARRAY_TASK_MIN") ?? 0), count: count)
    }
    return nil
  }
}
