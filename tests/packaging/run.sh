#!/usr/bin/env bash
# Tries the packages: run.sh FOLDER. HELM names programs of Helm to try the plugin with (separated by blanks), KUSTOMIZE one
# of kustomize; what is not there is told and left out.
set -euo pipefail
packages=$(cd "$1" && pwd)
source=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
fail() { echo "$*" >&2 && exit 1; }

deb=$(ls "$packages"/*.deb)
[ "$(dpkg-deb -f "$deb" Package)" = chartrender ] || fail "the .deb is not called chartrender"
[ -z "$(dpkg-deb -f "$deb" Depends)" ] || fail "a static file depends on $(dpkg-deb -f "$deb" Depends)"
dpkg-deb -c "$deb" >"$scratch/list"
for file in usr/bin/render usr/share/man/man1/render.1.gz usr/share/man/man1/render-show-values.1.gz \
  usr/share/bash-completion/completions/render usr/share/zsh/vendor-completions/_render \
  usr/share/fish/vendor_completions.d/render.fish usr/share/doc/chartrender/copyright usr/share/doc/chartrender/linked/libssl-dev \
  usr/share/doc/chartrender/changelog.Debian.gz; do
  grep -q " \./$file\$" "$scratch/list" || fail "$file is not in the .deb"
done
grep -vq 'root/root' "$scratch/list" && fail "files of the .deb belong to somebody"
mkdir -p "$scratch/root/var/lib/dpkg"
if [ "$(id -u)" -eq 0 ]; then
  dpkg --root="$scratch/root" --log=/dev/null -i "$deb" >/dev/null
else
  dpkg-deb -x "$deb" "$scratch/root"
fi
size=$(stat -c %s "$scratch/root/usr/bin/render")
[ "$size" -lt 10000000 ] || fail "render has $size bytes: more than 10 MB"
"$scratch/root/usr/bin/render" template r "$source/charts/app" >"$scratch/deb.yaml"
grep -q '^kind: Service$' "$scratch/deb.yaml" || fail "the installed command renders nothing"
bash -n "$scratch/root/usr/share/bash-completion/completions/render"
echo "the .deb: installed, rendered"

if command -v groff >/dev/null; then
  for page in "$scratch"/root/usr/share/man/man1/*.gz; do
    zcat "$page" | groff -man -Tutf8 -ww -z >"$scratch/groff" 2>&1
    [ ! -s "$scratch/groff" ] || fail "$page: $(head -3 "$scratch/groff")"
  done
  echo "the manual: $(ls "$scratch"/root/usr/share/man/man1 | wc -l) pages without a warning"
else
  echo "the manual: no groff here to read it"
fi

mkdir "$scratch/archive"
tar -xzf "$packages"/*.tar.gz -C "$scratch/archive" --strip-components=1
"$scratch/archive/bin/render" template r "$source/charts/app" | cmp - "$scratch/deb.yaml"
# The plugin's hook finds the program there; its command is run as Helm runs it.
(export HELM_PLUGIN_DIR=$scratch/archive
 python3 - "$scratch/archive/plugin.yaml" <<'PYTHON'
import os, subprocess, sys, yaml
plugin = yaml.safe_load(open(sys.argv[1]))
subprocess.run(["sh", "-c", plugin["hooks"]["install"]], check=True)
command = os.path.expandvars(plugin["command"]).split()
out = subprocess.run([*command, "version", "--short"], check=True, capture_output=True, text=True).stdout
assert out.strip() == plugin["version"], out
PYTHON
)
echo "the .tar.gz: unpacked, rendered, its plugin.yaml run"

for helm in ${HELM:-}; do
  home=$scratch/$(basename "$helm")
  export HELM_DATA_HOME=$home/data HELM_CACHE_HOME=$home/cache HELM_CONFIG_HOME=$home/config HELM_PLUGINS=$home/data/plugins
  mkdir -p "$HELM_PLUGINS"
  "$helm" plugin install "$scratch/archive" >/dev/null
  "$helm" render template r "$source/charts/app" | cmp - "$scratch/deb.yaml"
  "$helm" render yaml "$source/charts/app" --no-rendered -d '{rules: {key-duplicates: enable}}' >/dev/null
  echo "helm render: as a plugin of $("$helm" version --short)"
done
[ -n "${HELM:-}" ] || echo "helm render: no Helm here (HELM=...)"

export RENDER=$scratch/archive/bin/render
share=$scratch/archive/share/chartrender
"$RENDER" template r "$source/charts/app" --compat=helm3 >"$scratch/helm3.yaml"
"$share/kustomize/helm" template r "$source/charts/app" | cmp - "$scratch/helm3.yaml"
if [ -n "${KUSTOMIZE:-}" ]; then
  mkdir "$scratch/kustomize"
  cp -r "$source/charts/app" "$scratch/kustomize/app"
  cat >"$scratch/kustomize/kustomization.yaml" <<'YAML'
helmGlobals: {chartHome: .}
helmCharts:
  - {name: app, releaseName: shop, namespace: shop, includeCRDs: true}
YAML
  "$KUSTOMIZE" build --enable-helm --helm-command "$share/kustomize/helm" "$scratch/kustomize" >"$scratch/kustomized.yaml"
  grep -q 'name: shop-app' "$scratch/kustomized.yaml" || fail "kustomize got nothing"
  echo "kustomize: $(grep -c '^kind:' "$scratch/kustomized.yaml") objects"
else
  echo "kustomize: not here (KUSTOMIZE=...); its helm command was run as it runs it"
fi

(cd "$source/charts/app" && PATH=$scratch/archive/bin:$PATH ARGOCD_APP_NAME=shop ARGOCD_APP_NAMESPACE=shop KUBE_VERSION=1.33.0 \
  ARGOCD_ENV_RENDER_VALUES=values.yaml python3 - "$share/argocd/plugin.yaml" <<'PYTHON'
import subprocess, sys, yaml
generate = yaml.safe_load(open(sys.argv[1]))["spec"]["generate"]
out = subprocess.run([*generate["command"], *generate["args"]], check=True, capture_output=True, text=True).stdout
assert any(d and d["metadata"]["name"] == "shop-app" for d in yaml.safe_load_all(out)), out[:500]
PYTHON
)
echo "Argo CD: the plugin's command run"
