"""A conformance vector as chart files and options, and what came of it as the answer that `render eval` gives."""
import base64
import json

PATH = "templates/t.yaml"


def load_options(case):
    return {"dialect": case["dialect"]} if "dialect" in case else {}


def whole(value):
    """Whole numbers written as floats are whole numbers, as they are after Go's float64."""
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return int(value)
    if isinstance(value, dict):
        return {key: whole(item) for key, item in value.items()}
    return [whole(item) for item in value] if isinstance(value, list) else value


def chart_files(case):
    files = {path: text.encode() for path, text in (case.get("files") or {}).items()}
    if case.get("template") is not None:
        files[PATH] = case["template"].encode()
    if case.get("templateBase64") is not None:
        files[PATH] = base64.b64decode(case["templateBase64"])
    if "Chart.yaml" not in files:
        metadata = {"apiVersion": "v2", "name": "chart", "version": "0.1.0", **(case.get("chart") or {})}
        files["Chart.yaml"] = json.dumps(whole(metadata), ensure_ascii=False).encode()
    return files


def render_options(case):
    options = {"templates_only": True, "time_zone": "UTC"}
    for key, option in (("strict", "strict"), ("lint", "lint_mode"), ("skipSchemaValidation", "skip_schema_validation")):
        if case.get(key):
            options[option] = True
    release = case.get("release") or {}
    names = (("name", "name"), ("namespace", "namespace"), ("revision", "revision"), ("isUpgrade", "upgrade"))
    options["release"] = {to: release[key] for key, to in names if release.get(key) is not None}
    capabilities = case.get("capabilities") or {}
    if capabilities.get("kubeVersion"):
        options["kube_version"] = capabilities["kubeVersion"]
    if capabilities.get("apiVersions"):
        options["api_versions"] = capabilities["apiVersions"]
    if case.get("valuesYaml") is not None:
        options["values"] = [{"yaml": case["valuesYaml"]}]
    elif case.get("values") is not None:
        options["values"] = [{"json": json.dumps(case["values"], ensure_ascii=False)}]
    return options


def put(answer, name, raw):
    try:
        answer[name] = raw.decode()
    except UnicodeDecodeError:
        answer[name + "Base64"] = base64.b64encode(raw).decode()


def answer_of(case, outputs, error):
    """`outputs`: (path, text) of each template as bytes, or None with `error`."""
    answer = {}
    if error is not None:
        kube = (case.get("capabilities") or {}).get("kubeVersion")
        if kube and error.startswith(b"could not parse "):
            error = ("invalid kube version '%s': " % kube).encode() + error
        put(answer, "err", error)
        return answer
    if case.get("template") is not None or case.get("templateBase64") is not None:
        texts = [text for path, text in outputs if path.endswith(b"/" + PATH.encode())]
        put(answer, "out", texts[-1] if texts else b"")
        return answer
    answer["out"] = {}
    for path, text in outputs:
        try:
            answer["out"][path.decode()] = text.decode()
        except UnicodeDecodeError:
            answer.setdefault("outBase64", {})[path.decode()] = base64.b64encode(text).decode()
    return answer
