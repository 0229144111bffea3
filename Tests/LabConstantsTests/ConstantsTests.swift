import Glibc
import LabConstants
import Testing

@Suite struct ConstantsTests {
  @Test func everyNameIsFoundAgain() {
    for constant in Constants.all where constant.group != .option {
      let found = Constants.named(constant.name)
      #expect(found?.value == constant.value, "\(constant.name)")
    }
  }

  @Test func aNameStandsOnce() {
    let names = Constants.all.filter { !$0.name.hasPrefix("MCAST_") }.map(\.name)
    #expect(Set(names).count == names.count)
  }

  @Test(arguments: [
    ("ECONNREFUSED", 111, ConstantGroup.errno), ("EWOULDBLOCK", 11, .errno),
    ("MSG_PEEK", 2, .messageFlag), ("POLLIN", 1, .pollEvent), ("SIGPIPE", 13, .signal),
    ("ESTABLISHED", 1, .tcpState), ("CAP_NET_RAW", 13, .capability),
    ("AF_INET", 2, .addressFamily), ("SOCK_NONBLOCK", 0o4000, .socketType),
    ("IPPROTO_TCP", 6, .protocolNumber), ("SHUT_RD", 0, .shutdown),
    ("SO_EE_ORIGIN_ICMP", 2, .other), ("SOF_TIMESTAMPING_OPT_ID", 128, .other),
    ("SOL_SOCKET", 1, .level), ("O_NONBLOCK", 0o4000, .fileFlag), ("FIONREAD", 0x541B, .ioctl),
    ("SIOCATMARK", 0x8905, .ioctl), ("SO_REUSEADDR", 2, .option),
    ("SCM_RIGHTS", 1, .controlMessage),
  ])
  func theHeadersNames(name: String, value: Int64, group: ConstantGroup) {
    #expect(
      Constants.named(name).map { $0.value == value && $0.group == group } == true,
      "\(name)"
    )
  }

  @Test(arguments: [
    (Int64(0), ConstantGroup.messageFlag, "0"), (0x22, .messageFlag, "MSG_PEEK|MSG_TRUNC"),
    (0x1_0000_0002, .messageFlag, "MSG_PEEK|0x100000000"),
    (1 | 0o4000, .socketType, "SOCK_STREAM|SOCK_NONBLOCK"),
    (2 | 0o4000, .fileFlag, "O_RDWR|O_NONBLOCK"), (0x101000, .fileFlag, "O_RDONLY|O_SYNC"),
    (0x11, .pollEvent, "POLLIN|POLLHUP"),
  ])
  func flagsAreSpelledAsInC(value: Int64, group: ConstantGroup, text: String) {
    #expect(Constants.flagNames(value, in: group) == text)
  }

  @Test func theUsualNameIsPrinted() {
    #expect(Constants.name(of: 1, in: .addressFamily) == "AF_UNIX")
    #expect(Constants.name(of: 17, in: .signal) == "SIGCHLD")
    #expect(Constants.name(of: 0, in: .protocolNumber) == "IPPROTO_IP")
    #expect(Constants.name(of: 999, in: .signal) == nil)
  }
}

@Suite struct ErrnoNamesTests {
  @Test func everyTextIsTheCLibrarys() {
    for number in Int32(1)...133 where ErrnoNames.name(number) != nil {
      #expect(ErrnoNames.message(number) == String(cString: strerror(number)))
    }
  }

  @Test func namesAndNumbersMeet() {
    for number in Int32(-1)...140 {
      guard let name = ErrnoNames.name(number) else {
        #expect(number < 1 || number > 133 || number == 41 || number == 58, "\(number)")
        continue
      }
      #expect(ErrnoNames.number(name) == number)
    }
    #expect(ErrnoNames.number("EWOULDBLOCK") == EAGAIN)
    #expect(ErrnoNames.number("ENOTSUP") == EOPNOTSUPP)
    #expect(ErrnoNames.number("EDEADLOCK") == EDEADLK)
    #expect(ErrnoNames.message(999) == "Unknown error 999")
  }
}

@Suite struct SocketOptionsTests {
  @Test func levelAndNumberNameOneOption() {
    var seen: Set<Int64> = []
    for option in SocketOptions.all {
      #expect(seen.insert(Int64(option.level) << 32 | Int64(option.number)).inserted, "\(option)")
      #expect(SocketOptions.find(level: option.level, number: option.number) == option)
      #expect(SocketOptions.at(seen.count - 1) == option)
      #expect(option.capability.map { Constants.named($0) != nil } ?? true)
    }
  }

  @Test func secondNamesLeadToTheOption() {
    let option = SocketOptions.index(named: "IPV6_JOIN_GROUP").map { SocketOptions.all[$0] }
    #expect(option?.name == "IPV6_ADD_MEMBERSHIP")
    #expect(SocketOptions.index(named: "SO_NOTHING") == nil)
  }

  @Test func fieldsOfTCPInfoAreReadWhereTheyStand() throws {
    var info = [UInt8](repeating: 0, count: 232)
    info[0] = 1
    info[6] = 0x97
    info[68] = 0x10
    info[69] = 0x27
    func value(_ name: String) throws -> UInt64? {
      try TCPInfoField.all[#require(TCPInfoField.index(named: name))].value(in: info)
    }
    #expect(try value("state") == 1)
    #expect(try value("snd_wscale") == 7)
    #expect(try value("rcv_wscale") == 9)
    #expect(try value("rtt") == 10_000)
    #expect(try value("rcv_wnd") == nil)
  }

  @Test func servicesGoBothWays() {
    #expect(Services.port("http") == 80)
    #expect(Services.name(of: 443) == "https")
    #expect(Services.name(of: 53) == "domain")
    #expect(Services.port("HTTP") == nil)
  }

  @Test func statesHaveTheKernelsNames() {
    for state in TCPState.allCases {
      #expect(TCPState(name: state.name) == state)
    }
    #expect(TCPState.timeWait.rawValue == 6)
    #expect(TCPState(name: "TIME_WAIT") == .timeWait)
  }
}
