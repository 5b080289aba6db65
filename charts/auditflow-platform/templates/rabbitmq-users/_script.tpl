{{/*
Makes the accounts of the services in RabbitMQ, each with its own permissions. May run again at any time: what is there is set anew.
*/}}
{{- define "platform.rabbitmqUsersScript" -}}
{{- $host := include "auditflow.host" (dict "root" . "peer" "rabbitmq") -}}
{{- with .Values.global.rabbitmq -}}
admin() {
  rabbitmqadmin --host {{ $host }} --port {{ .managementPort }} --username "$ADMIN_USERNAME" --password "$ADMIN_PASSWORD" "$@"
}
for attempt in $(seq 60); do
  if admin list vhosts > /dev/null 2>&1; then break; fi
  echo "waiting for {{ $host }} ($attempt)"
  sleep 5
done
admin declare vhost name={{ .vhost | squote }}
{{- $vhost := .vhost }}
{{- range $service, $may := $.Values.rabbitmqUsers.permissions }}
{{- if (get $.Values $service).enabled }}
{{- $prefix := $service | upper | replace "-" "_" }}
admin declare user name="${{ $prefix }}_USERNAME" password="${{ $prefix }}_PASSWORD" tags=
admin declare permission vhost={{ $vhost | squote }} user="${{ $prefix }}_USERNAME" \
  configure={{ $may.configure | squote }} write={{ $may.write | squote }} read={{ $may.read | squote }}
{{- end }}
{{- end }}
{{- end }}
{{- end }}

{{- define "platform.rabbitmqUsersContainer" -}}
- name: rabbitmq-users
  {{- include "auditflow.image" (dict "root" . "image" .Values.rabbitmqUsers.image) | nindent 2 }}
  command: [sh, -ec]
  args:
    - |
      {{- include "platform.rabbitmqUsersScript" . | nindent 6 }}
  env:
    {{- $admin := include "auditflow.peerSecretName" (dict "root" . "peer" "rabbitmq-users") }}
    {{- include "platform.secretEnv" (dict "name" "ADMIN_USERNAME" "secret" $admin "key" "ADMIN_USERNAME") | nindent 4 }}
    {{- include "platform.secretEnv" (dict "name" "ADMIN_PASSWORD" "secret" $admin "key" "ADMIN_PASSWORD") | nindent 4 }}
    {{- range $service, $_ := .Values.rabbitmqUsers.permissions }}
    {{- if (get $.Values $service).enabled }}
    {{- $secret := include "auditflow.peerSecretName" (dict "root" $ "peer" $service) }}
    {{- range $field := list "USERNAME" "PASSWORD" }}
    {{- $name := printf "%s_%s" ($service | upper | replace "-" "_") $field }}
    {{- include "platform.secretEnv" (dict "name" $name "secret" $secret "key" (printf "RABBITMQ_%s" $field)) | nindent 4 }}
    {{- end }}
    {{- end }}
    {{- end }}
  {{- include "platform.jobContainer" . | nindent 2 }}
  volumeMounts:
    - name: tmp
      mountPath: /tmp
{{- end }}
