"""A mail server for tests: aiosmtpd on the loopback, which files messages in a folder. Arguments: folder, user, password, certificate, key; empty texts for none."""
import asyncio
import itertools
import pathlib
import ssl
import sys

from aiosmtpd.smtp import SMTP, AuthResult

folder, user, password, certificate, key = sys.argv[1:6]
numbers = itertools.count()


class Handler:
    async def handle_RCPT(self, server, session, envelope, address, options):
        if address.startswith("nobody@"):
            return "550 No such user here"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        name = pathlib.Path(folder, f"{next(numbers):04}.eml")
        head = f"X-From: {envelope.mail_from}\r\nX-To: {' '.join(envelope.rcpt_tos)}\r\nX-Tls: {session.ssl is not None}\r\n"
        name.with_suffix(".part").write_bytes(head.encode() + envelope.content)
        name.with_suffix(".part").rename(name)
        return "250 OK"


def authenticate(server, session, envelope, mechanism, data):
    good = data.login == user.encode() and data.password == password.encode()
    return AuthResult(success=good, handled=False)


def make():
    context = None
    if certificate:
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        context.load_cert_chain(certificate, key)
    return SMTP(Handler(), tls_context=context, require_starttls=bool(certificate), authenticator=authenticate if user else None,
                auth_required=bool(user), auth_require_tls=False, hostname="localhost")


async def main():
    server = await asyncio.get_running_loop().create_server(make, "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


asyncio.run(main())
