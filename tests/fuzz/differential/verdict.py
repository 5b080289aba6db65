"""Compares the two answers to a case, and knows which differences docs/compatibility.md explains."""

import json
import re

ADDRESS = re.compile(r"0x(?:[0-9a-f]{9,12}|2[0-9a-f]{6})\b")
PADDED_ADDRESS = re.compile(" *0xADDRESS *")
# The address that chartrender prints for every pointer, in the notations of printf.
ADDRESS_AS_NUMBER = re.compile(r"c000000000|C000000000|1{2}0{38}|824633720832|140{12}")
WORD_ENDS = re.compile(r'(?:[\s,"{}]|\\n)+')
REPEATS = 24  # fresh runs of Helm, to find out whether it always says the same


def side(answer):
    """How an answer ended: out, err or fault."""
    if "fault" in answer:
        return "fault"
    if "exit" in answer:
        return "out" if answer["exit"] == 0 else "err"
    return "err" if "err" in answer or "errBase64" in answer else "out"


def content(answer):
    """What is compared: all but the request's id and the addresses that Go prints for pointers."""
    text = json.dumps({key: value for key, value in answer.items() if key != "id"}, sort_keys=True)
    return (
        json.loads(ADDRESS.sub("0xADDRESS", text))
        if "0x" in text
        else {key: value for key, value in answer.items() if key != "id"}
    )


def classify(theirs, ours):
    """None where both agree, else the kind of the difference."""
    if side(theirs) == "fault":
        return None if side(ours) == "err" else ("fault", side(ours))
    if content(theirs) == content(ours):
        return None
    return side(theirs), side(ours)


def text_of(answer):
    return json.dumps(content(answer), ensure_ascii=False)


def explain(request, theirs, ours):
    """The documented reason of a difference, or None."""
    text, mine, other = json.dumps(request), text_of(ours), text_of(theirs)
    if "slice index out of bounds" in mine and re.search(r"[sS]lice", text):
        return "slice reads reserved memory behind a list"
    if re.search(r"%!.\((\*time\.(Location|zone)|uintptr)=", other + mine):
        return "inner fields of Go's time zones"
    if ADDRESS_AS_NUMBER.search(mine):
        return "an address, printed as a number"
    if PADDED_ADDRESS.sub("0xADDRESS", mine) == PADDED_ADDRESS.sub("0xADDRESS", other):
        return "an address, padded to a width"
    if "limit reached" in mine:
        return "limit of chartrender"
    if (
        re.search(r'\$(ref|schema)|"\$?id"', text)
        and re.search(r"https?://|failing loading", other + mine)
        and "fail" in other
        and "http" in other
    ):
        return "schema by URL: nothing is fetched"
    if (
        "exit" in theirs
        and sorted(re.split(WORD_ENDS, theirs["stderr"])) == sorted(re.split(WORD_ENDS, ours["stderr"]))
        and theirs["stdout"] == ours["stdout"]
    ):
        return "order of messages"
    if "specifications of the schema" in other and sorted(re.split(WORD_ENDS, other)) == sorted(re.split(WORD_ENDS, mine)):
        return "order of messages"
    return None


def varies(sides, request, first):
    """Whether Helm's own answer differs between runs."""
    return any(content(answer) != content(first) for answer in sides.helm_again(request, 4 if "args" in request else REPEATS))
