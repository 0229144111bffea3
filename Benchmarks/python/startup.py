"""scenarios/startup.sock as a lesson in Python: a private network and ten steps, told in a line each."""
import ctypes
import fcntl
import os
import struct
from errno import EADDRINUSE, ECONNREFUSED
from socket import AF_INET, SO_REUSEADDR, SOCK_DGRAM, SOL_SOCKET, socket


def private_network():
    """As root only the network is new; others may make one in a user namespace of their own."""
    newuser, newnet, user, group = 0x10000000, 0x40000000, os.geteuid(), os.getegid()
    if ctypes.CDLL(None, use_errno=True).unshare(newnet if user == 0 else newuser | newnet):
        raise OSError(ctypes.get_errno(), "unshare")
    if user != 0:
        for path, text in (
            ("/proc/self/uid_map", f"{user} {user} 1"),
            ("/proc/self/setgroups", "deny"),
            ("/proc/self/gid_map", f"{group} {group} 1"),
        ):
            with open(path, "w") as file:
                file.write(text)
    siocsifflags, up = 0x8914, 0x1
    with socket(AF_INET, SOCK_DGRAM) as control:
        fcntl.ioctl(control, siocsifflags, struct.pack("16sh14x", b"lo", up))


def refused(call, address):
    try:
        call(address)
    except OSError as error:
        return error.errno
    return 0


private_network()
print("A server claims a port")
server = socket()
server.bind(("127.0.0.1", 8080))
server.listen(4096)
print("A client finds it")
client = socket()
client.connect(("127.0.0.1", 8080))
conn, _ = server.accept()
print("The client speaks")
client.sendall(b"hello\n")
assert conn.recv(6) == b"hello\n"
print("The server answers")
conn.sendall(b"welcome\n")
assert client.recv(8) == b"welcome\n"
print("The kernel chose the client's port")
assert client.getsockname()[1] >= 32768
print("No second socket may have the port")
rival = socket()
assert refused(rival.bind, ("127.0.0.1", 8080)) == EADDRINUSE
print("Nobody listens next door")
lost = socket()
assert refused(lost.connect, ("127.0.0.1", 8081)) == ECONNREFUSED
print("The client hangs up")
client.close()
assert conn.recv(1) == b""
print("The server closes")
conn.close()
server.close()
print("Now the port is free")
rival.setsockopt(SOL_SOCKET, SO_REUSEADDR, 1)
rival.bind(("127.0.0.1", 8080))
