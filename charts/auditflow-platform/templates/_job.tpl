{{/*
What the jobs of the platform have alike.
*/}}

{{/*
Labels of the pods of a job.
Usage: {{ include "platform.jobLabels" (dict "root" . "component" "rabbitmq-users") }}
*/}}
{{- define "platform.jobLabels" -}}
{{ include "auditflow.peerLabels" (dict "root" .root "peer" .component) }}
{{ include "auditflow.ownerLabels" .root }}
{{- end }}

{{/*
Settings of a container that need no values.
*/}}
{{- define "platform.jobContainer" -}}
securityContext:
  {{- include "auditflow.restrictedContainer" . | nindent 2 }}
resources:
  requests: {cpu: 50m, memory: 64Mi}
  limits: {cpu: 500m, memory: 256Mi}
{{- end }}

{{/*
An environment variable from a secret.
Usage: {{ include "platform.secretEnv" (dict "name" "PGUSER" "secret" "x-credentials" "key" "PG_USERNAME") }}
*/}}
{{- define "platform.secretEnv" -}}
- name: {{ .name }}
  valueFrom:
    secretKeyRef: {name: {{ .secret }}, key: {{ .key }}}
{{- end }}
