import LabDiagnostics
import LabKernel
import LabProgram

/// A sequence of bytes that one number determines: splitmix64 (Steele, Lea and Flood, 2014).
///
/// Written here because a run must be repeatable on every machine; nothing secret is made of it.
struct RandomBytes {
  let seed: UInt64
  private var state: UInt64

  init(seed: UInt64) {
    self.seed = seed
    state = seed
  }

  /// One of many sequences that one number determines; the others' lengths don't matter to it.
  init(seed: UInt64, stream: UInt64) {
    var mixer = RandomBytes(seed: seed ^ stream &* 0xd134_2543_de82_ef95)
    state = mixer.next()
    self.seed = seed
  }

  /// A seed that is short enough to be typed again.
  static func freshSeed() -> UInt64 { UInt64(UInt32.random(in: 1...UInt32.max)) }

  /// The next 64 bits.
  private mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var mixed = state
    mixed = (mixed ^ mixed >> 30) &* 0xbf58_476d_1ce4_e5b9
    mixed = (mixed ^ mixed >> 27) &* 0x94d0_49bb_1331_11eb
    return mixed ^ mixed >> 31
  }

  /// The next bytes.
  mutating func bytes(_ count: Int) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(count + 7)
    while bytes.count < count {
      withUnsafeBytes(of: next().littleEndian) { bytes.append(contentsOf: $0) }
    }
    bytes.removeLast(bytes.count - count)
    return bytes
  }
}

extension Machine {
  /// `random(n)`: the next bytes of the run's seed, which is told when it is first used.
  mutating func randomBytes(_ count: Int64) throws(Failure) -> Value {
    let bytes = try nextRandom(count)
    return .bytes(bytes)
  }

  /// `random_port()`: outside 32768 to 60999, which the kernel gives away, and above those of
  /// well-known services.
  mutating func randomPort() throws(Failure) -> Value {
    let number = try nextRandom(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    return .integer(Int64(10_000 + number % 20_000))
  }

  private mutating func nextRandom(_ count: Int64) throws(Failure) -> [UInt8] {
    guard count >= 0 else { throw Failure(.negativeCount(count, at: site)) }
    guard count <= options.limits.bytes else {
      throw Failure(.tooManyBytes(limit: options.limits.bytes, at: site))
    }
    if random == nil {
      let made = RandomBytes(seed: options.seed ?? RandomBytes.freshSeed())
      random = made
      remember("seed \(made.seed), which --seed \(made.seed) repeats")
    }
    // A call or an `expect` that is tried again gets what it got before; nothing else is tried twice.
    guard case .perform = program.instructions[Int(current.pc)] else {
      return random?.bytes(Int(count)) ?? []
    }
    let taken = current.statement.randomTaken
    current.statement.randomTaken += 1
    if taken < current.statement.random.count { return current.statement.random[taken] }
    let bytes = random?.bytes(Int(count)) ?? []
    current.statement.random.append(bytes)
    return bytes
  }
}
