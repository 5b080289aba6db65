{{- define "opentelemetry-collector.config" -}}
{{- $exporter := empty .Values.backend.endpoint | ternary "debug" "otlp" -}}
receivers:
  otlp:
    protocols:
      grpc:
        endpoint: 0.0.0.0:{{ index .Values.ports "otlp-grpc" }}
      http:
        endpoint: 0.0.0.0:{{ index .Values.ports "otlp-http" }}
processors:
  memory_limiter:
    check_interval: 1s
    limit_percentage: 80
    spike_limit_percentage: 20
  batch: {}
exporters:
  {{- if .Values.backend.endpoint }}
  otlp:
    endpoint: {{ .Values.backend.endpoint | quote }}
    tls:
      insecure: {{ not .Values.backend.tls }}
  {{- else }}
  debug: {}
  {{- end }}
extensions:
  health_check:
    endpoint: 0.0.0.0:13133
service:
  extensions: [health_check]
  telemetry:
    metrics:
      readers:
        - pull:
            exporter:
              prometheus:
                host: 0.0.0.0
                port: {{ .Values.ports.metrics }}
  pipelines:
    traces:
      receivers: [otlp]
      processors: [memory_limiter, batch]
      exporters: [{{ $exporter }}]
{{- end }}

{{- define "opentelemetry-collector.container" -}}
- name: collector
  {{- include "auditflow.image" (dict "root" . "image" .Values.image) | nindent 2 }}
  securityContext:
    {{- toYaml .Values.securityContext | nindent 4 }}
  args: [--config=/etc/otelcol/collector.yaml]
  ports:
    {{- range $name, $port := .Values.ports }}
    - name: {{ $name }}
      containerPort: {{ $port }}
      protocol: TCP
    {{- end }}
  livenessProbe:
    httpGet: {path: /, port: 13133}
  readinessProbe:
    httpGet: {path: /, port: 13133}
  resources:
    {{- toYaml .Values.resources | nindent 4 }}
  volumeMounts:
    - name: tmp
      mountPath: /tmp
    - name: config
      mountPath: /etc/otelcol
      readOnly: true
{{- end }}

{{- define "opentelemetry-collector.volumes" -}}
- name: config
  configMap:
    name: {{ include "auditflow.fullname" . }}-config
{{- end }}
