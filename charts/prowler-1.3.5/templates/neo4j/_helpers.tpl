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
