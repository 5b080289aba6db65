{{/*
Environment of the service from its section `config`.
*/}}
{{- define "audit-log-analysis.config" -}}
{{- with .Values.config -}}
FAILED_LOGIN_THRESHOLD: {{ .failedLogin.threshold | quote }}
FAILED_LOGIN_WINDOW_SECONDS: {{ .failedLogin.windowSeconds | quote }}
SENSITIVE_FILES: {{ join "," .sensitiveFiles | quote }}
REDIS_CHECK_SECONDS: {{ .redisCheckSeconds | quote }}
RABBITMQ_QUEUE: {{ .eventQueue | quote }}
RABBITMQ_ALERT_QUEUE: {{ .alertQueue | quote }}
{{- end -}}
{{- end }}
