{{/*
Service account of a chart, with a role of its own. `rbac.rules` is all it may ask of the Kubernetes API; without rules the role
grants nothing, and no token is mounted.
*/}}
{{- define "auditflow.rbac" -}}
{{- if .Values.serviceAccount.create }}
apiVersion: v1
kind: ServiceAccount
metadata:
  name: {{ include "auditflow.serviceAccountName" . }}
  namespace: {{ .Release.Namespace }}
  labels:
    {{- include "auditflow.labels" . | nindent 4 }}
  {{- with .Values.serviceAccount.annotations }}
  annotations:
    {{- toYaml . | nindent 4 }}
  {{- end }}
automountServiceAccountToken: false
{{- end }}
{{- if .Values.rbac.create }}
---
apiVersion: rbac.authorization.k8s.io/v1
kind: Role
{{ include "auditflow.metadata" (dict "root" .) }}
rules:
  {{- include "auditflow.rules" . | nindent 2 }}
---
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
{{ include "auditflow.metadata" (dict "root" .) }}
roleRef:
  apiGroup: rbac.authorization.k8s.io
  kind: Role
  name: {{ include "auditflow.fullname" . }}
subjects:
  - kind: ServiceAccount
    name: {{ include "auditflow.serviceAccountName" . }}
    namespace: {{ .Release.Namespace }}
{{- end }}
{{- end }}

{{/*
What a chart may ask of the Kubernetes API, as the YAML of a list: its `rbac.rules`, and reading its DetectionPolicy where that is on.
*/}}
{{- define "auditflow.rules" -}}
{{- $rules := .Values.rbac.rules }}
{{- if (.Values.detectionPolicy).enabled }}
{{- $name := include "auditflow.fullname" . }}
{{- $rules = append $rules (dict "apiGroups" (list "auditflow.example.com") "resources" (list "detectionpolicies")
  "resourceNames" (list $name) "verbs" (list "get" "watch")) }}
{{- end }}
{{- toYaml $rules }}
{{- end }}

{{/*
"true" where a chart asks anything of the Kubernetes API, otherwise empty.
*/}}
{{- define "auditflow.usesApi" -}}
{{- if and .Values.rbac (ne (include "auditflow.rules" .) "[]") }}true{{ end }}
{{- end }}
