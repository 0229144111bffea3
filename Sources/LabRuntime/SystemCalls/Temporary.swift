import LabKernel
import LabProgram
extension SocketEntry { var hasReceiveTimeout: Bool { false }; var hasSendTimeout: Bool { false } }
extension Machine {
  var isInCall: Bool { false }
  mutating func block(_ operation: Operation, making frame: (inout Machine) throws(Failure) -> SystemCallFrame) throws(Failure) -> (answer: Answer, frame: SystemCallFrame)? {
    (try frame(&self).perform(), try frame(&self))
  }
  mutating func noteOption(_ r: SocketReference, level: Int32, number: Int32, _ bytes: [UInt8]) {}
}
