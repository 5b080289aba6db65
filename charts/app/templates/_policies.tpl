{{/*
Which resources a Kyverno rule is for. Kyverno applies rules for pods to what makes pods, too.
Usage: {{ include "app.policyScope" (dict "kinds" (list "Pod") "kyverno" .Values.kyverno) }}
*/}}
{{- define "app.policyScope" -}}
match:
  resources:
    kinds:
      {{- toYaml .kinds | nindent 6 }}
{{- with .kyverno.excludedNamespaces }}
exclude:
  any:
    - resources:
        namespaces:
          {{- toYaml . | nindent 10 }}
{{- end }}
{{- end }}

{{/*
Egress rule for name resolution by the cluster's DNS.
*/}}
{{- define "app.dnsEgress" -}}
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

{{/*
Labels that select the pod of `helm test`: it is no pod of the service.
*/}}
{{- define "app.testLabels" -}}
app.kubernetes.io/name: {{ include "app.name" . }}-test
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end }}
