#!/usr/bin/env python3
"""What holds of every manifest of the plans' goldens: references lead somewhere, pods are restricted, images are pinned.

    invariants.py [CHART...]

A golden is a whole release, so a name that nothing in it bears is a mistake, unless it is named in OUTSIDE.
"""
import pathlib
import re
import sys

import yaml

LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
ROOT = pathlib.Path(__file__).resolve().parents[2]
CHARTS = ("app", "minio", "mongodb", "ephemeral", "auditflow-platform")
WORKLOADS = ("Deployment", "StatefulSet", "DaemonSet", "Job", "CronJob", "Rollout")

# Secrets, ConfigMaps and claims that a release expects to find: CHART/CASE -> names.
OUTSIDE = {
    "app/all": {"web-credentials"},
    "mongodb/default": {"release-name-mongodb-admin-app"},  # made by the operator
    "mongodb/tuned": {"orders-admin-orders"},
    "auditflow-platform/everything": {"generator-extra", "elasticsearch-writer"},
    "auditflow-platform/splunk": {"splunk-hec"},
    "auditflow-platform/outside-servers": {"backups"},
}
# Kinds of rules that a workload breaks for a reason: (CHART, name of the container) -> rules.
EXCEPTIONS = {
    ("auditflow-platform", "fluent-bit"): {"nonroot", "hostPath", "capabilities"},  # reads files of the node
    ("auditflow-platform", "controller"): {"readonly"},  # nginx writes its configuration into the image
}


class Release:
    def __init__(self, chart, case):
        self.chart, self.case = chart, case
        file = ROOT / "golden" / chart / case / "want.yaml"
        self.objects = [d for d in yaml.load_all(file.read_text(), LOADER) if d]
        self.problems = []

    def say(self, thing, problem):
        self.problems.append("%s/%s: %s/%s: %s" % (self.chart, self.case, thing["kind"], thing["metadata"]["name"], problem))

    def names(self, *kinds):
        return {o["metadata"]["name"] for o in self.objects if o["kind"] in kinds}

    def kind(self, *kinds):
        return [o for o in self.objects if o["kind"] in kinds]


def template_of(thing):
    spec = thing["spec"]
    if thing["kind"] == "CronJob":
        spec = spec["jobTemplate"]["spec"]
    return spec["template"]


def selects(selector, labels):
    return selector.get("matchLabels", selector).items() <= labels.items()


def unique(release):
    seen = set()
    for thing in release.objects:
        key = (thing["apiVersion"], thing["kind"], thing["metadata"].get("namespace"), thing["metadata"]["name"])
        if key in seen:
            release.say(thing, "stands twice")
        seen.add(key)
        if not re.fullmatch(r"[a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?", thing["metadata"]["name"]):
            release.say(thing, "is no name")
        for text in (thing["metadata"].get("labels") or {}).values():
            if not isinstance(text, str) or not re.fullmatch(r"([A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?)?", text):
                release.say(thing, "%r is no label" % text)


def referred(pod):
    """(kind, name) of what the containers and volumes of a pod need."""
    for volume in pod.get("volumes", []):
        if "configMap" in volume:
            yield "ConfigMap", volume["configMap"]["name"]
        if "secret" in volume:
            yield "Secret", volume["secret"]["secretName"]
        if "persistentVolumeClaim" in volume:
            yield "PersistentVolumeClaim", volume["persistentVolumeClaim"]["claimName"]
    for container in pod["containers"] + pod.get("initContainers", []):
        for source in container.get("envFrom", []):
            kind = "ConfigMap" if "configMapRef" in source else "Secret"
            yield kind, (source.get("configMapRef") or source["secretRef"])["name"]
        for variable in container.get("env", []):
            origin = variable.get("valueFrom", {})
            for key, kind in (("secretKeyRef", "Secret"), ("configMapKeyRef", "ConfigMap")):
                if key in origin:
                    yield kind, origin[key]["name"]


