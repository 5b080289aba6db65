{{/*
Environment of the service from its section `config`.
*/}}
{{- define "audit-event-generator.config" -}}
EVENTS_PER_SECOND: {{ .Values.config.eventsPerSecond | quote }}
RABBITMQ_QUEUE: {{ .Values.config.queue | quote }}
{{- end }}
