import LabConstants

/// One call that `call NAME(…)` can make, with all parameters of C in C's order.
///
/// The checker judges names and kinds, the machine lays the parameters out; both read this.
package struct SystemCall: Sendable {
  /// What it may touch; a hand-in may use `net` only.
  package enum Group: String, CaseIterable, Sendable {
    case net
    case file
    case process
    case system
  }

  /// What `as` names.
  package enum ResultForm: Sendable {
    /// A result: `r.count`, `r.data`, `r.control` …
    case result
    /// The new descriptor.
    case descriptor
    /// Both descriptors.
    case twoDescriptors
  }

  /// How an actor waits for it while others run; LANGUAGE: "plain".
  package enum Waiting: Sendable {
    case never
    /// It takes MSG_DONTWAIT in that parameter.
    case messageFlags(Int, Direction)
    /// It is made with O_NONBLOCK, set on the first parameter's descriptor for that one call.
    case nonblocking(Direction)
    /// It really sleeps, on a thread of its own.
    case thread
  }

  package enum Direction: Sendable {
    case input
    case output
  }

  /// As in C.
  package let name: String
  package let group: Group
  package let parameters: [CallParameter]
  package let result: ResultForm
  package let waiting: Waiting
  /// Arguments of the kernel's call that C's wrapper adds behind its own.
  package let added: [Int]
  /// One line, without its name.
  package let summary: String
  /// Where it is documented, such as `recvmsg(2)`.
  package let manual: String

  init(
    _ name: String,
    _ group: Group,
    _ parameters: [CallParameter],
    result: ResultForm = .result,
    waiting: Waiting = .never,
    added: [Int] = [],
    manual: String? = nil,
    _ summary: String
  ) {
    self.name = name
    self.group = group
    self.parameters = parameters
    self.result = result
    self.waiting = waiting
    self.added = added
    self.summary = summary
    self.manual = manual ?? "\(name)(2)"
  }

  /// As in the manual: `recvfrom(fd, buf, size, flags, addr, addrlen)`.
  package var synopsis: String {
    "\(name)(\(parameters.map(\.name).joined(separator: ", ")))"
  }

  package static let all: [SystemCall] =
    socketCalls + transferCalls + descriptorCalls + readinessCalls + systemCalls

  package static func index(named name: String) -> Int? { names.position(of: name) }

  private static let names = NameIndex(all.map(\.name))
}
