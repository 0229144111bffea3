import LabKernel
import LabProgram

/// A check of a file with `setup` has a network of its own.
extension Machine {
  mutating func enterFreshNetwork() throws(Failure) {
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
    diagnostics = nil
  }

  mutating func leaveFreshNetwork() {
    diagnostics = nil
    guard let network = fileNetwork.take() else { return }
    _ = NetworkNamespace.switch(to: network)
  }
}
