"""The README's values for a hub on Kubernetes are such as its chart takes."""

import re
from pathlib import Path

import pytest
import yaml
from jsonschema import ValidationError, validate

README = Path(__file__).resolve().parent.parent / "README.md"


def group(**properties):
    return {"type": "object", "additionalProperties": False, "properties": properties}


# As in jupyterhub/values.schema.yaml of github.com/jupyterhub/zero-to-jupyterhub-k8s (July 2026),
# the parts that the README's values touch; there too any other name is an error.
TEXT, WHOLE = {"type": ["string", "null"]}, {"type": ["integer", "null"]}
NUMBER, BYTES = {"type": ["number", "null"]}, {"type": ["number", "string", "null"]}
SCHEMA = group(
    singleuser=group(
        image={
            **group(name={"type": "string"}, tag={"type": "string"}),
            "required": ["name", "tag"],
        },
        defaultUrl=TEXT,
        memory=group(guarantee=BYTES, limit=BYTES),
        cpu=group(guarantee=NUMBER, limit=NUMBER),
        storage=group(capacity=TEXT),
        extraEnv={"type": "object", "additionalProperties": {"type": "string"}},  # for Kubernetes
    ),
    hub=group(config={"type": "object"}),
    cull=group(enabled={"type": "boolean"}, timeout=WHOLE, every=WHOLE),
)


@pytest.fixture
def values():
    (block,) = re.findall(r"```yaml\n(.*?)```", README.read_text(encoding="utf-8"), re.DOTALL)
    return yaml.safe_load(block)


def test_the_chart_takes_the_values(values):
    validate(values, SCHEMA)
    memory, cpu = values["singleuser"]["memory"], values["singleuser"]["cpu"]
    assert memory == {"guarantee": "512M", "limit": "1G"}
    assert 0 < cpu["guarantee"] < cpu["limit"] == 1
    assert values["singleuser"]["extraEnv"]["OPENBLAS_NUM_THREADS"] == "1"


def test_a_name_that_the_chart_does_not_know_is_an_error(values):
    values["singleuser"]["memory"]["limits"] = values["singleuser"]["memory"].pop("limit")
    with pytest.raises(ValidationError, match="'limits' was unexpected"):
        validate(values, SCHEMA)
