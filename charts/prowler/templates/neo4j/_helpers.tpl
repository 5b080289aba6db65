{{/*
Name of every Neo4j resource.
*/}}
{{- define "prowler.neo4j.fullname" -}}
{{- printf "%s-neo4j" (include "prowler.fullname" .) }}
{{- end }}

{{/*
Labels of the Neo4j resources.
*/}}
{{- define "prowler.neo4j.labels" -}}
{{ include "prowler.labels" . }}
app.kubernetes.io/component: neo4j
{{- end }}

{{/*
Labels that select the Neo4j pod.
*/}}
{{- define "prowler.neo4j.selectorLabels" -}}
app.kubernetes.io/name: {{ include "prowler.neo4j.fullname" . }}
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end }}

{{/*
Create the name of the Neo4j service account to use
*/}}
{{- define "prowler.neo4j.serviceAccountName" -}}
{{- if .Values.neo4j.serviceAccount.create }}
{{- default (include "prowler.neo4j.fullname" .) .Values.neo4j.serviceAccount.name }}
{{- else }}
{{- default "default" .Values.neo4j.serviceAccount.name }}
{{- end }}
{{- end }}
