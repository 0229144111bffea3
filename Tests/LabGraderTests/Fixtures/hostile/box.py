"""What every hostile program does first: it makes sure that it is in a box, and marks itself."""

import ctypes
import os
import sys

libc = ctypes.CDLL(None, use_errno=True)


def in_full_box():
    """Namespaces of its own: nothing that is done here reaches beyond."""
    with open("/proc/1/comm") as first:
        return (
            first.read().strip() == "bwrap"
            and os.getpid() < 100
            and os.getuid() == 1000
            and os.uname().nodename == "box"
        )


def enter(name, anywhere=False):
    """Ends the program outside a box of these tests.

    anywhere: it only looks, and may do so in a weaker box, too.
    """
    if os.environ.get("SOCKLAB_BOX") != "1" or not sys.argv[-1].startswith("hostile-"):
        sys.exit("not in a box of the tests")
    if not anywhere and not in_full_box():
        sys.exit("not in a full box")
    # Inherited by what it forks. The last argument, unique to one grading, is the other mark.
    libc.prctl(15, b"hostile-attack")
    say("attack", name, "begins")


def ran(name):
    """The witness, behind the deed."""
    say("attack", name, "ran")


def say(*words):
    print(*words, flush=True)


def check(answer):
    """The answer of a call of C, as Python's own functions give it."""
    if answer < 0:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))
    return answer


def attempt(what, act):
    """Says what became of something that must be refused: DONE is what no test wants to read."""
    try:
        act()
        say(what, "DONE")
    except (OSError, ValueError) as error:
        say(what, getattr(error, "strerror", None) or error)


def listen(port=None):
    import socket

    s = socket.socket()
    s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    s.bind(("127.0.0.1", int(sys.argv[1]) if port is None else port))
    s.listen()
    return s
