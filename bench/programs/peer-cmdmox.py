"""Stubs one command with CmdMox, tells its environment, and ends with its standard input."""

import json
import os
import sys

sys.path.insert(0, sys.argv[1])
from cmd_mox.controller import CmdMox

with CmdMox(verify_on_exit=False) as mox:
    mox.stub("git").returns(stdout="Everything up-to-date\n")
    mox.replay()
    print(json.dumps(dict(os.environ)), flush=True)
    sys.stdin.read()
