/// The lesson that the language was made for, without the steps that need other programs.
let lessonSource = #"""
  # lesson4.sock       on stage:  socklab run --pause lesson4.sock
  lesson "Lesson 4: port numbers"
  goal "You can say how a client finds one server among many on a host: by address and port."
  network private
  timeout 3s

  step "The machine we are on" {
    note "This run has a network of its own: one interface, lo, with 127.0.0.1 and ::1."
    note "No program outside can reach it; it reaches nothing outside. You can break nothing here."
    note "So 'ss' or 'nc' in another window do not see it. Type there:  socklab enter"
    sysctl "net.ipv4.ip_unprivileged_port_start" expect "1024"
    sysctl "net.ipv4.ip_local_port_range" expect "32768 60999"
  }

  step "The address finds the host, the port finds the server" {
    socket tcp as web
    bind web 127.0.0.1:8080
    listen web
    socket tcp as mail
    bind mail 127.0.0.1:2525
    listen mail

    socket tcp as a
    connect a 127.0.0.1:8080
    accept web as a_conn
    socket tcp as b
    connect b 127.0.0.1:2525
    accept mail as b_conn

    send a_conn "I am web\n"
    send b_conn "I am mail\n"
    expect a "I am web\n"
    expect b "I am mail\n"
    note "One address, two servers. Only the port number differed."

    socket tcp as lost
    connect lost 127.0.0.1:8081 expect ECONNREFUSED
    note "The host is alive: it answered 'no' (RST). The program is not there."
  }

  step "TCP and UDP count their ports separately" {
    socket udp as u_web
    bind u_web 127.0.0.1:8080
    note "web has TCP 8080 already. UDP 8080 is another place."
    socket udp as u_rival
    bind u_rival 127.0.0.1:8080 expect EADDRINUSE
    socket udp as u
    send u "a datagram" to 127.0.0.1:8080
    expect u_web "a datagram"
    expect web.queued == 0
    note "The datagram went to UDP 8080. TCP 8080 noticed nothing."
  }

  step "A port is 16 bits: 0 to 65535" {
    socket tcp as top
    bind top 127.0.0.1:65535
    refused { bind top 127.0.0.1:65536 }
    socket tcp as chosen
    bind chosen 127.0.0.1:0
    expect chosen.port in 32768..60999
    note "65,536 numbers, 65,535 ports: to bind, 0 means 'kernel, choose one for me'."
    socket udp as u0
    send u0 "x" to 127.0.0.1:0 expect EINVAL
    note "And nothing can be sent to port 0."
  }

  step "Below 1024 Linux asks for a privilege" {
    socket tcp as p80
    bind p80 127.0.0.1:80 expect EACCES
    socket tcp as p1023
    bind p1023 127.0.0.1:1023 expect EACCES
    socket udp as p53
    bind p53 127.0.0.1:53 expect EACCES
    socket tcp as p1024
    bind p1024 127.0.0.1:1024
    note "All ports below 1024, TCP and UDP; not 'many' of them. From 1024 on, anybody may."
    privileged {
      socket tcp as https
      bind https 127.0.0.1:443
      socket udp as quic
      bind quic 127.0.0.1:443
    }
    note "With the capability CAP_NET_BIND_SERVICE: TCP 443 and UDP 443, at the same time."
    sysctl "net.ipv4.ip_unprivileged_port_start" "80"
    bind p80 127.0.0.1:80
    note "1024 is a setting of this machine, not a law. Docker sets it to 0."
  }

  step "Registered and dynamic: to bind, the kernel sees no difference" {
    socket tcp as r
    bind r 127.0.0.1:49151
    socket tcp as d
    bind d 127.0.0.1:49152
    note "IANA's ranges are an agreement between people. Only the line at 1024 is enforced."
  }

  step "The kernel chooses the client's port" {
    socket tcp as client
    expect client.local == 0.0.0.0:0
    connect client 127.0.0.1:8080
    expect client.port in 32768..60999
    accept web as conn
    expect conn.peer == client.local
    expect conn.local == client.peer
    note "We never said bind. connect gave the client an address and an ephemeral port."
    note "The lesson (and IANA) say 49152-65535. Linux uses 32768-60999 unless told otherwise:"
    sysctl "net.ipv4.ip_local_port_range" "49152 65535"
    socket tcp as by_the_book
    connect by_the_book 127.0.0.1:8080
    accept web as book_conn
    expect by_the_book.port in 49152..65535
  }

  step "Short-lived, and used again" {
    sysctl "net.ipv4.ip_local_port_range" "40000 40000"
    socket tcp as first
    connect first 127.0.0.1:8080
    accept web as first_conn
    expect first.port == 40000
    socket tcp as second
    connect second 127.0.0.1:8080 expect EADDRNOTAVAIL
    note "One ephemeral port in the whole machine, and it is taken (towards this server)."
    reset first
    expect first_conn reset
    connect second 127.0.0.1:8080
    accept web as second_conn
    expect second.port == 40000
    sysctl "net.ipv4.ip_local_port_range" "32768 60999"
  }

  step "A connection is four values" {
    socket tcp as web2
    bind web2 127.0.0.1:8082
    listen web2
    socket tcp as far
    bind far 127.0.0.2:8080
    listen far

    socket tcp as c1
    setsockopt c1 SO_REUSEADDR 1
    bind c1 127.0.0.1:5000
    connect c1 127.0.0.1:8080
    note "c1 is the pattern. Each of the next four changes one value."

    socket tcp as c2
    bind c2 127.0.0.1:5001
    connect c2 127.0.0.1:8080

    socket tcp as c3
    bind c3 127.0.0.9:5000
    connect c3 127.0.0.1:8080

    socket tcp as c4
    setsockopt c4 SO_REUSEADDR 1
    bind c4 127.0.0.1:5000
    connect c4 127.0.0.2:8080

    socket tcp as c5
    setsockopt c5 SO_REUSEADDR 1
    bind c5 127.0.0.1:5000
    connect c5 127.0.0.1:8082

    expect len(unique([c1.tuple, c2.tuple, c3.tuple, c4.tuple, c5.tuple])) == 5

    socket tcp as twin
    setsockopt twin SO_REUSEADDR 1
    bind twin 127.0.0.1:5000
    connect twin 127.0.0.1:8080 expect EADDRNOTAVAIL
    note "Same four values as c1: the one thing that the kernel refuses."
  }

  step "A thousand clients, one server port" {
    socket tcp as hall
    bind hall 127.0.0.1:9000
    listen hall
    repeat 1000 as i {
      actor visitor {
        socket tcp as v
        connect v 127.0.0.1:9000
        expect v "welcome\n"
        wait all_in
      }
    }
    repeat 1000 as i {
      accept hall as guest
      send guest "welcome\n"
    }
    expect len(hall.connections) == 1000
    expect len(unique(hall.connections)) == 1000
    ready all_in
  }

  step "socket, bind, listen, accept: leave one out" {
    socket tcp as s
    accept s expect EINVAL
    bind s 127.0.0.1:8200
    socket tcp as k
    connect k 127.0.0.1:8200 expect ECONNREFUSED
    note "Bound, but not listening. A port is not open until listen."
    listen s
    connect k 127.0.0.1:8200
    expect k.state == ESTABLISHED
    expect s.queued == 1
    note "Connected, and nobody has called accept: the kernel shook hands. accept only collects."
    accept s as k_conn
    expect s.queued == 0
    expect k_conn.local == s.local
    note "k_conn has the same port as s. accept makes a new socket, not a new port."
  }

  step "The same in IPv6" {
    socket tcp6 as s6
    bind s6 [::1]:8200
    listen s6
    socket tcp6 as k6
    connect k6 [::1]:8200
    accept s6 as k6_conn
    expect k6_conn.peer == k6.local
    note "s has 127.0.0.1:8200, s6 has [::1]:8200: two addresses, so no clash."
    socket tcp6 as dual
    bind dual *:8201
    listen dual
    socket tcp as four
    connect four 127.0.0.1:8201
    accept dual as four_conn
    expect four_conn.peer ~ "::ffff:127.0.0.1"
    note "An IPv6 server on * also serves IPv4 clients; it sees them as ::ffff:127.0.0.1."
  }

  step "One address, or all of them" {
    socket tcp as one
    bind one 127.0.0.1:8300
    listen one
    socket tcp as every
    bind every *:8301
    listen every
    expect every.local == 0.0.0.0:8301

    socket tcp as n1
    connect n1 127.0.0.2:8300 expect ECONNREFUSED
    socket tcp as n2
    connect n2 127.0.0.2:8301
    accept every as n2_conn
    expect n2_conn.local == 127.0.0.2:8301
    note "* (INADDR_ANY) is no address. Each accepted socket knows the real one."

    address 192.0.2.10
    socket tcp as n3
    connect n3 192.0.2.10:8301
    accept every as n3_conn
    expect n3_conn.local == 192.0.2.10:8301
    note "The address came after bind, and * serves it too."
    socket tcp as n4
    bind n4 192.0.2.99:8302 expect EADDRNOTAVAIL
    note "And you cannot bind what is not yours."
  }

  step "Two servers, one port" {
    socket tcp as rival
    bind rival 127.0.0.1:8080 expect EADDRINUSE
    bind rival *:8080 expect EADDRINUSE
    note "* collides with everybody on that port."
    bind rival 127.0.0.7:8080
    note "Exclusive, but per address. (SO_REUSEPORT: sharing on purpose, lesson 9.)"
    socket tcp as early
    bind early 127.0.0.1:8500
    close early
    socket tcp as late
    bind late 127.0.0.1:8500
    note "close gave the port back at once: there had been no connection."
  }

  step "The server that can not restart: TIME_WAIT" {
    socket tcp as old
    bind old 127.0.0.1:8400
    listen old
    socket tcp as user
    connect user 127.0.0.1:8400
    accept old as user_conn
    let gone = user_conn.tuple
    close user_conn
    expect user eof
    close user
    close old
    note "The server closed first. Every descriptor is closed. Is the port free?"
    socket tcp as new
    bind new 127.0.0.1:8400 expect EADDRINUSE
    expect gone.state == TIME_WAIT
    note "Who closes first keeps the connection in TIME_WAIT: 60 s on Linux. It guards the port."
    setsockopt new SO_REUSEADDR 1
    bind new 127.0.0.1:8400 expect EADDRINUSE
    note "Too late: the old server should have set it as well."
  }

  step "... and the one that can" {
    socket tcp as old2
    setsockopt old2 SO_REUSEADDR 1
    bind old2 127.0.0.1:8401
    listen old2
    socket tcp as user2
    connect user2 127.0.0.1:8401
    accept old2 as user2_conn
    let gone2 = user2_conn.tuple
    close user2_conn
    expect user2 eof
    close user2
    close old2
    socket tcp as new2
    setsockopt new2 SO_REUSEADDR 1
    bind new2 127.0.0.1:8401
    listen new2
    expect gone2.state == TIME_WAIT
    note "TIME_WAIT is still there. SO_REUSEADDR on both says: I know. So write it in every server."
  }

  """#
