{{/*
Pod that makes a backup.
Usage: {{ include "platform.backupPod" (dict "root" . "reason" "scheduled") }}
*/}}
{{- define "platform.backupPod" -}}
{{- include "auditflow.podSpec" (dict "root" .root "restartPolicy" "Never" "containers" (include "platform.backupContainer" .)
  "volumes" (include "platform.backupVolumes" .root) "securityContext" (include "auditflow.restrictedPod" 70 | fromYaml)) }}
{{- end }}

{{- define "platform.backupContainer" -}}
{{- $postgresql := .root.Values.global.postgresql -}}
{{- $secret := include "auditflow.peerSecretName" (dict "root" .root "peer" "postgresql-backup") -}}
- name: backup
  {{- include "auditflow.image" (dict "root" .root "image" .root.Values.backup.image) | nindent 2 }}
  command: [sh, -ec]
  args:
    - |
      {{- .root.Files.Get "files/backup.sh" | trim | nindent 6 }}
  env:
    - name: REASON
      value: {{ .reason }}
    - name: KEEP_DAYS
      value: {{ .root.Values.backup.keepDays | quote }}
    - name: PGHOST
      value: {{ include "auditflow.host" (dict "root" .root "peer" "postgresql") | quote }}
    - name: PGPORT
      value: {{ $postgresql.port | quote }}
    - name: PGDATABASE
      value: {{ $postgresql.database | quote }}
    {{- include "platform.secretEnv" (dict "name" "PGUSER" "secret" $secret "key" "PGUSER") | nindent 4 }}
    {{- include "platform.secretEnv" (dict "name" "PGPASSWORD" "secret" $secret "key" "PGPASSWORD") | nindent 4 }}
  {{- include "platform.jobContainer" .root | nindent 2 }}
  volumeMounts:
    - name: tmp
      mountPath: /tmp
    - name: backup
      mountPath: /backup
{{- end }}

{{- define "platform.backupVolumes" -}}
- name: backup
  persistentVolumeClaim:
    claimName: {{ .Values.backup.existingClaim | default (include "auditflow.peerName" (dict "root" . "peer" "postgresql-backup")) }}
{{- end }}
