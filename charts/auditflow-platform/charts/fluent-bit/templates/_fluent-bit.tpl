{{- define "fluent-bit.namespace" -}}
{{ .Values.namespace | default .Release.Namespace }}
{{- end }}

{{- define "fluent-bit.metadata" -}}
metadata:
  name: {{ include "auditflow.fullname" . }}
  namespace: {{ include "fluent-bit.namespace" . }}
  labels:
    {{- include "auditflow.labels" . | nindent 4 }}
{{- end }}

{{- define "fluent-bit.config" -}}
service:
  http_server: on
  http_port: 2020
  health_check: on
  storage.path: /var/lib/fluent-bit
  parsers_file: /fluent-bit/etc/parsers.conf
pipeline:
  inputs:
    - name: tail
      {{- if .Values.namespaces }}
      path: {{ range $i, $name := .Values.namespaces }}{{ if $i }},{{ end }}/var/log/containers/*_{{ $name }}_*.log{{ end }}
      {{- else }}
      path: /var/log/containers/*.log
      {{- end }}
      tag: kube.*
      multiline.parser: cri
      db: /var/lib/fluent-bit/tail.db
      mem_buf_limit: 16MB
      storage.type: filesystem
  filters:
    - name: kubernetes
      match: kube.*
      merge_log: on
      keep_log: off
      annotations: off
  outputs:
    - match: "*"
      {{- include "fluent-bit.output" .Values.output | nindent 6 }}
{{- end }}

{{/*
The backend, from the section `output`.
*/}}
{{- define "fluent-bit.output" -}}
name: {{ get (dict "loki" "loki" "elasticsearch" "es" "splunk" "splunk") .type }}
host: {{ .host }}
port: {{ .port }}
tls: {{ .tls | ternary "on" "off" }}
{{- if eq .type "loki" }}
labels: job=fluent-bit, cluster=auditflow
label_keys: $kubernetes['namespace_name'],$kubernetes['pod_name'],$kubernetes['container_name']
{{- else if eq .type "elasticsearch" }}
logstash_format: on
logstash_prefix: {{ .index }}
suppress_type_name: on
replace_dots: on
{{- else }}
event_index: {{ .index }}
splunk_send_raw: off
splunk_token: ${BACKEND_TOKEN}
{{- end }}
{{- if and .secretName (ne .type "splunk") }}
http_user: ${BACKEND_USER}
http_passwd: ${BACKEND_PASSWORD}
{{- end }}
{{- end }}

{{- define "fluent-bit.container" -}}
{{- $secret := .Values.output.secretName -}}
- name: fluent-bit
  {{- include "auditflow.image" (dict "root" . "image" .Values.image) | nindent 2 }}
  securityContext:
    {{- toYaml .Values.securityContext | nindent 4 }}
  command: [/fluent-bit/bin/fluent-bit, --config=/etc/fluent-bit/fluent-bit.yaml]
  env:
    - name: NODE_NAME
      valueFrom:
        fieldRef: {fieldPath: spec.nodeName}
    {{- if $secret }}
    {{- range eq .Values.output.type "splunk" | ternary (list "token") (list "user" "password") }}
    - name: BACKEND_{{ upper . }}
      valueFrom:
        secretKeyRef: {name: {{ $secret }}, key: {{ . }}}
    {{- end }}
    {{- end }}
  ports:
    - name: metrics
      containerPort: 2020
      protocol: TCP
  livenessProbe:
    httpGet: {path: /, port: metrics}
  readinessProbe:
    httpGet: {path: /api/v1/health, port: metrics}
  resources:
    {{- toYaml .Values.resources | nindent 4 }}
  volumeMounts:
    - name: tmp
      mountPath: /tmp
    - name: config
      mountPath: /etc/fluent-bit
      readOnly: true
    - name: logs
      mountPath: /var/log
      readOnly: true
    - name: state
      mountPath: /var/lib/fluent-bit
{{- end }}

{{- define "fluent-bit.volumes" -}}
- name: config
  configMap:
    name: {{ include "auditflow.fullname" . }}
- name: logs
  hostPath:
    path: /var/log
    type: Directory
# How far each file was read: kept on the node, so that a restart neither loses nor repeats lines
- name: state
  hostPath:
    path: /var/lib/{{ include "fluent-bit.namespace" . }}-{{ include "auditflow.fullname" . }}
    type: DirectoryOrCreate
{{- end }}
