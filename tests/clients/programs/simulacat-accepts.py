"""Reads states from standard input, one JSON object for each line, and says what simulacat's own fixtures make of them."""

import json
import sys

from simulacat import is_json_serializable, merge_configs
from simulacat.pytest_plugin import (
    _normalize_github_sim_mapping,
    _split_simulacat_config,
    _validate_sim_config,
)

for line in sys.stdin:
    state = json.loads(line)
    merged = merge_configs({"users": []}, state)
    plain, token = _split_simulacat_config(_normalize_github_sim_mapping(merged))
    started = _validate_sim_config(plain)
    print(
        json.dumps(
            {
                "serializable": is_json_serializable(merged),
                "keys": sorted(started),
                "token": token,
                "unchanged": started == {key: one for key, one in state.items() if key != "__simulacat__"},
            }
        )
    )
