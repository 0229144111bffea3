import CLab
import LabConstants

// What a descriptor is ready for, and its flags.
extension Kernel {
  /// Asks what a descriptor is ready for, without waiting; poll(2).
  package mutating func poll(_ fd: Int32, events: Int16, revents: inout Int16) -> Answer {
    poll(fd, events: events, revents: &revents, timeout: 0)
  }

  /// Asks what a descriptor is ready for; poll(2) with its time-out in milliseconds.
  package mutating func poll(
    _ fd: Int32,
    events: Int16,
    revents: inout Int16,
    timeout: Int32
  ) -> Answer {
    let answer = Answer(raw: clab_poll(fd, events, &revents, timeout))
    if records {
      let remark: String? =
        switch answer.raw {
        case 0: "(Timeout)"
        case 1: "([{fd=\(fd), revents=\(CallText.pollEvents(revents))}])"
        default: nil
        }
      note(
        "poll",
        [
          .constant("[{fd=\(fd), events=\(CallText.pollEvents(events))}]"), .integer(1),
          .integer(Int(timeout)),
        ],
        answer,
        remark: remark
      )
    }
    return answer
  }

  /// Sets or clears O_NONBLOCK of a socket, whose other flags are known to be O_RDWR; fcntl(2).
  package mutating func setNonblocking(_ fd: Int32, _ nonblocking: Bool) -> Answer {
    setFlags(fd, nonblocking ? O_RDWR | O_NONBLOCK : O_RDWR)
  }

  /// Sets the file status flags; fcntl(2), F_SETFL.
  package mutating func setFlags(_ fd: Int32, _ flags: Int32) -> Answer {
    if records { return setRecordedFlags(fd, flags) }
    return Answer(raw: clab_fcntl(fd, F_SETFL, Int(flags)))
  }

  @inline(never)
  private mutating func setRecordedFlags(_ fd: Int32, _ flags: Int32) -> Answer {
    let answer = Answer(raw: clab_fcntl(fd, F_SETFL, Int(flags)))
    note(
      "fcntl",
      [.descriptor(fd), .constant("F_SETFL"), .constant(CallText.fileFlags(Int(flags)))],
      answer
    )
    return answer
  }

  /// Reads the file status flags; fcntl(2), F_GETFL.
  package mutating func flags(_ fd: Int32) -> Answer {
    let answer = Answer(raw: clab_fcntl(fd, F_GETFL, 0))
    if records {
      let remark = answer.isSuccess ? "(flags \(CallText.fileFlags(answer.raw)))" : nil
      note("fcntl", [.descriptor(fd), .constant("F_GETFL")], answer, remark: remark)
    }
    return answer
  }

  /// Whether O_NONBLOCK is set; nil when the descriptor is not open.
  package mutating func isNonblocking(_ fd: Int32) -> Bool? {
    let answer = flags(fd)
    return answer.isSuccess ? answer.raw & Int(O_NONBLOCK) != 0 : nil
  }

  /// Makes an ioctl(2) that fills in one `int`, such as FIONREAD.
  package mutating func ioctlInteger(
    _ fd: Int32,
    _ request: UInt,
    into value: inout Int32
  ) -> Answer {
    var place: UInt = 0
    let answer = Answer(
      raw: withUnsafeMutablePointer(to: &value) { pointer in
        place = UInt(bitPattern: pointer)
        return clab_ioctl(fd, request, pointer)
      }
    )
    if records {
      // SIOCOUTQ is the terminals' TIOCOUTQ by another name, and strace prints that.
      let name =
        request == 0x5411
        ? "TIOCOUTQ"
        : Constants.name(of: Int64(request), in: .ioctl) ?? "0x" + String(request, radix: 16)
      note(
        "ioctl",
        [
          .descriptor(fd), .constant(name),
          answer.isSuccess ? .constant("[\(value)]") : .pointer(place),
        ],
        answer
      )
    }
    return answer
  }
}
