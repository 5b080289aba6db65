{{/*
ConfigMaps of a service.
  RELEASE-CHART-config   environment: where its peers are, and what "CHART.config" of the chart says. A change restarts the pods
                         (checksum/config).
  RELEASE-CHART-runtime  files that the service reads while it runs: log-level. A change reaches the pods without a restart.
*/}}
{{- define "auditflow.configMaps" -}}
apiVersion: v1
kind: ConfigMap
{{ include "auditflow.metadata" (dict "root" . "suffix" "config") }}
data:
  {{- include "auditflow.environment" . | nindent 2 }}
---
apiVersion: v1
kind: ConfigMap
{{ include "auditflow.metadata" (dict "root" . "suffix" "runtime") }}
data:
  log-level: {{ .Values.logLevel | default .Values.global.logLevel | quote }}
{{- end }}

{{/*
The environment of a service, as YAML.
*/}}
{{- define "auditflow.environment" -}}
LOG_FORMAT: "json"
LOG_LEVEL_FILE: "/etc/auditflow/runtime/log-level"
{{- include "auditflow.connections" . }}
{{- with include (printf "%s.config" .Chart.Name) . }}
{{ . }}
{{- end }}
{{- end }}
