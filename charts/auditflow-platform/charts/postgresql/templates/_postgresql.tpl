{{- define "postgresql.container" -}}
- name: postgresql
  {{- include "auditflow.image" (dict "root" . "image" .Values.image) | nindent 2 }}
  securityContext:
    {{- toYaml .Values.securityContext | nindent 4 }}
  env:
    - name: POSTGRES_DB
      value: {{ .Values.global.postgresql.database | quote }}
    # A folder of its own: the root of a volume may hold lost+found
    - name: PGDATA
      value: /var/lib/postgresql/data/pgdata
    - name: POSTGRES_INITDB_ARGS
      value: --auth-host=scram-sha-256 --data-checksums
  envFrom:
    - secretRef:
        name: {{ include "auditflow.secretName" . }}
  ports:
    {{- range $name, $port := .Values.ports }}
    - name: {{ $name }}
      containerPort: {{ $port }}
      protocol: TCP
    {{- end }}
  {{- range $probe, $seconds := dict "startupProbe" 5 "livenessProbe" 30 "readinessProbe" 10 }}
  {{ $probe }}:
    exec:
      command: [sh, -c, 'exec pg_isready --quiet --host 127.0.0.1 --username "$POSTGRES_USER" --dbname "$POSTGRES_DB"']
    periodSeconds: {{ $seconds }}
    timeoutSeconds: 5
    failureThreshold: {{ eq $probe "startupProbe" | ternary 60 3 }}
  {{- end }}
  resources:
    {{- toYaml .Values.resources | nindent 4 }}
  volumeMounts:
    - name: tmp
      mountPath: /tmp
    - name: data
      mountPath: /var/lib/postgresql/data
    - name: run
      mountPath: /var/run/postgresql
    - name: init
      mountPath: /docker-entrypoint-initdb.d
      readOnly: true
{{- end }}

{{- define "postgresql.volumes" -}}
- name: run
  emptyDir: {}
- name: init
  configMap:
    name: {{ include "auditflow.fullname" . }}-init
{{- end }}
