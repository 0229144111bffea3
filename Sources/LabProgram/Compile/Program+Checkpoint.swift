import LabDiagnostics
import LabSyntax

/// How much of a program there is, so that an entry with mistakes can be taken out again.
///
/// Entries only add: what is there changes in the file's own routine alone.
struct ProgramCheckpoint {
  fileprivate let counts: [Int]
  fileprivate let header: Header
  fileprivate let routine: Routine
  fileprivate let slotLabels: [Int32]

  var usesHostNetwork: Bool { header.usesHostNetwork }
}

extension Program {
  var checkpoint: ProgramCheckpoint {
    ProgramCheckpoint(
      counts: [
        instructions.count, sites.count, operations.count, clauses.count, expressions.count,
        conditions.count, relations.count, constants.count, addresses.count, patterns.count,
        words.count, labels.count, slots.count, captures.count, routines.count, callSites.count,
        sections.count, refusals.count, slotLabels.count,
      ],
      header: header,
      routine: routines[Int(Self.fileRoutine)],
      slotLabels: slotLabels[Int(Self.fileRoutine)]
    )
  }

  mutating func rollBack(to checkpoint: ProgramCheckpoint) {
    let counts = checkpoint.counts
    instructions.removeLast(instructions.count - counts[0])
    sites.removeLast(sites.count - counts[1])
    operations.removeLast(operations.count - counts[2])
    clauses.removeLast(clauses.count - counts[3])
    expressions.removeLast(expressions.count - counts[4])
    conditions.removeLast(conditions.count - counts[5])
    relations.removeLast(relations.count - counts[6])
    constants.removeLast(constants.count - counts[7])
    addresses.removeLast(addresses.count - counts[8])
    patterns.removeLast(patterns.count - counts[9])
    words.removeLast(words.count - counts[10])
    labels.removeLast(labels.count - counts[11])
    slots.removeLast(slots.count - counts[12])
    captures.removeLast(captures.count - counts[13])
    routines.removeLast(routines.count - counts[14])
    callSites.removeLast(callSites.count - counts[15])
    sections.removeLast(sections.count - counts[16])
    refusals.removeLast(refusals.count - counts[17])
    slotLabels.removeLast(slotLabels.count - counts[18])
    header = checkpoint.header
    routines[Int(Self.fileRoutine)] = checkpoint.routine
    slotLabels[Int(Self.fileRoutine)] = checkpoint.slotLabels
  }
}