def references(release):
    outside = OUTSIDE.get("%s/%s" % (release.chart, release.case), set())
    there = {
        "ConfigMap": release.names("ConfigMap"),
        "Secret": release.names("Secret") | {e["spec"]["target"]["name"] for e in release.kind("ExternalSecret")},
        "PersistentVolumeClaim": release.names("PersistentVolumeClaim"),
    }
    for thing in release.kind(*WORKLOADS):
        pod = template_of(thing)["spec"]
        for kind, name in referred(pod):
            if name not in there[kind] | outside:
                release.say(thing, "%s %s is not in the release" % (kind, name))
        account = pod.get("serviceAccountName", "default")
        if account not in release.names("ServiceAccount") | {"default"}:
            release.say(thing, "service account %s is not in the release" % account)
        mounts = {m["name"] for c in pod["containers"] for m in c.get("volumeMounts", [])}
        volumes = {v["name"] for v in pod.get("volumes", [])} | {c["metadata"]["name"] for c in thing["spec"].get("volumeClaimTemplates", [])}
        if not mounts <= volumes:
            release.say(thing, "mounts %s without a volume" % (mounts - volumes))


def selectors(release):
    pods = [template_of(w)["metadata"].get("labels", {}) for w in release.kind(*WORKLOADS)]
    for thing in release.kind(*WORKLOADS):
        selector = thing["spec"].get("selector")
        if selector and not selects(selector, template_of(thing)["metadata"]["labels"]):
            release.say(thing, "does not select its own pods")
    for thing in release.kind("Service"):
        owners = [w for w in release.kind(*WORKLOADS) if selects(thing["spec"]["selector"], template_of(w)["metadata"].get("labels", {}))]
        if len(owners) != 1:
            release.say(thing, "selects the pods of %d workloads" % len(owners))
            continue
        ports = {p["name"] for c in template_of(owners[0])["spec"]["containers"] for p in c.get("ports", [])}
        wrong = {p["targetPort"] for p in thing["spec"]["ports"]} - ports
        if wrong:
            release.say(thing, "has no port %s behind it" % wrong)
    operated = release.chart in ("minio", "mongodb")  # an operator makes the pods
    for thing in release.kind("PodDisruptionBudget", "NetworkPolicy"):
        selector = thing["spec"].get("selector") or thing["spec"].get("podSelector")
        if selector and not operated and not any(selects(selector, labels) for labels in pods):
            if release.case != "environment":  # the pods of an environment are not the chart's
                release.say(thing, "selects no pod")
    for thing in release.kind("ServiceMonitor"):
        if not any(selects(thing["spec"]["selector"], s["metadata"]["labels"]) for s in release.kind("Service")):
            release.say(thing, "selects no service")


def targets(release):
    for thing in release.kind("HorizontalPodAutoscaler"):
        target = thing["spec"]["scaleTargetRef"]
        found = [w for w in release.kind(target["kind"]) if w["metadata"]["name"] == target["name"]]
        if not found or "replicas" in found[0]["spec"]:
            release.say(thing, "scales nothing, or what counts its own replicas")
    for thing in release.kind("RoleBinding", "ClusterRoleBinding"):
        if thing["roleRef"]["name"] not in release.names(thing["roleRef"]["kind"]):
            release.say(thing, "binds a role that is not in the release")
    for thing in release.kind("Ingress"):
        for rule in thing["spec"]["rules"]:
            for path in rule["http"]["paths"]:
                if path["backend"]["service"]["name"] not in release.names("Service"):
                    release.say(thing, "leads to no service")
    for thing in release.kind("Rollout"):
        for entry in thing["spec"]["strategy"]["canary"].get("analysis", {}).get("templates", []):
            if entry["templateName"] not in release.names("AnalysisTemplate"):
                release.say(thing, "is judged by no template")


