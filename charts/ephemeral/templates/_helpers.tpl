{{/*
Name of the chart, nameOverride first.
*/}}
{{- define "ephemeral.name" -}}
{{- default .Chart.Name .Values.nameOverride | trunc 63 | trimSuffix "-" }}
{{- end }}

{{/*
Full name, the stem of every resource name. A release whose name contains the chart name uses the release name alone.
*/}}
{{- define "ephemeral.fullname" -}}
{{- if .Values.fullnameOverride }}
{{- .Values.fullnameOverride | trunc 63 | trimSuffix "-" }}
{{- else }}
{{- $name := include "ephemeral.name" . }}
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
{{- define "ephemeral.labels" -}}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_" | trunc 63 | trimSuffix "-" }}
app.kubernetes.io/name: {{ include "ephemeral.name" . }}
app.kubernetes.io/instance: {{ .Release.Name }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
{{ include "ephemeral.ownerLabels" . }}
{{- end }}

{{/*
Labels that say who answers for a workload.
*/}}
{{- define "ephemeral.ownerLabels" -}}
owner: {{ .Values.owner }}
tier: {{ .Values.tier }}
{{- end }}

{{/*
Labels that select the pods of a job.
Usage: {{ include "ephemeral.jobLabels" (dict "root" . "job" "cleanup") }}
*/}}
{{- define "ephemeral.jobLabels" -}}
app.kubernetes.io/name: {{ include "ephemeral.name" .root }}
app.kubernetes.io/instance: {{ .root.Release.Name }}
app.kubernetes.io/component: {{ .job }}
{{- end }}

{{/*
Name of the resources of a job.
*/}}
{{- define "ephemeral.jobName" -}}
{{ include "ephemeral.fullname" .root | trunc 36 | trimSuffix "-" }}-{{ .job }}
{{- end }}

{{/*
Name of the roles of a job, which belong to the cluster.
*/}}
{{- define "ephemeral.clusterRoleName" -}}
{{ .root.Release.Namespace }}-{{ include "ephemeral.jobName" . }}
{{- end }}

{{/*
Reference of the jobs' image, its digest first.
*/}}
{{- define "ephemeral.image" -}}
{{- with .Values.jobs.image -}}
{{ .repository }}{{ if .digest }}@{{ .digest }}{{ else }}:{{ .tag | default $.Chart.AppVersion }}{{ end }}
{{- end -}}
{{- end }}

{{/*
Egress rule for name resolution by the cluster's DNS.
*/}}
{{- define "ephemeral.dnsEgress" -}}
- to:
    - namespaceSelector:
        matchLabels:
          kubernetes.io/metadata.name: kube-system
      podSelector:
        matchLabels:
          k8s-app: kube-dns
  ports:
    - port: 53
      protocol: UDP
    - port: 53
      protocol: TCP
{{- end }}
