{{/*
StatefulSet with one volume, and its headless service: pods have names that last (RELEASE-rabbitmq-0).
Usage: {{ include "auditflow.statefulSet" (dict "root" . "container" (include "rabbitmq.container" .) "volumes" "") }}
  container  text of the container; it mounts the volume `data`
  volumes    text of more volumes (optional)
  checksum   text whose change restarts the pods (optional)
*/}}
{{- define "auditflow.statefulSet" -}}
{{- $values := .root.Values -}}
apiVersion: apps/v1
kind: StatefulSet
{{ include "auditflow.metadata" (dict "root" .root) }}
spec:
  replicas: 1
  revisionHistoryLimit: {{ $values.revisionHistoryLimit }}
  serviceName: {{ include "auditflow.fullname" .root }}
  selector:
    matchLabels:
      {{- include "auditflow.selectorLabels" .root | nindent 6 }}
  template:
    metadata:
      labels:
        {{- include "auditflow.podLabels" .root | nindent 8 }}
      {{- with .checksum }}
      annotations:
        checksum/config: {{ . | sha256sum }}
      {{- end }}
    spec:
      {{- $volumes := .volumes | default "" }}
      {{- if not $values.persistence.enabled }}
      {{- $volumes = printf "- name: data\n  emptyDir: {}\n%s" $volumes | trim }}
      {{- end }}
      {{- include "auditflow.podSpec" (dict "root" .root "serviceAccount" (include "auditflow.serviceAccountName" .root)
        "containers" .container "volumes" $volumes) | nindent 6 }}
  {{- if $values.persistence.enabled }}
  volumeClaimTemplates:
    - metadata:
        name: data
      spec:
        accessModes: [ReadWriteOnce]
        {{- with $values.persistence.storageClassName | default $values.global.storageClassName }}
        storageClassName: {{ . }}
        {{- end }}
        resources:
          requests:
            storage: {{ $values.persistence.size }}
  {{- end }}
{{- end }}
