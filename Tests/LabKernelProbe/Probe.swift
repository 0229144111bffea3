import Glibc
import LabKernel

/// A process of one thread for the tests of what a threaded test runner can't do itself.
///
/// `LabKernelProbe SCENARIO ARGUMENTS…` prints what happened, one fact a line.
@main enum Probe {
  static func main() {
    let arguments = CommandLine.arguments.dropFirst()
    switch arguments.first {
    case "calls": Calls.run()
    case "private": Networks.privateNetwork(asNobody: arguments.contains("nobody"))
    case "fresh": Networks.freshNetworks()
    case "files": Processes.forkFiles()
    case "status": Processes.printStatus()
    case "inherited": Processes.closeInherited()
    case "signals": Processes.signals()
    case "hold": Processes.holdNetwork()
    case "enter": Processes.enter(Int32(arguments.last ?? "") ?? 0)
    default: tell("unknown scenario")
    }
  }

  /// Prints one line, at once.
  static func tell(_ line: String) {
    var output = OutputFile(descriptor: 1)
    output.write(line + "\n")
    output.flush()
  }
}
