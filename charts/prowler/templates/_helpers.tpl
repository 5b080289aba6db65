{{/*
Name of the chart, nameOverride first.
*/}}
{{- define "prowler.name" -}}
{{- default .Chart.Name .Values.nameOverride | trunc 63 | trimSuffix "-" }}
{{- end }}

{{/*
Full name, the stem of every resource name.
It is cut at 63 characters because some Kubernetes name fields are limited to that (by the DNS naming spec).
A release whose name contains the chart name uses the release name alone.
*/}}
{{- define "prowler.fullname" -}}
{{- if .Values.fullnameOverride }}
{{- .Values.fullnameOverride | trunc 63 | trimSuffix "-" }}
{{- else }}
{{- $name := default .Chart.Name .Values.nameOverride }}
{{- if contains $name .Release.Name }}
{{- .Release.Name | trunc 63 | trimSuffix "-" }}
{{- else }}
{{- printf "%s-%s" .Release.Name $name | trunc 63 | trimSuffix "-" }}
{{- end }}
{{- end }}
{{- end }}

{{/*
Chart name and version as used by the chart label.
*/}}
{{- define "prowler.chart" -}}
{{- printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_" | trunc 63 | trimSuffix "-" }}
{{- end }}

{{/*
Labels that every resource and every pod carries; app.kubernetes.io/name is added by the user of this template.
*/}}
{{- define "prowler.commonLabels" -}}
helm.sh/chart: {{ include "prowler.chart" . }}
app.kubernetes.io/instance: {{ .Release.Name }}
{{- if .Chart.AppVersion }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
{{- end }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
{{- end }}

{{/*
Labels of a resource.
*/}}
{{- define "prowler.labels" -}}
app.kubernetes.io/name: {{ include "prowler.name" . }}
{{ include "prowler.commonLabels" . }}
{{- end }}

{{/*
Render a container image reference, preferring digest over tag.
Usage: {{ include "prowler.image" (dict "imageConfig" .Values.api.image "defaultTag" .Chart.AppVersion) }}
*/}}
{{- define "prowler.image" -}}
{{- if .imageConfig.digest -}}
{{ .imageConfig.repository }}@{{ .imageConfig.digest }}
{{- else -}}
{{ .imageConfig.repository }}:{{ .imageConfig.tag | default .defaultTag }}
{{- end -}}
{{- end }}

{{/*
Name of the API service account to use.
*/}}
{{- define "prowler.api.serviceAccountName" -}}
{{- if .Values.api.serviceAccount.create }}
{{- default (printf "%s-%s" (include "prowler.fullname" .) "api") .Values.api.serviceAccount.name }}
{{- else }}
{{- default "default" .Values.api.serviceAccount.name }}
{{- end }}
{{- end }}

{{/*
Name of the UI service account to use.
*/}}
{{- define "prowler.ui.serviceAccountName" -}}
{{- if .Values.ui.serviceAccount.create }}
{{- default (printf "%s-%s" (include "prowler.fullname" .) "ui") .Values.ui.serviceAccount.name }}
{{- else }}
{{- default "default" .Values.ui.serviceAccount.name }}
{{- end }}
{{- end }}

{{/*
Name of the worker service account to use.
*/}}
{{- define "prowler.worker.serviceAccountName" -}}
{{- if .Values.worker.serviceAccount.create }}
{{- default (printf "%s-%s" (include "prowler.fullname" .) "worker") .Values.worker.serviceAccount.name }}
{{- else }}
{{- default "default" .Values.worker.serviceAccount.name }}
{{- end }}
{{- end }}

{{/*
Create the name of the scan recovery CronJob service account to use.
Falls back to the worker service account for backward compatibility.
*/}}
{{- define "prowler.scanRecovery.serviceAccountName" -}}
{{- if .Values.worker.scanRecoveryCronJob.serviceAccount.create }}
{{- default (printf "%s-%s" (include "prowler.fullname" .) "scan-recovery") .Values.worker.scanRecoveryCronJob.serviceAccount.name }}
{{- else if .Values.worker.scanRecoveryCronJob.serviceAccount.name }}
{{- .Values.worker.scanRecoveryCronJob.serviceAccount.name }}
{{- else }}
{{- include "prowler.worker.serviceAccountName" . }}
{{- end }}
{{- end }}

{{/*
Name of the worker-beat service account to use.
*/}}
{{- define "prowler.worker_beat.serviceAccountName" -}}
{{- if .Values.worker_beat.serviceAccount.create }}
{{- default (printf "%s-%s" (include "prowler.fullname" .) "worker-beat") .Values.worker_beat.serviceAccount.name }}
{{- else }}
{{- default "default" .Values.worker_beat.serviceAccount.name }}
{{- end }}
{{- end }}

{{/*
Name of the secret with the Django keys that the key generation Job creates.
*/}}
{{- define "prowler.api.keysSecretName" -}}
{{- printf "%s-api-django-config-keys" (include "prowler.fullname" .) }}
{{- end }}

{{/*
Environment of everything that runs the API image: API, worker, worker-beat and scan recovery.
*/}}
{{- define "prowler.env" -}}
# PostgreSQL connection from external secret
- name: POSTGRES_HOST
  valueFrom:
    secretKeyRef:
      name: {{ .Values.externalSecrets.postgres.secretName }}
      key: POSTGRES_HOST
- name: POSTGRES_PORT
  valueFrom:
    secretKeyRef:
      name: {{ .Values.externalSecrets.postgres.secretName }}
      key: POSTGRES_PORT
- name: POSTGRES_ADMIN_USER
  valueFrom:
    secretKeyRef:
      name: {{ .Values.externalSecrets.postgres.secretName }}
      key: POSTGRES_ADMIN_USER
- name: POSTGRES_ADMIN_PASSWORD
  valueFrom:
    secretKeyRef:
      name: {{ .Values.externalSecrets.postgres.secretName }}
      key: POSTGRES_ADMIN_PASSWORD
- name: POSTGRES_USER
  valueFrom:
    secretKeyRef:
      name: {{ .Values.externalSecrets.postgres.secretName }}
      key: POSTGRES_USER
- name: POSTGRES_PASSWORD
  valueFrom:
    secretKeyRef:
      name: {{ .Values.externalSecrets.postgres.secretName }}
      key: POSTGRES_PASSWORD
- name: POSTGRES_DB
  valueFrom:
    secretKeyRef:
      name: {{ .Values.externalSecrets.postgres.secretName }}
      key: POSTGRES_DB
# Valkey connection from external secret
- name: VALKEY_HOST
  valueFrom:
    secretKeyRef:
      name: {{ .Values.externalSecrets.valkey.secretName }}
      key: VALKEY_HOST
- name: VALKEY_PORT
  valueFrom:
    secretKeyRef:
      name: {{ .Values.externalSecrets.valkey.secretName }}
      key: VALKEY_PORT
- name: VALKEY_DB
  valueFrom:
    secretKeyRef:
      name: {{ .Values.externalSecrets.valkey.secretName }}
      key: VALKEY_DB
- name: VALKEY_PASSWORD
  valueFrom:
    secretKeyRef:
      name: {{ .Values.externalSecrets.valkey.secretName }}
      key: VALKEY_PASSWORD
      optional: true
{{- if .Values.neo4j.enabled }}
# Neo4j connection: the instance of this release
- name: NEO4J_HOST
  value: {{ include "prowler.neo4j.fullname" . | quote }}
- name: NEO4J_PORT
  value: {{ .Values.neo4j.service.port | quote }}
- name: NEO4J_USER
  valueFrom:
    secretKeyRef:
      name: {{ include "prowler.neo4j.fullname" . }}
      key: username
- name: NEO4J_PASSWORD
  valueFrom:
    secretKeyRef:
      name: {{ include "prowler.neo4j.fullname" . }}
      key: password
{{- end }}
{{- end }}

{{/*
Sources of the environment of everything that runs the API image.
*/}}
{{- define "prowler.envFrom" -}}
- configMapRef:
    name: {{ include "prowler.fullname" . }}-api
{{- if .Values.api.djangoConfigKeys.create }}
- secretRef:
    name: {{ include "prowler.api.keysSecretName" . }}
{{- end }}
{{- range .Values.api.secrets }}
- secretRef:
    name: {{ . }}
{{- end }}
{{- end }}

{{/*
Source of a volume from a storage section (sharedStorage, api.configStorage).
Usage: {{ include "prowler.volumeSource" (dict "storage" .Values.sharedStorage "claimName" "name-of-own-claim") }}
*/}}
{{- define "prowler.volumeSource" -}}
{{- if eq .storage.type "persistentVolumeClaim" -}}
persistentVolumeClaim:
  claimName: {{ .storage.persistentVolumeClaim.existingClaim | default .claimName }}
{{- else -}}
emptyDir:
  {{- with .storage.emptyDir.medium }}
  medium: {{ . }}
  {{- end }}
  {{- with .storage.emptyDir.sizeLimit }}
  sizeLimit: {{ . }}
  {{- end }}
{{- end -}}
{{- end }}

{{/*
"true" where a storage section asks for a claim of its own, empty otherwise.
*/}}
{{- define "prowler.createsClaim" -}}
{{- $claim := .persistentVolumeClaim -}}
{{- if and (eq .type "persistentVolumeClaim") $claim.create (not $claim.existingClaim) -}}
true
{{- end -}}
{{- end }}

{{/*
Spec of the claim of a storage section.
*/}}
{{- define "prowler.claimSpec" -}}
accessModes:
  - {{ .accessMode }}
{{- with .storageClassName }}
storageClassName: {{ . }}
{{- end }}
resources:
  requests:
    storage: {{ .size }}
{{- end }}

{{/*
Topology spread constraints of a component: its own, or by default one that spreads its pods over the nodes.
Usage: {{ include "prowler.topologySpread" (dict "root" . "values" .Values.api "component" "api") }}
*/}}
{{- define "prowler.topologySpread" -}}
{{- if .values.topologySpreadConstraints -}}
topologySpreadConstraints:
  {{- toYaml .values.topologySpreadConstraints | nindent 2 }}
{{- else if .values.defaultTopologySpread -}}
topologySpreadConstraints:
  - maxSkew: 1
    topologyKey: kubernetes.io/hostname
    whenUnsatisfiable: ScheduleAnyway
    labelSelector:
      matchLabels:
        app.kubernetes.io/name: {{ include "prowler.fullname" .root }}-{{ .component }}
{{- end -}}
{{- end }}
