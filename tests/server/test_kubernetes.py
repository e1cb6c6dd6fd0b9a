"""The files for Kubernetes agree with one another and with what the server reads, and with the schema of the chart."""

import os
import re
from pathlib import Path, PurePath

import jsonschema
import pytest
import yaml

from prevention_cpd.quiz.record import backup

ROOT = next(parent for parent in Path(__file__).parents if (parent / "_config.yml").is_file())
FOLDER = ROOT / "deploy" / "kubernetes"
#: values.schema.yaml of Zero to JupyterHub, where it is at hand.
SCHEMA = Path(
    os.environ.get("CPD_Z2JH_SCHEMA") or ROOT.parent / "shared" / "vectors" / "z2jh-values-schema.yaml"
)
#: Names that the chart has, by the path to the part that has them: those that a course may want to set.
NAMES = {
    "": {"cull", "hub", "ingress", "prePuller", "proxy", "scheduling", "singleuser"},
    ".hub": {
        "config", "db", "existingSecret", "extraConfig", "loadRoles", "networkPolicy", "resources", "services",
    },
    ".hub.db": {"password", "pvc", "type", "upgrade", "url"},
    ".hub.networkPolicy": {"egress", "enabled", "ingress", "interNamespaceAccessLabels"},
    ".proxy": {"chp", "https", "service", "traefik"},
    ".proxy.https": {"enabled", "hosts", "letsencrypt", "manual", "secret", "type"},
    ".singleuser": {"cmd", "defaultUrl", "fsGid", "image", "memory", "networkPolicy", "storage", "uid"},
    ".singleuser.image": {"name", "pullPolicy", "pullSecrets", "tag"},
    ".singleuser.storage": {"capacity", "dynamic", "extraVolumeMounts", "extraVolumes", "static", "type"},
    ".cull": {"enabled", "every", "maxAge", "timeout", "users"},
}  # fmt: skip


@pytest.fixture(scope="module")
def values():
    """Return the values for the chart."""
    return yaml.safe_load((FOLDER / "values.yaml").read_text())


@pytest.fixture(scope="module")
def objects():
    """Return the objects of the class server by their kind."""
    return {each["kind"]: each for each in yaml.safe_load_all((FOLDER / "course.yaml").read_text())}


def test_the_hub_leads_to_the_service(values, objects):
    """The address that the hub's proxy leads to is that of the service, whose copies listen there."""
    service, deployment = objects["Service"], objects["Deployment"]
    pod = deployment["spec"]["template"]
    container = pod["spec"]["containers"][0]
    port = service["spec"]["ports"][0]["port"]

    assert values["hub"]["services"]["course"]["url"] == f"http://{service['metadata']['name']}:{port}"
    assert service["spec"]["selector"].items() <= pod["metadata"]["labels"].items()
    assert container["ports"] == [{"containerPort": port}]
    assert deployment["spec"]["replicas"] >= 2
    assert objects["PersistentVolumeClaim"]["spec"]["accessModes"] == ["ReadWriteMany"]


def test_a_copy_is_told_all_that_it_reads(objects):
    """Every variable that the server needs as a service is set, and none is that nothing reads."""
    container = objects["Deployment"]["spec"]["template"]["spec"]["containers"][0]
    told = {each["name"] for each in container["env"]} | set(objects["Secret"]["stringData"])
    source = (ROOT / "src" / "prevention_cpd" / "server" / "__main__.py").read_text()
    needed = set(re.findall(r'environ\["(\w+)"\]', source))

    assert needed <= told
    assert {"CPD_SERVER_SECRET", "CPD_GRADEBOOK", "JUPYTERHUB_API_TOKEN", "JUPYTERHUB_CLIENT_ID"} <= told
    assert container["command"] == ["python", "-m", "prevention_cpd.server"]
    (issuer,) = (each["value"] for each in container["env"] if each["name"] == "CPD_ISSUER")
    assert str(PurePath(issuer).parent) in {each["mountPath"] for each in container["volumeMounts"]}


def test_no_class_gets_into_the_image():
    """Of the course's folder only the program is copied: no record, no secret, no key, no hand-in."""
    lines = (ROOT / ".dockerignore").read_text().splitlines()
    rules = [line for line in lines if line and not line.startswith("#")]
    let_in = {rule.removeprefix("!") for rule in rules[1:]}

    assert rules[0] == "*"
    assert all(rule.startswith("!") for rule in rules[1:])
    assert not {rule.partition("/")[0] for rule in let_in} & {"quizzes", "_server", "deploy", ".git", ".venv"}
    for name in (backup.DATABASE, *backup.FOLDERS, *backup.FILES):
        assert not any(PurePath("quizzes", name).match(rule) for rule in let_in), name
    for needed in re.findall(r"-r (\S+)", (FOLDER / "Dockerfile").read_text()):
        assert needed in let_in


def test_no_group_opens_the_folder(values, objects):
    """The cluster gives the folder to no group: a copy of the server does not start on a folder that others read."""
    assert "fsGroup" not in objects["Deployment"]["spec"]["template"]["spec"]["securityContext"]
    assert values["singleuser"]["fsGid"] is None


def test_the_service_asks_for_as_little_as_on_one_machine(values):
    """What the hub tells the class server is the same in both ways of running it."""
    config = (ROOT / "deploy" / "jupyterhub_config.py").read_text()
    asked = values["hub"]["services"]["course"]["oauth_client_allowed_scopes"]

    assert f'"oauth_client_allowed_scopes": ["{asked[0]}"]' in config
    assert '"access:services!service=course"' in config
    assert values["hub"]["loadRoles"]["user"]["scopes"] == ["self", "access:services!service=course"]


def strange(values, known, path=""):
    """Return each name that the chart does not have, with the path to it, where its names are known."""
    found = [f"{path}.{name}" for name in values if path in known and name not in known[path]]
    for name, value in values.items():
        if isinstance(value, dict):
            found += strange(value, known, f"{path}.{name}")
    return found


def test_the_values_have_names_of_the_chart(values):
    """No part of the chart that we set is misspelt, also where its schema is not at hand."""
    assert strange(values, NAMES) == []
    assert strange({"hub": {"db": {"typ": "postgres"}}, "hubs": {}}, NAMES) == [".hubs", ".hub.db.typ"]


@pytest.fixture(scope="module")
def schema():
    """Return the schema of the chart's values; CPD_Z2JH_SCHEMA may name it."""
    if not SCHEMA.is_file():
        pytest.skip(f"{SCHEMA} is not at hand")
    return yaml.safe_load(SCHEMA.read_text())


def test_the_values_are_those_of_the_chart(values, schema):
    """No value is misspelt or of another type; what only the chart's defaults bring is left to them."""
    errors = list(jsonschema.Draft7Validator(schema).iter_errors(values))

    assert [error.message for error in errors if error.validator != "required"] == []


def test_what_the_schema_refuses_is_seen(values, schema):
    """A name or a type that the chart does not have is an error."""
    for part, name, value in (
        ("hub", "loadRole", {}),
        ("cull", "enabled", "yes"),
        ("singleuser", "fsGid", "x"),
    ):
        wrong = {**values, part: {**values[part], name: value}}
        errors = jsonschema.Draft7Validator(schema).iter_errors(wrong)
        assert [error for error in errors if error.validator != "required"], name


def test_the_names_of_the_chart_are_those_of_its_schema(schema):
    """Our own list of names, for places without the schema, says what the schema says."""
    for path, names in NAMES.items():
        part = schema
        for name in filter(None, path.split(".")):
            part = part["properties"][name]
        assert names <= set(part["properties"]), path
