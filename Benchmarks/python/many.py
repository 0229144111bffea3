"""scenarios/many.sock in Python; also the reference of scenarios/actors.sock."""
import sys
from socket import socket

server = socket()
server.bind(("127.0.0.1", 8080))
server.listen(4096)
clients, conns = [], []
for _ in range(int(sys.argv[1])):
    client = socket()
    client.connect(("127.0.0.1", 8080))
    clients.append(client)
    conns.append(server.accept()[0])
for conn in conns:
    conn.sendall(b"hello\n")
for client in clients:
    assert client.recv(6) == b"hello\n"
for each in conns + clients:
    each.close()
server.close()
