"""Makes a differing case small: parts are left out as long as the two sides still differ in the same way."""

import concurrent.futures
import copy
import json
import re

import verdict

TOKEN = re.compile(r'\{\{-?\s*|\s*-?\}\}|"(?:\\.|[^"\\])*"|`[^`]*`|[$.]?\w+|\s+|.', re.S)
ROUNDS = 40
BATCH = 60


def text_places(request):
    """The paths of the texts in a request."""
    places = [(key,) for key in ("template", "valuesYaml") if isinstance(request.get(key), str)]
    places += [("files", name) for name in request.get("files", {})]
    return places


def get(request, path):
    for key in path:
        request = request[key]
    return request


def put(request, path, value):
    changed = copy.deepcopy(request)
    get(changed, path[:-1])[path[-1]] = value
    return changed


def drop(request, path):
    changed = copy.deepcopy(request)
    del get(changed, path[:-1])[path[-1]]
    return changed


def data_paths(data, path=()):
    """Paths of all members of nested data."""
    members = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for key, inner in members:
        yield path + (key,)
        yield from data_paths(inner, path + (key,))


def smaller(request):
    """Candidates, the boldest first."""
    for key in (
        "strict",
        "lint",
        "release",
        "capabilities",
        "skipSchemaValidation",
        "chart",
        "values",
        "valuesYaml",
        "files",
        "stdin",
        "env",
        "dirs",
    ):
        if key in request:
            yield drop(request, (key,))
    for name in list(request.get("files", {})):
        yield drop(request, ("files", name))
    for at in range(2, len(request.get("args", []))):
        yield drop(request, ("args", at))
        if at + 1 < len(request["args"]):
            yield drop(drop(request, ("args", at + 1)), ("args", at))
    for path in data_paths(request.get("values", {})):
        yield drop(request, ("values",) + path)
    for place in text_places(request):
        text = get(request, place)
        if place[0] == "files" and text[:1] in "{[":
            try:
                data = json.loads(text)
                for path in data_paths(data):
                    yield put(request, place, json.dumps(drop(data, path)))
                continue
            except ValueError:
                pass
        yield from shorter(request, place, text)
    for path in data_paths(request.get("values", {})):
        value = get(request["values"], path)
        if isinstance(value, str) and len(value) > 1:
            for half in (value[: len(value) // 2], value[len(value) // 2 :]):
                yield put(request, ("values",) + path, half)
        elif value not in (1, None) and not isinstance(value, str):
            yield put(request, ("values",) + path, 1)
    for at in range(2, len(request.get("args", []))):
        argument = request["args"][at]
        for pieces in (argument.split(","), list(argument)):
            for number in range(len(pieces)) if len(pieces) > 1 else ():
                yield put(
                    request, ("args", at), ("," if pieces[0] != argument[:1] else "").join(pieces[:number] + pieces[number + 1 :])
                )


def shorter(request, place, text):
    """The text without some of its tokens, in ever smaller pieces."""
    tokens = TOKEN.findall(text)
    size = max(1, len(tokens) // 2)
    while True:
        for start in range(0, len(tokens), size):
            yield put(request, place, "".join(tokens[:start] + tokens[start + size :]))
        if size == 1:
            break
        size //= 2
    level, opened = 0, []
    for at, token in enumerate(tokens):
        if token == "(":
            opened.append(at)
        elif token == ")" and opened:
            start = opened.pop()
            yield put(request, place, "".join(tokens[:start] + tokens[start + 1 : at] + tokens[at + 1 :]))
            yield put(request, place, "".join(tokens[:start] + ["1"] + tokens[at + 1 :]))
    if len(text) < 60:
        for at in range(len(text)):
            yield put(request, place, text[:at] + text[at + 1 :])


def shrink(sides, request, kind):
    """The smallest request found that still differs by `kind`."""
    for _ in range(ROUNDS):
        best = None
        candidates = []
        for candidate in smaller(request):
            candidates.append(candidate)
            if len(candidates) == (8 if "args" in request else BATCH):
                best = first_differing(sides, candidates, kind)
                candidates = []
                if best:
                    break
        best = best or (first_differing(sides, candidates, kind) if candidates else None)
        if best is None:
            return request
        request = best
    return request


def first_differing(sides, candidates, kind):
    if "args" in candidates[0]:
        with concurrent.futures.ThreadPoolExecutor(4) as pool:
            answers = list(pool.map(sides.command, candidates))
        for candidate, (theirs, ours) in zip(candidates, answers):
            if verdict.classify(theirs, ours) == kind and not verdict.explain(candidate, theirs, ours):
                return candidate
        return None
    for candidate, (theirs, ours) in zip(candidates, sides.evaluate(candidates)):
        if verdict.classify(theirs, ours) == kind and not verdict.explain(candidate, theirs, ours):
            return candidate
    return None
