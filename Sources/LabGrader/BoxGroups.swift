import LabKernel

/// The control groups of one submission; none where there are none.
struct BoxGroups: Sendable {
  /// Of its program, or of its scenario.
  var run: ControlGroup?
  /// Of `make`.
  var build: ControlGroup?

  var all: [ControlGroup] { [run, build].compactMap { $0 } }

  /// Descriptors by which a process enters them.
  var entrances: [Int32] { all.flatMap(\.entrances) }
}
