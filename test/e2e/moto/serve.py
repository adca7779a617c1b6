"""moto's server, whose CloudFormation knows more: serve.py <port> <journal>."""

import sys

from moto import backends

import declare
import journal
from handlers import ALL, patches

port, path = sys.argv[1:]
declare.server["url"] = f"http://127.0.0.1:{port}"

# the server looks for the folders of all services at each request: here once, which halves its time
names = list(backends.list_of_moto_modules())
backends.list_of_moto_modules = lambda: names

assert ALL, "handlers declare their types when they are imported"
declare.install()
journal.keep(path)
patches.install()

from moto.server import main  # noqa: E402

main(["-H", "127.0.0.1", "-p", port])
