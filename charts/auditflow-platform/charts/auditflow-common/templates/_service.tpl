{{/*
Service of a chart: its key `ports` maps names to the ports that the container listens on, `service.ports`
to those of the Service where they differ.
*/}}
{{- define "auditflow.service" -}}
apiVersion: v1
kind: Service
{{ include "auditflow.metadata" (dict "root" . "annotations" .Values.service.annotations) }}
spec:
  type: {{ .Values.service.type }}
  {{- if .Values.service.headless }}
  clusterIP: None
  {{- end }}
  selector:
    {{- include "auditflow.selectorLabels" . | nindent 4 }}
  ports:
    {{- range $name, $port := .Values.ports }}
    - name: {{ $name }}
      port: {{ get ($.Values.service.ports | default dict) $name | default $port }}
      targetPort: {{ $name }}
      protocol: TCP
    {{- end }}
{{- end }}

{{/*
ServiceMonitor of a chart with a port named `metrics` or `http`; nothing where monitoring is off.
*/}}
{{- define "auditflow.serviceMonitor" -}}
{{- if .Values.global.monitoring.enabled -}}
apiVersion: monitoring.coreos.com/v1
kind: ServiceMonitor
{{ include "auditflow.metadata" (dict "root" .) }}
spec:
  selector:
    matchLabels:
      {{- include "auditflow.selectorLabels" . | nindent 6 }}
  endpoints:
    - port: {{ hasKey .Values.ports "metrics" | ternary "metrics" "http" }}
      path: /metrics
      interval: {{ .Values.global.monitoring.interval }}
{{- end }}
{{- end }}
