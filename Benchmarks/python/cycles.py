"""scenarios/cycles.sock in Python."""
import sys
from socket import socket

server = socket()
server.bind(("127.0.0.1", 8080))
server.listen(4096)
for _ in range(int(sys.argv[1])):
    client = socket()
    client.connect(("127.0.0.1", 8080))
    conn, _ = server.accept()
    client.sendall(b"ping\n")
    assert conn.recv(5) == b"ping\n"
    conn.sendall(b"pong\n")
    assert client.recv(5) == b"pong\n"
    client.close()
    conn.close()
server.close()
