{{/*
Environment of the service from its section `config`.
*/}}
{{- define "event-audit-dashboard.config" -}}
REFRESH_SECONDS: {{ .Values.config.refreshSeconds | quote }}
{{- end }}
