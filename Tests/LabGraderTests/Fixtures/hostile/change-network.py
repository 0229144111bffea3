#!/usr/bin/python3
# Changes of the network, and sockets that see or end what is not ours.
import fcntl
import socket
import struct

import box

box.enter("change-network")
box.attempt("packet", lambda: socket.socket(socket.AF_PACKET, socket.SOCK_RAW, 0x300))
box.attempt("raw", lambda: socket.socket(socket.AF_INET, socket.SOCK_RAW, 1))
box.attempt("port 80", lambda: socket.socket().bind(("127.0.0.1", 80)))
box.attempt("repair", lambda: socket.socket().setsockopt(socket.IPPROTO_TCP, 19, 1))
box.attempt("transparent", lambda: socket.socket().setsockopt(socket.SOL_IP, 19, 1))
box.attempt("mark", lambda: socket.socket().setsockopt(socket.SOL_SOCKET, 36, 1))
box.attempt(
    "lo down",
    lambda: fcntl.ioctl(socket.socket(), 0x8914, struct.pack("16sH14s", b"lo", 0, b"")),
)


def netlink(protocol, kind, body):
    """One request with an acknowledgement; the kernel's refusal."""
    s = socket.socket(socket.AF_NETLINK, socket.SOCK_RAW, protocol)
    s.send(struct.pack("IHHII", 16 + len(body), kind, 5, 1, 0) + body)
    code = -struct.unpack("i", s.recv(4096)[16:20])[0]
    if code:
        import os

        raise OSError(code, os.strerror(code))


# RTM_NEWLINK without IFF_UP; RTM_NEWROUTE of the default route.
box.attempt("link", lambda: netlink(0, 16, struct.pack("BxHiII", 0, 0, 1, 0, 1)))
box.attempt("route", lambda: netlink(0, 24, struct.pack("BBBBBBBBI", 2, 0, 0, 0, 254, 3, 253, 1, 0)))


def sysctl():
    with open("/proc/sys/net/ipv4/ip_unprivileged_port_start", "w") as file:
        file.write("0")


box.attempt("sysctl", sysctl)
box.attempt("user namespace", lambda: box.check(box.libc.unshare(0x10000000)))
box.attempt("net namespace", lambda: box.check(box.libc.unshare(0x40000000)))
box.attempt("mount", lambda: box.check(box.libc.mount(b"none", b"/tmp", b"tmpfs", 0, None)))
box.attempt("host name", lambda: socket.sethostname("x"))


def sock_destroy():
    """SOCK_DESTROY of a connection that there is, as the exercise's are."""
    listener = box.listen(7001)
    c = socket.create_connection(("127.0.0.1", 7001))
    here, there = c.getsockname(), c.getpeername()
    ports = struct.pack(">HH", here[1], there[1])
    addresses = socket.inet_aton(here[0]) + b"\0" * 12 + socket.inet_aton(there[0]) + b"\0" * 12
    sock = ports + addresses + struct.pack("III", 0, 0xFFFFFFFF, 0xFFFFFFFF)
    netlink(4, 21, struct.pack("BBBBI", 2, 6, 0, 0, 0xFFFFFFFF) + sock)
    listener.close()


box.attempt("sock destroy", sock_destroy)
box.ran("change-network")
