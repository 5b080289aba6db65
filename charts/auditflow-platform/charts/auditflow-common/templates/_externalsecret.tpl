{{/*
ExternalSecret of a chart: its key `secrets` maps names of environment variables to credentials, and the External Secrets
Operator writes them to the secret RELEASE-CHART-credentials.
*/}}
{{- define "auditflow.externalSecret" -}}
{{- include "auditflow.externalSecretOf" (dict "root" . "component" .Chart.Name "secrets" .Values.secrets) }}
{{- end }}

{{/*
The same for a part of the platform that is no chart.
Usage: {{ include "auditflow.externalSecretOf" (dict "root" . "component" "rabbitmq-users" "secrets" $secrets) }}
*/}}
{{- define "auditflow.externalSecretOf" -}}
{{- $settings := .root.Values.global.externalSecrets -}}
{{- $given := include "auditflow.peerName" (dict "root" .root "peer" "credentials") -}}
apiVersion: {{ $settings.apiVersion }}
kind: ExternalSecret
{{ include "auditflow.metadata" (dict "root" .root "component" .component "suffix" "credentials") }}
spec:
  refreshInterval: {{ $settings.refreshInterval }}
  secretStoreRef:
    {{- if eq $settings.source "values" }}
    kind: SecretStore
    name: {{ $given }}
    {{- else }}
    kind: {{ $settings.store.kind }}
    name: {{ $settings.store.name }}
    {{- end }}
  target:
    name: {{ include "auditflow.peerSecretName" (dict "root" .root "peer" .component) }}
    creationPolicy: Owner
  data:
    {{- range $variable, $from := .secrets }}
    - secretKey: {{ $variable }}
      remoteRef:
        {{- if eq $settings.source "values" }}
        key: {{ $given }}
        property: {{ printf "%s.%s" (replace "/" "." $from.key) $from.property }}
        {{- else }}
        key: {{ printf "%s/%s" $settings.keyPrefix $from.key }}
        property: {{ $from.property }}
        {{- end }}
    {{- end }}
{{- end }}

{{/*
Name of the secret with the credentials of a chart.
*/}}
{{- define "auditflow.secretName" -}}
{{ include "auditflow.peerSecretName" (dict "root" . "peer" .Chart.Name) }}
{{- end }}

{{/*
The same of another chart.
*/}}
{{- define "auditflow.peerSecretName" -}}
{{ include "auditflow.peerName" . | trunc 50 | trimSuffix "-" }}-credentials
{{- end }}
