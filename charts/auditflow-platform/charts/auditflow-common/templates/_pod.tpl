{{/*
Spec of a pod: what all workloads of the platform have alike.
Usage: {{ include "auditflow.podSpec" (dict "root" . "containers" (include "x.containers" .)) }}
  containers, initContainers, volumes  text of the lists; volumes and initContainers are optional. /tmp is always a volume.
  securityContext                      of the pod; without it the chart's podSecurityContext
  serviceAccount, token                account, and whether its token is mounted (false)
  restartPolicy                        of jobs
*/}}
{{- define "auditflow.podSpec" -}}
{{- $values := .root.Values -}}
serviceAccountName: {{ .serviceAccount | default "default" }}
automountServiceAccountToken: {{ .token | default false }}
{{- with .restartPolicy }}
restartPolicy: {{ . }}
{{- end }}
{{- with $values.global.imagePullSecrets }}
imagePullSecrets:
  {{- toYaml . | nindent 2 }}
{{- end }}
securityContext:
  {{- toYaml (.securityContext | default $values.podSecurityContext) | nindent 2 }}
{{- with $values.terminationGracePeriodSeconds }}
terminationGracePeriodSeconds: {{ . }}
{{- end }}
{{- with .initContainers }}
initContainers:
  {{- . | nindent 2 }}
{{- end }}
containers:
  {{- .containers | nindent 2 }}
volumes:
  - name: tmp
    emptyDir: {}
  {{- with .volumes }}
  {{- . | nindent 2 }}
  {{- end }}
{{- include "auditflow.placement" $values }}
{{- end }}

{{/*
Where pods run. Takes the values of a chart.
*/}}
{{- define "auditflow.placement" -}}
{{- range $key := list "nodeSelector" "tolerations" "affinity" "topologySpreadConstraints" }}
{{- with get $ $key }}
{{ $key }}:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- end }}
{{- end }}

{{/*
Labels of a pod.
*/}}
{{- define "auditflow.podLabels" -}}
{{ include "auditflow.selectorLabels" . }}
{{ include "auditflow.ownerLabels" . }}
{{- with .Values.podLabels }}
{{ toYaml . }}
{{- end }}
{{- end }}

{{/*
Security context of a container without any right, for containers that have no values of their own (jobs, tests).
*/}}
{{- define "auditflow.restrictedContainer" -}}
readOnlyRootFilesystem: true
allowPrivilegeEscalation: false
capabilities:
  drop: [ALL]
{{- end }}

{{/*
Security context of such a pod.
Usage: {{ include "auditflow.restrictedPod" 999 }}
*/}}
{{- define "auditflow.restrictedPod" -}}
runAsNonRoot: true
runAsUser: {{ . }}
runAsGroup: {{ . }}
fsGroup: {{ . }}
seccompProfile:
  type: RuntimeDefault
{{- end }}
