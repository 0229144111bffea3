import LabSyntax

extension Checker {
  /// An introduced operand stands once more: both together are a list.
  mutating func gather(
    _ value: Int32,
    into position: Int,
    _ operand: Int32,
    _ operandPlan: OperandPlan,
    _ plan: RowPlan
  ) {
    let typed = self.value(value, for: operandPlan)
    if !typed.fits(operandPlan) {
      if !isWrong { reportSearched { $0.misfit(plan, operand: operand, typed, value: value) } }
      return
    }
    requireOpen(typed, at: tree.values[Int(value)].span)
    let mark = pending.count
    pending.append(matched[position].expression)
    pending.append(typed.expression)
    let range = placePending(since: mark)
    matched[position].expression = .list(start: range.start, count: range.count)
    matched[position].kinds = .list
  }
}
