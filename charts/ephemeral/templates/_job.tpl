{{/*
Everything a job needs: account, rights, script, schedule, network policy.
Usage: {{ include "ephemeral.job" (dict "root" . "job" "cleanup" "values" .Values.cleanup "verbs" (list "delete") "env" $env) }}
  job     name of the job; its script is files/JOB.sh
  values  its section of values.yaml
  verbs   what it may do with namespaces, besides reading them
  env     its environment, a dict
*/}}
{{- define "ephemeral.job" -}}
{{ include "ephemeral.jobRights" . }}
---
{{ include "ephemeral.jobScript" . }}
---
{{ include "ephemeral.cronJob" . }}
{{- if .root.Values.jobs.networkPolicy.enabled }}
---
{{ include "ephemeral.jobNetworkPolicy" . }}
{{- end }}
{{- end }}

{{- define "ephemeral.jobMetadata" -}}
metadata:
  name: {{ include "ephemeral.jobName" . }}
  namespace: {{ .root.Release.Namespace }}
  labels:
    {{- include "ephemeral.labels" .root | nindent 4 }}
    app.kubernetes.io/component: {{ .job }}
{{- end }}

{{- define "ephemeral.jobRights" -}}
apiVersion: v1
kind: ServiceAccount
{{ include "ephemeral.jobMetadata" . }}
automountServiceAccountToken: false
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata:
  name: {{ include "ephemeral.clusterRoleName" . }}
  labels:
    {{- include "ephemeral.labels" .root | nindent 4 }}
rules:
  - apiGroups: [""]
    resources: [namespaces]
    verbs: {{ concat (list "get" "list") .verbs | toJson }}
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata:
  name: {{ include "ephemeral.clusterRoleName" . }}
  labels:
    {{- include "ephemeral.labels" .root | nindent 4 }}
roleRef:
  apiGroup: rbac.authorization.k8s.io
  kind: ClusterRole
  name: {{ include "ephemeral.clusterRoleName" . }}
subjects:
  - kind: ServiceAccount
    name: {{ include "ephemeral.jobName" . }}
    namespace: {{ .root.Release.Namespace }}
{{- end }}

{{- define "ephemeral.jobScript" -}}
apiVersion: v1
kind: ConfigMap
{{ include "ephemeral.jobMetadata" . }}
data:
  {{ .job }}.sh: |
    {{- .root.Files.Get (printf "files/%s.sh" .job) | trim | nindent 4 }}
{{- end }}

{{- define "ephemeral.cronJob" -}}
{{- $jobs := .root.Values.jobs -}}
apiVersion: batch/v1
kind: CronJob
{{ include "ephemeral.jobMetadata" . }}
spec:
  schedule: {{ .values.schedule | quote }}
  timeZone: {{ $jobs.timeZone }}
  concurrencyPolicy: Forbid
  startingDeadlineSeconds: 300
  successfulJobsHistoryLimit: {{ $jobs.successfulJobsHistoryLimit }}
  failedJobsHistoryLimit: {{ $jobs.failedJobsHistoryLimit }}
  jobTemplate:
    spec:
      backoffLimit: 1
      activeDeadlineSeconds: {{ $jobs.activeDeadlineSeconds }}
      template:
        metadata:
          labels:
            {{- include "ephemeral.jobLabels" . | nindent 12 }}
            {{- include "ephemeral.ownerLabels" .root | nindent 12 }}
        spec:
          {{- include "ephemeral.podSpec" (merge (dict "command" (list "sh" (printf "/scripts/%s.sh" .job))) .) | nindent 10 }}
{{- end }}

{{/*
Spec of a pod that runs `command` with the account and the script of a job.
*/}}
{{- define "ephemeral.podSpec" -}}
{{- $jobs := .root.Values.jobs -}}
restartPolicy: Never
serviceAccountName: {{ include "ephemeral.jobName" . }}
automountServiceAccountToken: true
{{- with $jobs.imagePullSecrets }}
imagePullSecrets:
  {{- toYaml . | nindent 2 }}
{{- end }}
securityContext:
  {{- toYaml $jobs.podSecurityContext | nindent 2 }}
containers:
  - name: {{ .job }}
    image: {{ include "ephemeral.image" .root | quote }}
    imagePullPolicy: {{ $jobs.image.pullPolicy }}
    command: {{ toJson .command }}
    env:
      - name: HOME
        value: /tmp
      {{- range $name, $value := .env }}
      - name: {{ $name }}
        value: {{ $value | quote }}
      {{- end }}
    securityContext:
      {{- toYaml $jobs.securityContext | nindent 6 }}
    resources:
      {{- toYaml $jobs.resources | nindent 6 }}
    volumeMounts:
      - name: scripts
        mountPath: /scripts
        readOnly: true
      - name: tmp
        mountPath: /tmp
volumes:
  - name: scripts
    configMap:
      name: {{ include "ephemeral.jobName" . }}
  - name: tmp
    emptyDir: {}
{{- with $jobs.nodeSelector }}
nodeSelector:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with $jobs.tolerations }}
tolerations:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- end }}

{{- define "ephemeral.jobNetworkPolicy" -}}
{{- $policy := .root.Values.jobs.networkPolicy -}}
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
{{ include "ephemeral.jobMetadata" . }}
spec:
  podSelector:
    matchLabels:
      {{- include "ephemeral.jobLabels" . | nindent 6 }}
  policyTypes: [Ingress, Egress]
  egress:
    {{- include "ephemeral.dnsEgress" .root | nindent 4 }}
    - to:
        - ipBlock:
            cidr: {{ $policy.apiCidr }}
      ports:
        {{- range $policy.apiPorts }}
        - port: {{ . }}
          protocol: TCP
        {{- end }}
{{- end }}
