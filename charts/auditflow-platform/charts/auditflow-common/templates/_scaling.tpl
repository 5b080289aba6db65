{{/*
HorizontalPodAutoscaler of a service: CPU, and what `autoscaling.metrics` adds. Nothing where it is off.
*/}}
{{- define "auditflow.autoscaler" -}}
{{- with .Values.autoscaling }}
{{- if .enabled -}}
{{- if gt (int .minReplicas) (int .maxReplicas) }}
{{- fail (printf "%s.autoscaling: minReplicas (%v) is above maxReplicas (%v)" $.Chart.Name .minReplicas .maxReplicas) }}
{{- end -}}
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
{{ include "auditflow.metadata" (dict "root" $) }}
spec:
  scaleTargetRef:
    apiVersion: apps/v1
    kind: Deployment
    name: {{ include "auditflow.fullname" $ }}
  minReplicas: {{ .minReplicas }}
  maxReplicas: {{ .maxReplicas }}
  metrics:
    - type: Resource
      resource:
        name: cpu
        target:
          type: Utilization
          averageUtilization: {{ .targetCPUUtilizationPercentage }}
    {{- with .metrics }}
    {{- toYaml . | nindent 4 }}
    {{- end }}
{{- end }}
{{- end }}
{{- end }}

{{/*
PodDisruptionBudget of a chart. Nothing where it is off.
*/}}
{{- define "auditflow.disruptionBudget" -}}
{{- with .Values.podDisruptionBudget }}
{{- if .enabled -}}
apiVersion: policy/v1
kind: PodDisruptionBudget
{{ include "auditflow.metadata" (dict "root" $) }}
spec:
  {{- if kindIs "invalid" .minAvailable }}
  maxUnavailable: {{ .maxUnavailable }}
  {{- else }}
  minAvailable: {{ .minAvailable }}
  {{- end }}
  selector:
    matchLabels:
      {{- include "auditflow.selectorLabels" $ | nindent 6 }}
{{- end }}
{{- end }}
{{- end }}
