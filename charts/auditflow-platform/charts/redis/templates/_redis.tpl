{{- define "redis.container" -}}
- name: redis
  {{- include "auditflow.image" (dict "root" . "image" .Values.image) | nindent 2 }}
  securityContext:
    {{- toYaml .Values.securityContext | nindent 4 }}
  # The password comes with the configuration on standard input: it is in no argument and no file
  command: [sh, -ec]
  args:
    - |
      exec redis-server - <<CONFIG
      dir /data
      maxmemory {{ .Values.maxMemory }}
      maxmemory-policy allkeys-lru
      appendonly {{ .Values.persistence.enabled | ternary "yes" "no" }}
      requirepass $REDIS_PASSWORD
      CONFIG
  envFrom:
    - secretRef:
        name: {{ include "auditflow.secretName" . }}
  ports:
    {{- range $name, $port := .Values.ports }}
    - name: {{ $name }}
      containerPort: {{ $port }}
      protocol: TCP
    {{- end }}
  livenessProbe:
    tcpSocket: {port: redis}
    periodSeconds: 15
  readinessProbe:
    exec:
      command: [sh, -c, 'REDISCLI_AUTH="$REDIS_PASSWORD" redis-cli ping | grep -qx PONG']
    periodSeconds: 10
    timeoutSeconds: 3
  resources:
    {{- toYaml .Values.resources | nindent 4 }}
  volumeMounts:
    - name: tmp
      mountPath: /tmp
    - name: data
      mountPath: /data
{{- end }}
