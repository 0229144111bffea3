"""scenarios/stream.sock in Python."""
import sys
from socket import SO_SNDBUF, SOL_SOCKET, socket

listener = socket()
listener.bind(("127.0.0.1", 0))
listener.listen(1)
a = socket()
a.connect(listener.getsockname())
b, _ = listener.accept()
listener.close()
a.setsockopt(SOL_SOCKET, SO_SNDBUF, 1024 * 1024)
chunk = b"x" * 65536
for _ in range(int(sys.argv[1])):
    a.sendall(chunk)
    missing = len(chunk)
    while missing:
        missing -= len(b.recv(missing))
b.close()
a.close()
