import LabTestSupport
import Testing

/// What a file, check or actor made ends with it; what an actor returns goes to its starter.
struct OwnershipTests {
  @Test(arguments: [
    Scenario.passes(
      "a returned socket belongs to the starter",
      """
      actor maker {
        socket tcp as l
        bind l 127.0.0.1:7000
        listen l
        return l
      }
      wait maker as l
      expect l.state == LISTEN
      socket tcp as c
      connect c l
      accept l as k
      """
    ),
    .passes(
      "an actor's other sockets close at its end",
      """
      check "in a check" {
        actor inner {
          pair tcp as p, q
          return p
        }
        wait inner as p
        expect p eof
      }
      """
    ),
    .passes(
      "a check's sockets close with it, and the port is free again",
      """
      for n in 1..3 {
        check "again" {
          socket tcp as l
          bind l 127.0.0.1:8080
          listen l
        }
      }
      """
    ),
    .passes(
      "a check waits for its actors",
      """
      check "first" {
        actor a { wait go; note "actor ends" }
        actor b { ready go }
      }
      check "second" { note "after it" }
      """,
      says: ["actor ends", "after it"]
    ),
    .passes(
      "cleanups run last first, with the names of their moment",
      """
      let n = 1
      cleanup { note "first ${n}" }
      let n = 2
      cleanup { note "second ${n}" }
      note "the file"
      """,
      says: ["the file", "second 2", "first 1"]
    ),
    .passes(
      "sysctl is put back at the owner's end",
      """
      check "sets" {
        sysctl "net.ipv4.ip_unprivileged_port_start" "80"
        sysctl "net.ipv4.ip_unprivileged_port_start" "90"
        socket tcp as s
        bind s 127.0.0.1:90
      }
      sysctl "net.ipv4.ip_unprivileged_port_start" expect "1024"
      actor z { sysctl "net.ipv4.ip_unprivileged_port_start" "70" }
      wait z
      sysctl "net.ipv4.ip_unprivileged_port_start" expect "1024"
      """
    ),
    .passes(
      "setup gives every check a fresh network",
      """
      setup {
        socket tcp as server
        bind server 127.0.0.1:8080
        listen server
      }
      check a "changes its network" {
        sysctl "net.ipv4.ip_local_port_range" "40000 40000"
        socket tcp as c
        connect c server
        accept server as k
        close k
        expect c eof
        close c
      }
      check b "sees nothing of it" {
        sysctl "net.ipv4.ip_local_port_range" expect "32768 60999"
        socket tcp as c
        bind c 127.0.0.1:40000
        connect c server
        accept server as k
      }
      """
    ),
    .passes(
      "a proc sees its parameters and gives results",
      """
      greet 3 as n, text
      expect n == 6
      expect text == "3 times"
      proc greet count {
        let label = "${count} times"
        return (count + count) label
      }
      """
    ),
    .passes(
      "a proc's sockets belong to its caller",
      """
      proc connected {
        pair tcp as a, b
        return a b
      }
      connected as x, y
      send x "hi"
      expect y "hi"
      """
    ),
    .passes(
      "an actor copies the names bound so far",
      """
      let n = 1
      repeat 3 as i {
        actor a { return (i + n) }
      }
      let n = 100
      wait a as all
      expect all == [1, 2, 3]
      """
    ),
    .passes(
      "a closed name passes its old number while that is free",
      """
      socket tcp as s
      close s
      bind s 127.0.0.1:80 expect EBADF
      socket tcp as t
      send s "x" expect EBADF
      """,
      says: ["bind(3,", "EBADF", "send(-1", "EBADF"]
    ),
  ])
  func holds(_ scenario: Scenario) async throws { try await scenario.test() }
}
