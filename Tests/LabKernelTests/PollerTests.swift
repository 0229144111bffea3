import Glibc
import LabKernel
import Testing

@Suite struct PollerTests {
  private static let everything: Readiness = [.readable, .priority, .writable, .peerClosed]

  @Test func onlyWhatWasAskedForIsTold() throws {
    var kernel = Kernel()
    var pair: (Int32, Int32) = (-1, -1)
    _ = kernel.socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0, into: &pair)
    var poller = try Poller()
    #expect(poller.add(pair.0, id: 1, for: .readable).isSuccess)
    // There is room to write in all the time.
    #expect(poller.wait(timeoutNanoseconds: 0) == 0)
    #expect(poller.add(pair.0, id: 2, for: Self.everything).errno?.name == "EEXIST")
    #expect(poller.change(pair.0, id: 2, for: Self.everything).isSuccess)
    #expect(poller.wait(timeoutNanoseconds: 0) == 1)
    #expect(poller[0].events == .writable && poller[0].generation == 2)
    _ = kernel.close(pair.0)
    _ = kernel.close(pair.1)
  }

  @Test func closingTheOnlyDescriptorEndsTheWatch() throws {
    var kernel = Kernel()
    var pair: (Int32, Int32) = (-1, -1)
    _ = kernel.socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0, into: &pair)
    var poller = try Poller()
    #expect(poller.add(pair.0, id: 1, for: Self.everything).isSuccess)
    _ = kernel.close(pair.0)
    #expect(poller.wait(timeoutNanoseconds: 0) == 0)
    let twin = kernel.dup(pair.1).descriptor
    #expect(poller.add(twin, id: 2, for: .readable).isSuccess)
    _ = kernel.close(twin)
    _ = kernel.close(pair.1)
  }

  @Test func anEdgeIsToldOnceWithItsGeneration() throws {
    var kernel = Kernel()
    var pair: (Int32, Int32) = (-1, -1)
    _ = kernel.socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0, into: &pair)
    defer {
      _ = kernel.close(pair.0)
      _ = kernel.close(pair.1)
    }
    var poller = try Poller()
    #expect(poller.add(pair.0, id: .max, for: Self.everything).isSuccess)
    #expect(poller.wait(timeoutNanoseconds: 0) == 1)
    #expect(poller[0].events == .writable && poller[0].fd == pair.0)
    #expect(poller[0].generation == .max)
    #expect(poller.wait(timeoutNanoseconds: 0) == 0)
    _ = [UInt8(1)].withUnsafeBytes { kernel.send(pair.1, $0, flags: 0) }
    #expect(poller.wait(timeoutNanoseconds: nil) == 1)
    #expect(poller[0].events.contains(.readable))
    #expect(poller.wait(timeoutNanoseconds: 0) == 0)
    _ = kernel.shutdown(pair.1, Int32(SHUT_WR))
    #expect(poller.wait(timeoutNanoseconds: nil) == 1)
    #expect(poller[0].events.contains(.peerClosed))
    #expect(poller.remove(pair.0).isSuccess)
    #expect(poller.remove(pair.0).errno == .noSuchFile)
  }

  @Test func aClosedDescriptorsFileReportsUnderItsOldGeneration() throws {
    var kernel = Kernel()
    var pair: (Int32, Int32) = (-1, -1)
    _ = kernel.socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0, into: &pair)
    let twin = kernel.dup(pair.0).descriptor
    var poller = try Poller()
    _ = poller.add(pair.0, id: 7, for: Self.everything)
    _ = poller.wait(timeoutNanoseconds: 0)
    _ = kernel.close(pair.0)
    _ = [UInt8(1)].withUnsafeBytes { kernel.send(pair.1, $0, flags: 0) }
    #expect(poller.wait(timeoutNanoseconds: nil) == 1)
    #expect(poller[0].generation == 7)
    _ = kernel.close(twin)
    _ = kernel.close(pair.1)
  }

  @Test func aTimeoutBelowAMillisecondIsOne() throws {
    var poller = try Poller()
    let before = MonotonicClock.now()
    #expect(poller.wait(timeoutNanoseconds: 50_000) == 0)
    #expect(MonotonicClock.now() - before >= 50_000)
    #expect(poller.wait(timeoutNanoseconds: -5) == 0)
  }
}

