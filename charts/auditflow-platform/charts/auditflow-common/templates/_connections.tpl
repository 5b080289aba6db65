{{/*
What a service uses: the key `uses` of its values lists peers. From that list come its environment and its egress rules.
*/}}

{{/*
Host of a peer: the one that global names, or the chart's own service.
Usage: {{ include "auditflow.host" (dict "root" . "peer" "rabbitmq") }}
*/}}
{{- define "auditflow.host" -}}
{{- $outside := get .root.Values.global .peer | default dict -}}
{{- $outside.host | default (include "auditflow.peerName" .) }}
{{- end }}

{{/*
Environment that says where the peers of a chart are, as YAML.
*/}}
{{- define "auditflow.connections" -}}
{{- $global := .Values.global -}}
{{- range .Values.uses }}
{{- $host := include "auditflow.host" (dict "root" $ "peer" .) }}
{{- if eq . "rabbitmq" }}
RABBITMQ_HOST: {{ $host | quote }}
RABBITMQ_PORT: {{ $global.rabbitmq.port | quote }}
RABBITMQ_VHOST: {{ $global.rabbitmq.vhost | quote }}
{{- else if eq . "postgresql" }}
PG_HOST: {{ $host | quote }}
PG_PORT: {{ $global.postgresql.port | quote }}
PG_DB: {{ $global.postgresql.database | quote }}
{{- else if eq . "redis" }}
REDIS_HOST: {{ $host | quote }}
REDIS_PORT: {{ $global.redis.port | quote }}
{{- else if eq . "notification-service" }}
NOTIFICATION_SERVICE_URL: {{ printf "http://%s:%v" $host $global.ports.notification | quote }}
{{- else }}
{{- fail (printf "%s: `uses` does not know %q" $.Chart.Name .) }}
{{- end }}
{{- end }}
{{- with $global.tracing }}
{{- if .enabled }}
OTEL_SERVICE_NAME: {{ $.Chart.Name | quote }}
OTEL_RESOURCE_ATTRIBUTES: {{ printf "service.namespace=auditflow,k8s.namespace.name=%s" $.Release.Namespace | quote }}
OTEL_EXPORTER_OTLP_ENDPOINT: {{ include "auditflow.tracingEndpoint" $ | quote }}
OTEL_EXPORTER_OTLP_PROTOCOL: "http/protobuf"
OTEL_TRACES_SAMPLER: "parentbased_traceidratio"
OTEL_TRACES_SAMPLER_ARG: {{ .ratio | quote }}
OTEL_PROPAGATORS: "tracecontext,baggage"
{{- end }}
{{- end }}
{{- end }}

{{/*
Where traces are sent: the address that global names, or the platform's collector.
*/}}
{{- define "auditflow.tracingEndpoint" -}}
{{- .Values.global.tracing.endpoint | default (printf "http://%s:4318" (include "auditflow.peerName" (dict "root" . "peer" "opentelemetry-collector"))) }}
{{- end }}

{{/*
Port of a peer, for egress rules.
*/}}
{{- define "auditflow.peerPort" -}}
{{- $global := .root.Values.global -}}
{{- if eq .peer "notification-service" }}{{ $global.ports.notification }}{{ else }}{{ (get $global .peer).port }}{{ end }}
{{- end }}
