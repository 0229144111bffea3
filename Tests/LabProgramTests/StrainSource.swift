/// Scripts under strain: what the language must be able to say.
let strainSource = #"""
  check "UDP-022" {
    socket udp as r; setsockopt r SO_RCVBUF 1; setsockopt r SO_RXQ_OVFL 1; bind r localhost:0
    socket udp as s; connect s r
    repeat 200 { send s repeat(100, "x") }
    let got = 0
    repeat 201 {
      recv r 200 MSG_DONTWAIT as d expect ok or EAGAIN
      if d.errno == EAGAIN { break }
      let got = got + 1
    }
    send s "last"
  }
  check "PRT-067 REUSEPORT shares the clients out" {
    socket tcp nonblocking as first; setsockopt first SO_REUSEPORT 1; bind first localhost:0; listen first
    let ls = [first]
    repeat 2 {
      socket tcp nonblocking as l; setsockopt l SO_REUSEPORT 1; bind l first; listen l
      let ls = ls + [l]
    }
    repeat 30 { socket tcp as c; connect c first }
    let total = 0
    let served = []
    for l in ls {
      repeat 31 {
        accept l as v expect ok or EAGAIN
        if v.errno == EAGAIN { break }
        let total = total + 1
        let served = served + [l]
      }
    }
    expect total == 30
    expect len(unique(served)) > 1
  }
  check "LIF-008 writing after a reset" {
    pair tcp as c, s
    reset s
    expect c reset
    send c "x" as w1 expect EPIPE
    expect w1.signal == SIGPIPE
    send c "x" MSG_NOSIGNAL as w2 expect EPIPE
    expect w2.signal == none
  }
  check "PKT-019 limited by the receiver's window" {
    socket tcp as l; setsockopt l SO_RCVBUF 2048; bind l localhost:0; listen l
    socket tcp as a; connect a l; accept l as b
    expect a.TCP_INFO.rwnd_limited == 0us
    repeat 10000 {
      send a repeat(4KiB, "x") MSG_DONTWAIT as w expect ok or EAGAIN
      if w.errno == EAGAIN { break }
    }
    expect a.TCP_INFO.rwnd_limited > 200ms within 2s
    let i = a.TCP_INFO
    expect i.busy_time >= i.rwnd_limited
  }
  check "alice" {
    for family in [tcp, tcp6] { socket family as x; close x }
    pair tcp as bob, eve
    expect [bob, eve] "ann: hi\n" soft
    expect bob /welcome (?<n>\d+)\n/ as m
    expect m.n == "12"
    expect int(m.n) == 12
    expect m.data ~ /12/i
    expect bob bytes 4 as h
    expect u32(h.data) == 17
    expect bob silence 200ms
    expect bob exactly "x"
    connect bob 192.0.2.1:80 expect unanswered within 300ms
    let t = bob.tuple
    close bob
    expect t.state == TIME_WAIT
    send bob "x" expect EBADF
    poll eve POLLIN | POLLERR 200ms expect POLLIN | POLLHUP
    write "zone" "a\n"
    run "cat" "${tmp}/zone" as r
    expect r.data == "a\n"
  }
  for family in [tcp, tcp6] {
    check "table ${family}" { socket family as s; bind s localhost:0 }
  }
  """#
