{{- define "rabbitmq.config" -}}
log.console = true
log.console.formatter = json
vm_memory_high_watermark.relative = {{ .Values.memoryHighWatermark }}
default_vhost = {{ .Values.global.rabbitmq.vhost }}
{{- end }}

{{- define "rabbitmq.container" -}}
- name: rabbitmq
  {{- include "auditflow.image" (dict "root" . "image" .Values.image) | nindent 2 }}
  securityContext:
    {{- toYaml .Values.securityContext | nindent 4 }}
  env:
    # The database has the node's name in its path: the name has to last
    - name: POD_NAME
      valueFrom:
        fieldRef: {fieldPath: metadata.name}
    - name: RABBITMQ_NODENAME
      value: rabbit@$(POD_NAME)
  envFrom:
    - secretRef:
        name: {{ include "auditflow.secretName" . }}
  ports:
    {{- range $name, $port := .Values.ports }}
    - name: {{ $name }}
      containerPort: {{ $port }}
      protocol: TCP
    {{- end }}
  startupProbe:
    tcpSocket: {port: amqp}
    periodSeconds: 5
    failureThreshold: 60
  livenessProbe:
    exec: {command: [rabbitmq-diagnostics, -q, ping]}
    periodSeconds: 60
    timeoutSeconds: 15
  readinessProbe:
    exec: {command: [rabbitmq-diagnostics, -q, check_port_connectivity]}
    periodSeconds: 30
    timeoutSeconds: 15
  resources:
    {{- toYaml .Values.resources | nindent 4 }}
  volumeMounts:
    - name: tmp
      mountPath: /tmp
    - name: data
      mountPath: /var/lib/rabbitmq
    - name: config
      mountPath: /etc/rabbitmq/conf.d/90-auditflow.conf
      subPath: auditflow.conf
      readOnly: true
    - name: config
      mountPath: /etc/rabbitmq/enabled_plugins
      subPath: enabled_plugins
      readOnly: true
{{- end }}

{{- define "rabbitmq.volumes" -}}
- name: config
  configMap:
    name: {{ include "auditflow.fullname" . }}-config
{{- end }}

{{/*
Publishes a message to a queue of its own, and reads it back.
*/}}
{{- define "rabbitmq.testPublish" -}}
- name: publish
  {{- include "auditflow.image" (dict "root" . "image" .Values.image) | nindent 2 }}
  envFrom:
    - secretRef:
        name: {{ include "auditflow.secretName" . }}
  command: [sh, -ec]
  args:
    - |
      admin() { rabbitmqadmin --host {{ include "auditflow.fullname" . }} --port {{ .Values.ports.management }} \
        --username "$RABBITMQ_DEFAULT_USER" --password "$RABBITMQ_DEFAULT_PASS" --vhost {{ .Values.global.rabbitmq.vhost | squote }} "$@"; }
      admin declare queue name=helm-test auto_delete=false durable=false
      admin publish routing_key=helm-test payload=hello
      admin get queue=helm-test ackmode=ack_requeue_false | grep -q hello
      admin delete queue name=helm-test
  {{- include "auditflow.testSettings" . | nindent 2 }}
{{- end }}
