"""A small mail server for the tests: takes messages by SMTP (RFC 5321) and keeps each, as it came, in a file.

    sink.py FOLDER    prints its port, and serves until it is stopped
"""

import asyncio
import pathlib
import sys

folder = pathlib.Path(sys.argv[1])
taken = 0


async def serve(reader, writer):
    global taken

    async def say(words):
        writer.write(words.encode() + b"\r\n")
        await writer.drain()

    await say("220 sink ready")
    envelope = []
    while line := await reader.readline():
        words = line.decode("latin-1").rstrip("\r\n")
        command = words.upper()
        if command.startswith(("EHLO", "HELO")):
            await say("250 sink")
        elif command.startswith("MAIL FROM:"):
            envelope = [words]
            await say("250 ok")
        elif command.startswith("RCPT TO:"):
            envelope.append(words)
            await say("250 ok")
        elif command == "DATA":
            await say("354 go on")
            message = b""
            while (part := await reader.readline()) != b".\r\n":
                message += part[1:] if part.startswith(b"..") else part
            taken += 1
            name = folder / f"{taken}.part"
            name.write_bytes("\n".join(envelope).encode() + b"\n\n" + message)
            name.rename(folder / f"{taken}.eml")
            await say("250 taken")
        elif command == "QUIT":
            await say("221 bye")
            break
        else:
            await say("250 ok")
    writer.close()


async def main():
    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


asyncio.run(main())
