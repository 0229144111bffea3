#!/usr/bin/env python3
"""A chat for chat.sock: a line is a name first, then what that person says to all the others."""

import selectors
import signal
import socket
import sys

selector = selectors.DefaultSelector()
people = {}  # socket: [name or None, what has come of its next line]


def tell(text, besides):
    """Sends a line to everybody who has a name, but one."""
    for other, (name, _) in people.items():
        if other is not besides and name is not None:
            other.sendall(text + b"\n")


def leave(person):
    name, _ = people.pop(person)
    selector.unregister(person)
    person.close()
    if name is not None:
        tell(b"* " + name + b" has left", None)


def take_line(person, line):
    name = people[person][0]
    if name is None:
        people[person][0] = line
        tell(b"* " + line + b" is here", person)
        person.sendall(b"* welcome, " + line + b"\n")
    elif line == b"/quit":
        leave(person)
    else:
        tell(name + b": " + line, person)


def read(person):
    data = person.recv(4096)
    if not data:
        return leave(person)
    people[person][1] += data
    while person in people and b"\n" in people[person][1]:
        line, people[person][1] = people[person][1].split(b"\n", 1)
        take_line(person, line)


def main():
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    listener = socket.create_server(("127.0.0.1", int(sys.argv[1])))
    selector.register(listener, selectors.EVENT_READ)
    print("ready", flush=True)
    while True:
        for key, _ in selector.select():
            if key.fileobj is listener:
                person, _ = listener.accept()
                people[person] = [None, b""]
                selector.register(person, selectors.EVENT_READ)
            else:
                read(key.fileobj)


main()
