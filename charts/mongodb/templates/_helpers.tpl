{{/*
Name of the chart, nameOverride first.
*/}}
{{- define "mongodb.name" -}}
{{- default .Chart.Name .Values.nameOverride | trunc 63 | trimSuffix "-" }}
{{- end }}

{{/*
Full name, the stem of every resource name. A release whose name contains the chart name uses the release name alone.
*/}}
{{- define "mongodb.fullname" -}}
{{- if .Values.fullnameOverride }}
{{- .Values.fullnameOverride | trunc 63 | trimSuffix "-" }}
{{- else }}
{{- $name := include "mongodb.name" . }}
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
{{- define "mongodb.labels" -}}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_" | trunc 63 | trimSuffix "-" }}
app.kubernetes.io/name: {{ include "mongodb.name" . }}
app.kubernetes.io/instance: {{ .Release.Name }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
{{ include "mongodb.ownerLabels" . }}
{{- end }}

{{/*
Labels that say who answers for a workload.
*/}}
{{- define "mongodb.ownerLabels" -}}
owner: {{ .Values.owner }}
tier: {{ .Values.tier }}
{{- end }}

{{/*
Labels that the operator puts on the members.
*/}}
{{- define "mongodb.memberLabels" -}}
app: {{ include "mongodb.fullname" . }}-svc
{{- end }}

{{/*
Labels that select the pod of `helm test`.
*/}}
{{- define "mongodb.testLabels" -}}
app.kubernetes.io/name: {{ include "mongodb.name" . }}-test
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end }}

{{/*
Version of MongoDB.
*/}}
{{- define "mongodb.version" -}}
{{ .Values.version | default .Chart.AppVersion }}
{{- end }}

{{/*
Reference of the image of `helm test`, its digest first.
*/}}
{{- define "mongodb.testImage" -}}
{{- with .Values.tests.image -}}
{{ .repository }}{{ if .digest }}@{{ .digest }}{{ else }}:{{ .tag }}{{ end }}
{{- end -}}
{{- end }}

{{/*
A container of a member as the operator merges it by name: only what differs from the operator's own.
Usage: {{ include "mongodb.container" (dict "root" . "name" "mongod" "resources" .Values.resources.mongod) }}
*/}}
{{- define "mongodb.container" -}}
- name: {{ .name }}
  securityContext:
    {{- toYaml .root.Values.containerSecurityContext | nindent 4 }}
  resources:
    {{- toYaml .resources | nindent 4 }}
{{- end }}

{{/*
Template of a volume claim.
Usage: {{ include "mongodb.claim" (dict "root" . "name" "data-volume" "size" .Values.persistence.size) }}
*/}}
{{- define "mongodb.claim" -}}
- metadata:
    name: {{ .name }}
  spec:
    accessModes: [ReadWriteOnce]
    {{- with .root.Values.persistence.storageClassName }}
    storageClassName: {{ . }}
    {{- end }}
    resources:
      requests:
        storage: {{ .size }}
{{- end }}
