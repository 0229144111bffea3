import ArgumentParser
import LabDiagnostics
import LabGrader
import LabKernel

/// The subcommand `doctor`: what this machine allows.
struct DoctorCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "doctor",
    abstract: "Say what this machine allows: private networks, boxes for submissions, limits.",
    discussion: """
      The status is 0 when a box of tier 'full' can be made, else 3. Where AppArmor refuses \
      unprivileged user namespaces (Ubuntu 23.10 and later), root writes a profile for this very \
      program with --allow; it is loaded at the next start, or at once with apparmor_parser.
      """
  )

  @Flag(help: "Write the AppArmor profile; as root.")
  var allow = false

  @Option(
    help: ArgumentHelp("Where profiles are.", valueName: "folder", visibility: .hidden),
    completion: .directory
  )
  var profiles = "/etc/apparmor.d"

  @Option(
    help: ArgumentHelp("Where control groups are.", valueName: "folder", visibility: .hidden)
  )
  var groupRoot = ""

  func run() throws {
    Environment.keepStandardDescriptors()
    let status =
      allow
      ? AppArmorProfile(folder: profiles).write() : Examination(groupRoot: groupRoot).run()
    if status != 0 { throw GradeStatus(rawValue: status) }
  }
}

/// One look at the machine.
private struct Examination {
  let groupRoot: String

  func run() -> Int32 {
    do throws(Errno) {
      let folder = try GraderFolder(groupRoot: groupRoot)
      let facts = try BoxTrial.facts(folder)
      var output = OutputFile(descriptor: 1)
      for line in lines(facts) + groupLines(facts, folder.groups.places) {
        output.write("\(line)\n")
      }
      output.flush()
      if !facts.hasNetwork { try explainNetwork() }
      return facts.tier == .full ? GradeStatus.passed : GradeStatus.environment
    } catch {
      DiagnosticPrinter().print([.noResources("doctor", error)], map: SourceMap())
      return GradeStatus.environment
    }
  }

  private func lines(_ facts: BoxFacts) -> [String] {
    var lines = [
      line("kernel", Environment.kernelVersion, is: true),
      line("private network", facts.hasNetwork ? "yes" : "no", is: facts.hasNetwork),
      line("IPv6", Environment.hasIPv6 ? "yes" : "no", is: Environment.hasIPv6),
      line("bwrap", Environment.program(named: "bwrap") ?? "not installed", is: hasBwrap),
      line("box", "tier \(facts.tier.rawValue)", is: facts.tier == .full),
      line("it has", facts.mechanisms.joined(separator: ", "), is: true),
      line("it lacks", facts.missing.joined(separator: ", "), is: true),
    ]
    let user =
      facts.changesUser
      ? "root: each submission runs as a spare user" : "an ordinary user: submissions run as you"
    lines.append(line("you are", user, is: true))
    for reason in facts.reasons { lines.append(line("because", reason, is: false)) }
    if !hasBwrap { lines.append(line("once, as root", "apt install bubblewrap", is: true)) }
    return lines
  }

  /// What bounds a box as a whole, or how that can be had.
  private func groupLines(_ facts: BoxFacts, _ places: ControlGroupPlaces) -> [String] {
    guard !facts.groupUses.isEmpty else {
      return [line("control group", "no", is: false)] + groupAdvice(facts)
    }
    let found = places.all.map { place in
      let uses = place.uses.map(\.rawValue).joined(separator: ", ")
      return "\(uses) in \(place.folder) (version \(place.isUnified ? 2 : 1))"
    }
    let lines = found.map { line("control group", $0, is: facts.hasControlGroup) }
    return facts.hasControlGroup ? lines : lines + groupAdvice(facts)
  }

  private func groupAdvice(_ facts: BoxFacts) -> [String] {
    facts.groupReasons.map { line("because", $0, is: false) } + [
      line("to have one", "systemd-run --user --scope -p Delegate=yes socklab grade …", is: true)
    ]
  }

  private var hasBwrap: Bool { Environment.hasProgram("bwrap") }

  private func line(_ name: String, _ value: String, is good: Bool) -> String {
    let gap = String(repeating: " ", count: max(1, 17 - name.count))
    return "\(good ? " " : "!") \(name)\(gap)\(value)"
  }

  /// Tries once more, in a process of its own, to learn which setting refuses.
  private func explainNetwork() throws(Errno) {
    guard let child = try ForkedChild.fork() else {
      do throws(EnvironmentRefusal) {
        try NetworkNamespace.enterPrivate()
      } catch {
        let isAppArmor = error.cause == .appArmor
        DiagnosticPrinter().print([.noPrivateNetwork(error, path: "FILE")], map: SourceMap())
        if isAppArmor {
          var output = OutputFile(descriptor: 2)
          output.write("  or, for this program alone, once, as root: socklab doctor --allow\n")
          output.flush()
        }
      }
      Environment.exit(0)
    }
    _ = child.wait()
  }
}

/// The profile by which AppArmor lets this program make user namespaces; apparmor.d(5).
struct AppArmorProfile {
  let folder: String

  /// Unconfined but for its name: the rule `userns` is what Ubuntu asks for.
  static func text(program: String) -> String {
    """
    # Lets socklab make private networks and boxes: user_namespaces(7).
    abi <abi/4.0>,
    include <tunables/global>

    profile socklab "\(program)" flags=(unconfined) {
      userns,

      include if exists <local/socklab>
    }

    """
  }

  func write() -> Int32 {
    guard let program = FolderListing.target(ofLink: "/proc/self/exe") else {
      return tell("this program's own path is not known (/proc/self/exe)")
    }
    guard !program.contains("\""), !program.contains("\n") else {
      return tell("a profile cannot name the path of this program: \(program)")
    }
    guard Environment.hasFolder(folder) else {
      return tell("there is no folder \(folder): this system has no AppArmor, and nothing to allow")
    }
    do throws(Errno) {
      let profiles = try ResultFolder(path: folder)
      try profiles.write(Array(Self.text(program: program).utf8), to: "socklab")
    } catch {
      return tell("\(folder)/socklab cannot be written: \(error.name) (\(error.message))")
    }
    var output = OutputFile(descriptor: 1)
    output.write("written: \(folder)/socklab, for \(program)\n")
    output.write("to load it now: apparmor_parser -r \(folder)/socklab\n")
    output.flush()
    return GradeStatus.passed
  }

  private func tell(_ message: String) -> Int32 {
    DiagnosticPrinter().print([Diagnostic("doctor", message)], map: SourceMap())
    return GradeStatus.environment
  }
}
