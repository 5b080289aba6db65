{{/*
Job of `helm test`.
Usage: {{ include "auditflow.test" (dict "root" . "name" "connection" "user" 10001 "containers" (include "x.test" .)) }}
  name        the Job is RELEASE-CHART-test-NAME
  user        that the image can run as
  containers  text of the containers, with auditflow.testSettings
*/}}
{{- define "auditflow.test" -}}
{{- if .root.Values.global.tests.enabled -}}
apiVersion: batch/v1
kind: Job
{{ include "auditflow.metadata" (dict "root" .root "suffix" (printf "test-%s" .name)
  "annotations" (dict "helm.sh/hook" "test" "helm.sh/hook-delete-policy" "before-hook-creation,hook-succeeded")) }}
spec:
  backoffLimit: 3
  activeDeadlineSeconds: 180
  template:
    metadata:
      labels:
        app.kubernetes.io/name: {{ .root.Chart.Name }}-test
        app.kubernetes.io/instance: {{ .root.Release.Name }}
        auditflow.io/role: test
        {{- include "auditflow.ownerLabels" .root | nindent 8 }}
    spec:
      {{- include "auditflow.podSpec" (dict "root" .root "restartPolicy" "Never" "containers" .containers
        "securityContext" (include "auditflow.restrictedPod" .user | fromYaml)) | nindent 6 }}
{{- end }}
{{- end }}

{{/*
What the containers of tests have alike.
*/}}
{{- define "auditflow.testSettings" -}}
securityContext:
  {{- include "auditflow.restrictedContainer" . | nindent 2 }}
resources:
  requests: {cpu: 10m, memory: 32Mi}
  limits: {cpu: 250m, memory: 128Mi}
volumeMounts:
  - name: tmp
    mountPath: /tmp
{{- end }}

{{/*
Container that asks a service for its health.
*/}}
{{- define "auditflow.testHealth" -}}
- name: health
  {{- include "auditflow.image" (dict "root" . "image" .Values.global.tests.images.curl) | nindent 2 }}
  command: [curl, --fail, --silent, --show-error, --retry, "5", --retry-connrefused, --max-time, "10"]
  args: ["http://{{ include "auditflow.fullname" . }}:{{ .Values.ports.http }}/healthz"]
  {{- include "auditflow.testSettings" . | nindent 2 }}
{{- end }}
