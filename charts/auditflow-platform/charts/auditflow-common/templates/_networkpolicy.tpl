{{/*
NetworkPolicy of a chart: who may reach its pods (`networkPolicy.clients`), and whom they may reach (`uses`).
Nothing where global.networkPolicy.enabled is false.
*/}}
{{- define "auditflow.networkPolicy" -}}
{{- if .Values.global.networkPolicy.enabled -}}
{{- include "auditflow.policy" (dict "root" . "component" .Chart.Name "clients" .Values.networkPolicy.clients
  "uses" .Values.uses "api" (include "auditflow.usesApi" .)
  "egress" .Values.networkPolicy.egress "tracing" (hasKey .Values "uses") "extraEgress" .Values.networkPolicy.extraEgress) }}
{{- end }}
{{- end }}

{{/*
A policy for the pods of a chart, or of one of its jobs.
Usage: {{ include "auditflow.policy" (dict "root" . "component" "rabbitmq-users" "uses" (list "rabbitmq")) }}
  component    name of the pods (app.kubernetes.io/name)
  clients      list of {from, ports}: `from` is a component, or `ingress-controller`, `monitoring`, `tests`, `anywhere`
  uses         components they reach, each on its port
  egress       list of {to, ports}: components they reach on other ports
  api          whether they reach the Kubernetes API
  tracing      whether they send traces
  extraEgress  more rules, as in a NetworkPolicy
  annotations  of the policy
*/}}
{{- define "auditflow.policy" -}}
{{- $root := .root -}}
{{- $global := .root.Values.global -}}
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
{{ include "auditflow.metadata" (dict "root" .root "component" .component "annotations" .annotations) }}
spec:
  podSelector:
    matchLabels:
      {{- include "auditflow.peerLabels" (dict "root" .root "peer" .component) | nindent 6 }}
  policyTypes: [Ingress, Egress]
  {{- with .clients }}
  ingress:
    {{- range . }}
    {{- if eq .from "anywhere" }}
    - ports:
    {{- else }}
    - from:
        {{- include "auditflow.policyPeer" (dict "root" $root "peer" .from) | nindent 8 }}
      ports:
    {{- end }}
        {{- include "auditflow.policyPorts" .ports | nindent 8 }}
    {{- end }}
  {{- end }}
  egress:
    {{- include "auditflow.dnsEgress" $global | nindent 4 }}
    {{- range .uses }}
    {{- $peer := dict "root" $root "peer" . }}
    # {{ . }}
    {{- if (get $global . | default dict).host }}
    - ports:
        {{- include "auditflow.policyPorts" (list (include "auditflow.peerPort" $peer)) | nindent 8 }}
    {{- else }}
    - to:
        {{- include "auditflow.policyPeer" $peer | nindent 8 }}
      ports:
        {{- include "auditflow.policyPorts" (list (include "auditflow.peerPort" $peer)) | nindent 8 }}
    {{- end }}
    {{- end }}
    {{- range .egress }}
    - to:
        {{- include "auditflow.policyPeer" (dict "root" $root "peer" .to) | nindent 8 }}
      ports:
        {{- include "auditflow.policyPorts" .ports | nindent 8 }}
    {{- end }}
    {{- if and .tracing $global.tracing.enabled }}
    # Traces
    {{- if $global.tracing.endpoint }}
    - ports:
        {{- include "auditflow.policyPorts" (list 4318) | nindent 8 }}
    {{- else }}
    - to:
        {{- include "auditflow.policyPeer" (dict "root" $root "peer" "opentelemetry-collector") | nindent 8 }}
      ports:
        {{- include "auditflow.policyPorts" (list 4318) | nindent 8 }}
    {{- end }}
    {{- end }}
    {{- if .api }}
    # The Kubernetes API
    - to:
        - ipBlock:
            cidr: {{ $global.networkPolicy.apiCidr }}
      ports:
        {{- include "auditflow.policyPorts" $global.networkPolicy.apiPorts | nindent 8 }}
    {{- end }}
    {{- with .extraEgress }}
    {{- toYaml . | nindent 4 }}
    {{- end }}
{{- end }}

{{/*
The peer of a rule.
*/}}
{{- define "auditflow.policyPeer" -}}
{{- $policy := .root.Values.global.networkPolicy -}}
{{- if eq .peer "ingress-controller" -}}
- namespaceSelector:
    matchLabels:
      kubernetes.io/metadata.name: {{ $policy.ingressNamespace | default .root.Release.Namespace }}
  podSelector:
    matchLabels:
      app.kubernetes.io/name: ingress-nginx
{{- else if eq .peer "monitoring" -}}
- namespaceSelector:
    matchLabels:
      kubernetes.io/metadata.name: {{ $policy.monitoringNamespace }}
{{- else if eq .peer "tests" -}}
- podSelector:
    matchLabels:
      app.kubernetes.io/instance: {{ .root.Release.Name }}
      auditflow.io/role: test
{{- else -}}
- podSelector:
    matchLabels:
      {{- include "auditflow.peerLabels" . | nindent 6 }}
{{- end }}
{{- end }}

{{- define "auditflow.policyPorts" -}}
{{- range $i, $port := . }}
{{- if $i }}
{{ end -}}
- port: {{ $port }}
  protocol: TCP
{{- end }}
{{- end }}

{{/*
Egress rule for name resolution by the cluster's DNS.
*/}}
{{- define "auditflow.dnsEgress" -}}
- to:
    - namespaceSelector:
        matchLabels:
          kubernetes.io/metadata.name: kube-system
      podSelector:
        matchLabels:
          k8s-app: kube-dns
  ports:
    - port: 53
      protocol: UDP
    - port: 53
      protocol: TCP
{{- end }}
