{{/*
What the chart says about the pods of the members; the operator merges it into its own.
*/}}
{{- define "mongodb.podSpec" -}}
serviceAccountName: {{ .Values.serviceAccountName }}
securityContext:
  {{- toYaml .Values.podSecurityContext | nindent 2 }}
initContainers:
  {{- range $name := list "mongod-posthook" "mongodb-agent-readinessprobe" }}
  {{- include "mongodb.container" (dict "root" $ "name" $name "resources" $.Values.resources.init) | nindent 2 }}
  {{- end }}
containers:
  {{- include "mongodb.container" (dict "root" . "name" "mongod" "resources" .Values.resources.mongod) | nindent 2 }}
  {{- include "mongodb.container" (dict "root" . "name" "mongodb-agent" "resources" .Values.resources.agent) | nindent 2 }}
{{- with .Values.nodeSelector }}
nodeSelector:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .Values.tolerations }}
tolerations:
  {{- toYaml . | nindent 2 }}
{{- end }}
affinity:
  {{- with .Values.affinity }}
  {{- toYaml . | nindent 2 }}
  {{- else }}
  podAntiAffinity:
    preferredDuringSchedulingIgnoredDuringExecution:
      - weight: 100
        podAffinityTerm:
          topologyKey: kubernetes.io/hostname
          labelSelector:
            matchLabels:
              {{- include "mongodb.memberLabels" . | nindent 14 }}
  {{- end }}
{{- end }}
