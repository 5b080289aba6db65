{{/*
Deployment of a service.
*/}}
{{- define "auditflow.deployment" -}}
apiVersion: apps/v1
kind: Deployment
{{ include "auditflow.metadata" (dict "root" .) }}
spec:
  {{- if not .Values.autoscaling.enabled }}
  replicas: {{ .Values.replicaCount }}
  {{- end }}
  revisionHistoryLimit: {{ .Values.revisionHistoryLimit }}
  selector:
    matchLabels:
      {{- include "auditflow.selectorLabels" . | nindent 6 }}
  strategy:
    type: RollingUpdate
    rollingUpdate:
      maxUnavailable: 0
      maxSurge: 1
  template:
    metadata:
      labels:
        {{- include "auditflow.podLabels" . | nindent 8 }}
      annotations:
        checksum/config: {{ include "auditflow.environment" . | sha256sum }}
        {{- with .Values.podAnnotations }}
        {{- toYaml . | nindent 8 }}
        {{- end }}
    spec:
      {{- $token := not (empty (include "auditflow.usesApi" .)) }}
      {{- include "auditflow.podSpec" (dict "root" . "serviceAccount" (include "auditflow.serviceAccountName" .) "token" $token
        "containers" (include "auditflow.serviceContainer" .) "volumes" (include "auditflow.serviceVolumes" .)) | nindent 6 }}
{{- end }}

{{- define "auditflow.serviceContainer" -}}
- name: {{ .Chart.Name }}
  {{- include "auditflow.image" (dict "root" . "image" .Values.image) | nindent 2 }}
  securityContext:
    {{- toYaml .Values.securityContext | nindent 4 }}
  ports:
    {{- range $name, $port := .Values.ports }}
    - name: {{ $name }}
      containerPort: {{ $port }}
      protocol: TCP
    {{- end }}
  envFrom:
    - configMapRef:
        name: {{ include "auditflow.fullname" . | trunc 50 | trimSuffix "-" }}-config
    {{- if .Values.secrets }}
    - secretRef:
        name: {{ include "auditflow.secretName" . }}
    {{- end }}
    {{- with .Values.extraEnvFrom }}
    {{- toYaml . | nindent 4 }}
    {{- end }}
  {{- with .Values.extraEnv }}
  env:
    {{- toYaml . | nindent 4 }}
  {{- end }}
  {{- range $probe := list "startupProbe" "livenessProbe" "readinessProbe" }}
  {{- with get $.Values $probe }}
  {{ $probe }}:
    {{- toYaml . | nindent 4 }}
  {{- end }}
  {{- end }}
  {{- with .Values.preStopSeconds }}
  lifecycle:
    preStop:
      exec:
        command: [sleep, {{ . | quote }}]
  {{- end }}
  resources:
    {{- toYaml .Values.resources | nindent 4 }}
  volumeMounts:
    - name: tmp
      mountPath: /tmp
    - name: runtime
      mountPath: /etc/auditflow/runtime
      readOnly: true
{{- end }}

{{- define "auditflow.serviceVolumes" -}}
- name: runtime
  configMap:
    name: {{ include "auditflow.fullname" . | trunc 50 | trimSuffix "-" }}-runtime
{{- end }}
