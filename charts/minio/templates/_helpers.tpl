{{/*
Name of the chart, nameOverride first.
*/}}
{{- define "minio.name" -}}
{{- default .Chart.Name .Values.nameOverride | trunc 63 | trimSuffix "-" }}
{{- end }}

{{/*
Full name, the stem of every resource name. A release whose name contains the chart name uses the release name alone.
*/}}
{{- define "minio.fullname" -}}
{{- if .Values.fullnameOverride }}
{{- .Values.fullnameOverride | trunc 63 | trimSuffix "-" }}
{{- else }}
{{- $name := include "minio.name" . }}
{{- if contains $name .Release.Name }}
{{- .Release.Name | trunc 63 | trimSuffix "-" }}
{{- else }}
{{- printf "%s-%s" .Release.Name $name | trunc 63 | trimSuffix "-" }}
{{- end }}
{{- end }}
{{- end }}

{{/*
Labels of a resource.
*/}}
{{- define "minio.labels" -}}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_" | trunc 63 | trimSuffix "-" }}
app.kubernetes.io/name: {{ include "minio.name" . }}
app.kubernetes.io/instance: {{ .Release.Name }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
{{ include "minio.ownerLabels" . }}
{{- end }}

{{/*
Labels that say who answers for a workload.
*/}}
{{- define "minio.ownerLabels" -}}
owner: {{ .Values.owner }}
tier: {{ .Values.tier }}
{{- end }}

{{/*
Labels that the operator puts on the pods of the tenant.
*/}}
{{- define "minio.tenantPodLabels" -}}
v1.min.io/tenant: {{ include "minio.fullname" . }}
{{- end }}

{{/*
Labels that select the pod of `helm test`.
*/}}
{{- define "minio.testLabels" -}}
app.kubernetes.io/name: {{ include "minio.name" . }}-test
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end }}

{{/*
Reference of an image, its digest first.
Usage: {{ include "minio.image" (dict "image" .Values.image "defaultTag" .Chart.AppVersion) }}
*/}}
{{- define "minio.image" -}}
{{- if .image.digest -}}
{{ .image.repository }}@{{ .image.digest }}
{{- else -}}
{{ .image.repository }}:{{ .image.tag | default .defaultTag }}
{{- end -}}
{{- end }}

{{/*
Address of the S3 service that the operator makes, as the port and scheme that TLS decides.
*/}}
{{- define "minio.endpoint" -}}
{{- ternary "https" "http" .Values.tenant.requestAutoCert }}://minio.{{ .Release.Namespace }}.svc
{{- end }}