def broken_rules(pod):
    """(container, rule) for each rule of the standard `restricted`, and of the PR pack, that a pod breaks."""
    context = pod.get("securityContext", {})
    for volume in pod.get("volumes", []):
        if "hostPath" in volume:
            yield pod["containers"][0]["name"], "hostPath"
    for container in pod["containers"] + pod.get("initContainers", []):
        own = container.get("securityContext", {})
        user = own.get("runAsUser", context.get("runAsUser"))
        capabilities = own.get("capabilities", {})
        rules = {
            "nonroot": own.get("runAsNonRoot", context.get("runAsNonRoot")) is True and user not in (0, None),
            "seccomp": own.get("seccompProfile", context.get("seccompProfile", {})).get("type") == "RuntimeDefault",
            "escalation": own.get("allowPrivilegeEscalation") is False,
            "capabilities": capabilities.get("drop") == ["ALL"] and not capabilities.get("add"),
            "readonly": own.get("readOnlyRootFilesystem") is True,
            "requests": {"cpu", "memory"} <= container.get("resources", {}).get("requests", {}).keys(),
            "limits": {"cpu", "memory"} <= container.get("resources", {}).get("limits", {}).keys(),
            "pinned": bool(re.search(r"(@sha256:[0-9a-f]{64}|:[^:/]+)$", container["image"])) and not container["image"].endswith(":latest"),
        }
        for rule, kept in rules.items():
            if not kept:
                yield container["name"], rule


def restricted(release):
    for thing in release.kind(*WORKLOADS):
        template = template_of(thing)
        labels = template["metadata"].get("labels", {})
        if not labels.get("owner") or not labels.get("tier"):
            release.say(thing, "its pods have no owner or tier")
        for container, rule in broken_rules(template["spec"]):
            if rule not in EXCEPTIONS.get((release.chart, container), ()):
                release.say(thing, "container %s breaks %s" % (container, rule))
        if template["spec"].get("automountServiceAccountToken") is None:
            release.say(thing, "does not say whether its token is mounted")
    for thing in release.kind("Service"):
        if thing["spec"].get("type") == "NodePort":
            release.say(thing, "opens a port of every node")


def operated_pods(release):
    """The pods that operators make from custom resources are restricted too."""
    for thing in release.kind("Tenant"):
        for pool in thing["spec"]["pools"]:
            pod = {"securityContext": pool["securityContext"],
                   "containers": [{"name": "minio", "image": thing["spec"]["image"], "resources": pool["resources"],
                                   "securityContext": pool["containerSecurityContext"]}]}
            for container, rule in broken_rules(pod):
                release.say(thing, "container %s breaks %s" % (container, rule))
    for thing in release.kind("MongoDBCommunity"):
        pod = thing["spec"]["statefulSet"]["spec"]["template"]["spec"]
        for entry in pod["containers"] + pod["initContainers"]:
            entry.setdefault("image", "operator:1")  # the operator's own
        for container, rule in broken_rules(pod):
            if rule != "readonly":  # the agent writes beside its programs
                release.say(thing, "container %s breaks %s" % (container, rule))


def peers_of(policy):
    for direction, key in (("ingress", "from"), ("egress", "to")):
        for rule in policy["spec"].get(direction) or []:
            if key in rule and not rule[key]:
                yield direction, None
            for peer in rule.get(key, []):
                yield direction, peer


def traffic(release):
    pods = [template_of(w)["metadata"].get("labels", {}) for w in release.kind(*WORKLOADS)]
    if release.chart != "auditflow-platform":
        return
    for thing in release.kind("NetworkPolicy"):
        for direction, peer in peers_of(thing):
            if peer is None:
                release.say(thing, "an empty list of peers in %s lets everybody in" % direction)
            elif set(peer) == {"podSelector"} and direction == "egress" and not any(selects(peer["podSelector"], l) for l in pods):
                release.say(thing, "lets through to nobody: %s" % peer["podSelector"])


def no_ciphertext(release):
    if "ENC[" in str(release.objects):
        release.problems.append("%s/%s: has ciphertext" % (release.chart, release.case))


CHECKS = (unique, references, selectors, targets, restricted, operated_pods, traffic, no_ciphertext)


def main():
    problems, releases, objects, workloads = [], 0, 0, 0
    for chart in sys.argv[1:] or CHARTS:
        for file in sorted((ROOT / "golden" / chart).glob("*/want.yaml")):
            release = Release(chart, file.parent.name)
            for check in CHECKS:
                check(release)
            problems += release.problems
            releases, objects = releases + 1, objects + len(release.objects)
            workloads += len(release.kind(*WORKLOADS))
    print("\n".join([*problems, "%d releases, %d objects, %d workloads: %d problems" % (releases, objects, workloads, len(problems))]))
    return 1 if problems or workloads == 0 else 0


if __name__ == "__main__":
    sys.exit(main())
