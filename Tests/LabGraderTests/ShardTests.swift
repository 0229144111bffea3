import LabGrader
import Testing

@Suite("Shards")
struct ShardTests {
  @Test("Shards part the whole list, and every place is in one of them")
  func partition() throws {
    for count in 1...9 {
      for place in 0..<50 {
        let owners = (0..<count).filter { Shard(index: $0, count: count)?.has(place) == true }
        #expect(owners.count == 1)
      }
    }
  }

  @Test(
    "Each job engine's variables are understood",
    arguments: [
      (["TEST_SHARD_INDEX": "2", "TEST_TOTAL_SHARDS": "8"], "2/8"),
      (["JOB_COMPLETION_INDEX": "0", "JOB_COMPLETIONS": "4"], "0/4"),
      (
        ["SLURM_ARRAY_TASK_ID": "7", "SLURM_ARRAY_TASK_COUNT": "4", "SLURM_ARRAY_TASK_MIN": "5"],
        "2/4"
      ),
      (["SLURM_ARRAY_TASK_ID": "3", "SLURM_ARRAY_TASK_COUNT": "4"], "3/4"),
    ]
  )
  func environment(_ variables: [String: String], _ expected: String) {
    #expect(Shard.fromEnvironment { variables[$0] } == Shard(expected))
  }

  @Test(
    "An index without its count is no shard",
    arguments: [
      ["JOB_COMPLETION_INDEX": "0"], ["TEST_SHARD_INDEX": "8", "TEST_TOTAL_SHARDS": "8"], [:],
    ]
  )
  func incomplete(_ variables: [String: String]) {
    #expect(Shard.fromEnvironment { variables[$0] } == nil)
  }

  @Test("What is no shard is refused", arguments: ["", "1", "8/8", "-1/4", "1/0", "a/b", "1/2/3"])
  func refused(_ text: String) {
    #expect(Shard(text) == nil)
  }
}
