{{/*
The pool of servers, without its name.
*/}}
{{- define "minio.pool" -}}
{{- with .Values.tenant.pool -}}
servers: {{ .servers }}
volumesPerServer: {{ .volumesPerServer }}
volumeClaimTemplate:
  metadata:
    name: data
  spec:
    accessModes: [ReadWriteOnce]
    {{- with .storageClassName }}
    storageClassName: {{ . }}
    {{- end }}
    resources:
      requests:
        storage: {{ .size }}
labels:
  {{- include "minio.ownerLabels" $ | nindent 2 }}
resources:
  {{- toYaml .resources | nindent 2 }}
securityContext:
  {{- toYaml $.Values.podSecurityContext | nindent 2 }}
containerSecurityContext:
  {{- toYaml $.Values.containerSecurityContext | nindent 2 }}
{{- with .nodeSelector }}
nodeSelector:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .tolerations }}
tolerations:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .affinity }}
affinity:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- end }}
{{- end }}
