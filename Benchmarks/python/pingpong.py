"""scenarios/pingpong.sock in Python."""
import sys
from socket import socket

listener = socket()
listener.bind(("127.0.0.1", 0))
listener.listen(1)
a = socket()
a.connect(listener.getsockname())
b, _ = listener.accept()
listener.close()
for _ in range(int(sys.argv[1])):
    a.sendall(b"ping\n")
    assert b.recv(5) == b"ping\n"
    b.sendall(b"pong\n")
    assert a.recv(5) == b"pong\n"
b.close()
a.close()
