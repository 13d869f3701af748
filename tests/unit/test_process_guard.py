from __future__ import annotations

import resource
import socket

import pytest


@pytest.mark.parametrize("address", [("192.0.2.1", 80), ("169.254.169.254", 80)])
def test_a_connection_beyond_loopback_fails_the_test(address):
    with socket.socket() as sock, pytest.raises(RuntimeError, match="connected"):
        sock.connect(address)


def test_a_look_up_of_a_name_fails_the_test():
    with pytest.raises(RuntimeError, match="looked up"):
        socket.getaddrinfo("example.org", 443)


def test_loopback_is_open():
    with (
        socket.create_server(("127.0.0.1", 0)) as server,
        socket.create_connection(server.getsockname(), timeout=2) as client,
    ):
        client.sendall(b"x")


def test_a_limit_on_the_tests_own_process_fails_the_test():
    limit = resource.getrlimit(resource.RLIMIT_AS)
    with pytest.raises(RuntimeError, match="limits are for processes of their own"):
        resource.setrlimit(resource.RLIMIT_AS, limit)
