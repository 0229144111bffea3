import LabKernel
import LabProgram

/// A check of a file with `setup` has a network of its own.
extension Machine {
  mutating func enterFreshNetwork() throws(Failure) {
    if loopback != nil { throw needs(LoopbackNeed.freshNetwork) }
    guard options.hasPrivateNetwork else {
      throw Failure(.setupNeedsPrivateNetwork(at: site))
    }
    do throws(Errno) {
      fileNetwork = try NetworkNamespace.handle()
    } catch {
      throw Failure(unexpectedNetwork(Answer(error)))
    }
    let answer = NetworkNamespace.fresh()
    guard answer.isSuccess else { throw Failure(unexpectedNetwork(answer)) }
    enteredNetwork()
  }

  /// This process is in a network that nobody has seen.
  mutating func enteredNetwork() {
    diagnostics = nil
    network = nextNetwork
    nextNetwork += 1
  }

  mutating func leaveFreshNetwork() {
    diagnostics = nil
    network = 0
    guard let file = fileNetwork.take() else { return }
    _ = NetworkNamespace.switch(to: file)
  }

  /// `call unshare(CLONE_NEWNET)`: the owner's end brings the former network back.
  mutating func rememberNetwork() {
    guard formerNetworks.last?.owner != current.owner,
      let handle = try? NetworkNamespace.handle()
    else { return }
    formerNetworks.append(FormerNetwork(owner: current.owner, number: network, handle: handle))
  }

  /// At an owner's end: back to where it began.
  mutating func leaveNetwork(of owner: Int32) {
    guard let place = formerNetworks.lastIndex(where: { $0.owner == owner }) else { return }
    guard place == formerNetworks.count - 1 else {
      // Another owner has gone on from here: it goes back to where this one came from.
      formerNetworks[place].owner = formerNetworks[place + 1].owner
      formerNetworks.remove(at: place + 1)
      return
    }
    let former = formerNetworks.removeLast()
    diagnostics = nil
    network = former.number
    _ = NetworkNamespace.switch(to: former.handle)
  }
}

/// The network that an owner was in before it made another.
final class FormerNetwork {
  var owner: Int32
  let number: Int32
  let handle: FileDescriptor

  init(owner: Int32, number: Int32, handle: consuming FileDescriptor) {
    self.owner = owner
    self.number = number
    self.handle = handle
  }
}