@Suite struct HelperThreadTests {
  @Test func aBlockedReadIsSeenAndGetsItsData() throws {
    var kernel = Kernel()
    let loopback = Loopback(&kernel)
    defer { loopback.close(&kernel) }
    let frame = SystemCallFrame("recvfrom")
    let room = frame.room(10)
    frame.arguments = [Int(loopback.client), room, 10]
    let call = try BlockingCall(frame)
    while !call.isAsleep { sched_yield() }
    #expect(call.answer == nil)
    _ = Array("hello".utf8).withUnsafeBytes { kernel.send(loopback.accepted, $0, flags: 0) }
    wait(call)
    #expect(call.answer?.raw == 5)
    #expect(frame.bytes(at: room, count: 5) == Array("hello".utf8))
    #expect(!call.isAsleep)
  }

  @Test func aSignalInterruptsIt() throws {
    var kernel = Kernel()
    let (server, _) = Loopback.listener(&kernel, backlog: 1)
    defer { _ = kernel.close(server) }
    let call = try BlockingCall(accepting(server))
    while !call.isAsleep { sched_yield() }
    call.interrupt()
    wait(call)
    #expect(call.answer?.errno == .interrupted)
  }

  @Test func aChosenSignalInterruptsItToo() throws {
    var kernel = Kernel()
    let (server, _) = Loopback.listener(&kernel, backlog: 1)
    defer { _ = kernel.close(server) }
    try HelperThread.handle(signal: SIGUSR1, restarts: false)
    let call = try BlockingCall(accepting(server), openSignals: 1 << UInt64(SIGUSR1 - 1))
    while !call.isAsleep { sched_yield() }
    #expect(call.interrupt(with: SIGUSR1).isSuccess)
    wait(call)
    #expect(call.answer?.errno == .interrupted)
  }

  @Test func lettingGoOfItEndsTheThread() throws {
    var kernel = Kernel()
    let (server, address) = Loopback.listener(&kernel, backlog: 1)
    do {
      let call = try BlockingCall(accepting(server))
      while !call.isAsleep { sched_yield() }
    }
    // Were the thread still in accept, it would take the connection.
    let client = kernel.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0).descriptor
    #expect(kernel.connect(client, address).isSuccess)
    #expect(SocketFacts.acceptQueue(server, kernel: &kernel)?.length == 1)
    _ = kernel.close(client)
    _ = kernel.close(server)
  }

  @Test func aBrokenPipeIsTold() throws {
    var kernel = Kernel()
    var pair: (Int32, Int32) = (-1, -1)
    _ = kernel.socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0, into: &pair)
    _ = kernel.close(pair.1)
    let frame = SystemCallFrame("sendto")
    frame.arguments = [Int(pair.0), frame.place([1]), 1]
    let call = try BlockingCall(frame)
    wait(call)
    #expect(call.answer?.errno == .brokenPipe && call.brokenPipe)
    _ = kernel.close(pair.0)
  }

  @Test func anAddressThatNobodyMayTouchIsAFault() throws {
    var kernel = Kernel()
    var pair: (Int32, Int32) = (-1, -1)
    _ = kernel.socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0, into: &pair)
    let frame = SystemCallFrame("sendto")
    frame.arguments = [Int(pair.0), SystemCallFrame.badPointer, 1]
    #expect(frame.perform().errno?.name == "EFAULT")
    _ = kernel.close(pair.0)
    _ = kernel.close(pair.1)
  }

  private func accepting(_ server: Int32) -> SystemCallFrame {
    let frame = SystemCallFrame("accept")
    frame.arguments = [Int(server), 0, 0]
    return frame
  }

  private func wait(_ call: BlockingCall) {
    var entry = pollfd(fd: call.fd, events: Int16(POLLIN), revents: 0)
    poll(&entry, 1, -1)
  }
}
