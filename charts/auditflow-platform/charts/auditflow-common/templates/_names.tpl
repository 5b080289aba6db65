{{/*
All templates of this chart take the root context of the chart that includes them, or a dict with it as `root`.
*/}}

{{/*
Name of the resources of a chart: RELEASE-CHART.
*/}}
{{- define "auditflow.fullname" -}}
{{- include "auditflow.peerName" (dict "root" . "peer" .Chart.Name) }}
{{- end }}

{{/*
Name of the resources of another chart of the platform.
Usage: {{ include "auditflow.peerName" (dict "root" . "peer" "rabbitmq") }}
*/}}
{{- define "auditflow.peerName" -}}
{{- printf "%s-%s" .root.Release.Name .peer | trunc 63 | trimSuffix "-" }}
{{- end }}

{{/*
Labels that select the pods of a chart.
*/}}
{{- define "auditflow.selectorLabels" -}}
{{- include "auditflow.peerLabels" (dict "root" . "peer" .Chart.Name) }}
{{- end }}

{{/*
Labels that select the pods of another chart of the platform, or of one of its jobs.
*/}}
{{- define "auditflow.peerLabels" -}}
app.kubernetes.io/name: {{ .peer }}
app.kubernetes.io/instance: {{ .root.Release.Name }}
{{- end }}

{{/*
Labels of every resource, but for the name.
*/}}
{{- define "auditflow.commonLabels" -}}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_" | trunc 63 | trimSuffix "-" }}
app.kubernetes.io/part-of: auditflow
app.kubernetes.io/managed-by: {{ .Release.Service }}
{{ include "auditflow.ownerLabels" . }}
{{- end }}

{{/*
Labels that say who answers for a workload, and what kind of workload it is.
*/}}
{{- define "auditflow.ownerLabels" -}}
owner: {{ .Values.global.owner }}
tier: {{ .Values.tier | default "platform" }}
{{- end }}

{{/*
Labels of a chart's resource.
*/}}
{{- define "auditflow.labels" -}}
{{ include "auditflow.selectorLabels" . }}
{{ include "auditflow.commonLabels" . }}
{{- end }}

{{/*
Metadata of a resource.
Usage: {{ include "auditflow.metadata" (dict "root" . "suffix" "config" "annotations" (dict "a" "b")) }}
  suffix       appended to the name (optional)
  component    takes the place of the chart's name (optional): for what belongs to the platform or to a job
  annotations  (optional)
*/}}
{{- define "auditflow.metadata" -}}
{{- $component := .component | default .root.Chart.Name -}}
{{- $name := include "auditflow.peerName" (dict "root" .root "peer" $component) -}}
metadata:
  name: {{ with .suffix }}{{ printf "%s-%s" ($name | trunc 50 | trimSuffix "-") . }}{{ else }}{{ $name }}{{ end }}
  namespace: {{ .root.Release.Namespace }}
  labels:
    {{- include "auditflow.peerLabels" (dict "root" .root "peer" $component) | nindent 4 }}
    {{- include "auditflow.commonLabels" .root | nindent 4 }}
  {{- with .annotations }}
  annotations:
    {{- toYaml . | nindent 4 }}
  {{- end }}
{{- end }}

{{/*
Name of the service account of a chart.
*/}}
{{- define "auditflow.serviceAccountName" -}}
{{- if .Values.serviceAccount.create }}
{{- .Values.serviceAccount.name | default (include "auditflow.fullname" .) }}
{{- else }}
{{- .Values.serviceAccount.name | default "default" }}
{{- end }}
{{- end }}

{{/*
Reference and pull policy of an image, the digest first. A service's tag defaults to the version of the platform.
Usage: {{ include "auditflow.image" (dict "root" . "image" .Values.image) }}
*/}}
{{- define "auditflow.image" -}}
{{- $tag := .image.tag | default .root.Chart.AppVersion -}}
image: "{{ .image.repository }}{{ if .image.digest }}@{{ .image.digest }}{{ else }}:{{ $tag }}{{ end }}"
imagePullPolicy: {{ .image.pullPolicy | default "IfNotPresent" }}
{{- end }}
