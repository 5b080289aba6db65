{{/*
Environment of the service from its section `config`.
*/}}
{{- define "notification-service.config" -}}
{{- with .Values.config -}}
RABBITMQ_ALERT_QUEUE: {{ .alertQueue | quote }}
DB_BATCH_SIZE: {{ .batchSize | quote }}
DB_BATCH_SECONDS: {{ .batchSeconds | quote }}
RETRY_SECONDS: {{ .retrySeconds | quote }}
{{- end -}}
{{- end }}
