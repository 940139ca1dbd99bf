"""The driver's C library crashes where two threads make a process's first connection at once."""

import subprocess
import sys

import pytest

# In a process of its own, as the library is set up once. It writes for each connection, in the
# order in which they began, whether one had been made by then.
PROGRAM = """
import sys, threading
import mysql.connector
from dbt.adapters.mysql import sessions

host, port, user, password = sys.argv[1:]
arguments = dict(host=host, port=int(port), user=user, password=password)
connect, lock = mysql.connector.connect, threading.Lock()
finished, seen, others = False, [], threading.Barrier(8)

def watched(**arguments):
    global finished
    with lock:
        seen.append(finished)
    handle = connect(**arguments)
    with lock:
        finished = True
    return handle

def run():
    others.wait()
    sessions._connected(arguments).close()

mysql.connector.connect = watched
threads = [threading.Thread(target=run) for _ in range(8)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(*seen)
"""


@pytest.mark.ci
def test_the_first_connection_is_made_alone(server):
    arguments = [server.host, str(server.port), server.user, server.password]
    result = subprocess.run(
        [sys.executable, "-c", PROGRAM, *arguments], capture_output=True, text=True, check=True
    )
    assert result.stdout.split() == ["False"] + 7 * ["True"]
