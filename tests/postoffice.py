"""A real mail server in this process, for what is sent."""

import socket
from contextlib import closing, contextmanager
from email import message_from_bytes, policy

from aiosmtpd.controller import Controller


class Postman:
    """What an SMTP server was handed."""

    def __init__(self):
        self.letters = []

    async def handle_DATA(self, _server, _session, envelope):  # noqa: N802 - aiosmtpd's name
        self.letters.append((envelope.rcpt_tos, message_from_bytes(envelope.content, policy=policy.default)))
        return "250 taken"


@contextmanager
def post_office():
    """A running SMTP server: its address for the office, and what it got."""
    postman = Postman()
    controller = Controller(postman, hostname="127.0.0.1", port=free_port())
    controller.start()
    try:
        yield mail(controller.port), postman.letters
    finally:
        controller.stop()


def mail(port, to="office@qinghe.example"):
    return f"mailto://127.0.0.1:{port}/?from=shuzhi@qinghe.example&to={to}"


def free_port():
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
