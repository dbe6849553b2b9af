"""
Which records Sigma rules match, as pySigma reads the rules. It shares nothing with Trailbook.

stdin is {"rules": [YAML], "records": [record]}; stdout has [rule's id, record's eventID] for each match.
"""

import json
import re
import sys

from sigma.conditions import ConditionAND, ConditionNOT, ConditionOR
from sigma.rule import SigmaRule
from sigma.types import (
    SigmaCasedString,
    SigmaExists,
    SigmaFieldReference,
    SigmaNull,
    SigmaRegularExpression,
    SigmaRegularExpressionFlag,
    SigmaString,
    SpecialChars,
)

WILDCARDS = {SpecialChars.WILDCARD_MULTI: ".*", SpecialChars.WILDCARD_SINGLE: "."}


def found(value, names):
    """What is at a path. A list is each of its elements, and at the end of the path itself."""
    if isinstance(value, list):
        elements = [each for one in value for each in found(one, names)]
        return elements if names else [value, *(e for e in elements if not isinstance(e, dict))]
    if not names:
        return [value]
    return found(value.get(names[0]), names[1:]) if isinstance(value, dict) else []


def text(value):
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, (dict, list)):
        return json.dumps(value, separators=(",", ":"), ensure_ascii=False)
    return "" if value is None else str(value)


def texts(record, field):
    """Its texts; an empty one counts as absent."""
    return [each for each in map(text, found(record, field.split("."))) if each != ""]


def pattern(value):
    return "".join(WILDCARDS[part] if part in WILDCARDS else re.escape(part) for part in value.s)


def holds(record, field, value):
    have = texts(record, field)
    if isinstance(value, SigmaNull):
        return not have
    if isinstance(value, SigmaExists):
        return bool(have) == value.exists
    if isinstance(value, SigmaFieldReference):
        others = {each.lower() for each in texts(record, value.field)}
        return any(each.lower() in others for each in have)
    if isinstance(value, SigmaRegularExpression):
        flags = re.IGNORECASE if SigmaRegularExpressionFlag.IGNORECASE in value.flags else 0
        return any(re.search(str(value.regexp), each, flags) for each in have)
    if isinstance(value, SigmaString):
        flags = re.DOTALL | (0 if isinstance(value, SigmaCasedString) else re.IGNORECASE)
        return any(re.fullmatch(pattern(value), each, flags) for each in have)
    return any(each.lower() == str(value).lower() for each in have)


def matches(record, condition):
    if isinstance(condition, ConditionAND):
        return all(matches(record, each) for each in condition.args)
    if isinstance(condition, ConditionOR):
        return any(matches(record, each) for each in condition.args)
    if isinstance(condition, ConditionNOT):
        return not matches(record, condition.args[0])
    return holds(record, condition.field, condition.value)


def main():
    given = json.load(sys.stdin)
    pairs = []
    for source in given["rules"]:
        rule = SigmaRule.from_yaml(source)
        conditions = [each.parsed for each in rule.detection.parsed_condition]
        pairs += [
            [str(rule.id), record["eventID"]]
            for record in given["records"]
            if any(matches(record, condition) for condition in conditions)
        ]
    json.dump(pairs, sys.stdout)


main()
