{{/*
The properties of the application, as YAML: application.yml without anything secret. Secrets are files below
/etc/vedette/secrets, each named after its property.
*/}}
{{- define "vedette.properties" -}}
{{- $vedette := dict -}}
{{- $_ := set $vedette "resolve-hostnames" true -}}
{{- $_ := set $vedette "announce-hostnames" true -}}
{{- $_ := set $vedette "loglevel" .Values.sentinel.loglevel -}}
{{- $_ := set $vedette "port" (int .Values.sentinel.port) -}}
{{- if and .Values.sentinel.auth.enabled .Values.sentinel.auth.acl.existingSecret -}}
{{- $_ := set $vedette "acl-file" "/etc/vedette/acl/users.acl" -}}
{{- with .Values.sentinel.auth.acl.user -}}
{{- $_ := set $vedette "sentinel-user" . -}}
{{- end -}}
{{- end -}}
{{- if .Values.tls.enabled -}}
{{- $_ := set $vedette "tls" (include "vedette.tlsProperties" . | fromYaml) -}}
{{- if .Values.tls.redis -}}
{{- $_ := set $vedette "port" 0 -}}
{{- end -}}
{{- end -}}
{{- $masters := dict -}}
{{- range $name, $master := include "vedette.masters" . | fromYaml -}}
{{- $_ := set $masters (include "vedette.key" $name) (include "vedette.master" (dict "root" $ "master" $master) | fromYaml) -}}
{{- end -}}
{{- if $masters -}}
{{- $_ := set $vedette "masters" $masters -}}
{{- end -}}
{{- $_ := set $vedette "security" (include "vedette.security" . | fromYaml) -}}
{{- with .Values.notifications.config -}}
{{- $_ := set $vedette "notify" (deepCopy .) -}}
{{- end -}}
{{- if include "vedette.usesKubernetes" . -}}
{{- $_ := set $vedette "kubernetes" (include "vedette.kubernetesProperties" . | fromYaml) -}}
{{- end -}}
{{- $server := dict "port" (int .Values.http.port) -}}
{{- $spring := dict "config" (dict "import" "configtree:/etc/vedette/secrets/") -}}
{{- if and .Values.tls.enabled .Values.tls.http -}}
{{- $_ := set $server "ssl" (dict "bundle" "vedette") -}}
{{- $keystore := dict "certificate" "/etc/vedette/tls/tls.crt" "private-key" "/etc/vedette/tls/tls.key" -}}
{{- $_ := set $spring "ssl" (dict "bundle" (dict "pem" (dict "vedette" (dict "reload-on-update" true "keystore" $keystore)))) -}}
{{- end -}}
{{- $all := dict "vedette" $vedette "server" $server "spring" $spring -}}
{{- toYaml (mergeOverwrite $all (deepCopy .Values.config)) -}}
{{- end -}}

{{- define "vedette.master" -}}
{{- $values := .master -}}
{{- $master := dict "address" (printf "%s:%d" (contains ":" $values.host | ternary (printf "[%s]" $values.host) $values.host) (int ($values.port | default 6379))) -}}
{{- $_ := set $master "quorum" (int ($values.quorum | default (include "vedette.majority" .root))) -}}
{{- $names := dict "downAfter" "down-after" "failoverTimeout" "failover-timeout" "parallelSyncs" "parallel-syncs" "masterRebootDownAfterPeriod" "master-reboot-down-after-period" "renameCommands" "rename-command" -}}
{{- range $key, $property := $names -}}
{{- if hasKey $values $key -}}
{{- $_ := set $master $property (get $values $key) -}}
{{- end -}}
{{- end -}}
{{- with ($values.auth | default dict).username -}}
{{- $_ := set $master "auth-user" . -}}
{{- end -}}
{{- toYaml $master -}}
{{- end -}}

{{- define "vedette.security" -}}
{{- $users := dict -}}
{{- range $name, $user := .Values.http.auth.users -}}
{{- $_ := set $users (include "vedette.key" $name) (dict "roles" $user.roles) -}}
{{- end -}}
{{- $tokens := dict -}}
{{- if include "vedette.hasHttpSecret" . -}}
{{- $_ := set $tokens "admin" (dict "roles" (list "admin")) -}}
{{- $_ := set $tokens "metrics" (dict "roles" (list "viewer")) -}}
{{- end -}}
{{- range $name, $token := .Values.http.auth.tokens -}}
{{- $_ := set $tokens (include "vedette.key" $name) (dict "roles" $token.roles) -}}
{{- end -}}
{{- $security := dict -}}
{{- if $users -}}{{- $_ := set $security "users" $users -}}{{- end -}}
{{- if $tokens -}}{{- $_ := set $security "tokens" $tokens -}}{{- end -}}
{{- toYaml $security -}}
{{- end -}}

{{- define "vedette.tlsProperties" -}}
port: {{ .Values.tls.redis | ternary .Values.sentinel.port .Values.tls.sentinelPort | int }}
cert-file: /etc/vedette/tls/tls.crt
key-file: /etc/vedette/tls/tls.key
ca-cert-file: /etc/vedette/tls/ca.crt
auth-clients: {{ .Values.tls.authClients | quote }}
replication: {{ .Values.tls.redis }}
{{- end -}}

{{/*
Everything in the configuration that needs a restart of the pods. The quorum does not: the membership Job sets it while the
sentinels run, so that scaling down and a rolling update do not take pods away at the same time.
*/}}
{{- define "vedette.restartProperties" -}}
{{- $properties := include "vedette.properties" . | fromYaml -}}
{{- if .Values.membership.enabled -}}
{{- range $_, $master := $properties.vedette.masters -}}
{{- $_ := unset $master "quorum" -}}
{{- end -}}
{{- end -}}
{{- toYaml $properties -}}
{{- end -}}

{{/* Files of the secrets volume: a list of sources of a projected volume. */}}
{{- define "vedette.secretSources" -}}
{{- if include "vedette.hasHttpSecret" . }}
- secret:
    name: {{ include "vedette.httpSecret" . }}
    items:
      - {key: admin-token-hash, path: vedette.security.tokens.admin.hash}
      - {key: metrics-token-hash, path: vedette.security.tokens.metrics.hash}
{{- end }}
{{- range $name, $user := .Values.http.auth.users }}
{{- if $user.existingSecret }}
- secret:
    name: {{ $user.existingSecret }}
    items:
      - {key: {{ $user.key | default $name | quote }}, path: {{ include "vedette.path" (list "vedette.security.users" $name "password") | quote }}}
{{- end }}
{{- end }}
{{- range $name, $token := .Values.http.auth.tokens }}
- secret:
    name: {{ $token.existingSecret }}
    items:
      - {key: {{ $token.key | default $name | quote }}, path: {{ include "vedette.path" (list "vedette.security.tokens" $name "hash") | quote }}}
{{- end }}
{{- if .Values.sentinel.auth.enabled }}
- secret:
    name: {{ include "vedette.sentinelSecret" . }}
    items:
      - {key: {{ include "vedette.sentinelPasswordKey" . | quote }}, path: {{ .Values.sentinel.auth.acl.existingSecret | empty | ternary "vedette.requirepass" "vedette.sentinel-pass" }}}
{{- end }}
{{- range $name, $master := .Values.masters }}
{{- if ($master.auth | default dict).existingSecret }}
- secret:
    name: {{ $master.auth.existingSecret }}
    items:
      - {key: {{ $master.auth.passwordKey | default "password" | quote }}, path: {{ include "vedette.path" (list "vedette.masters" $name "auth-pass") | quote }}}
{{- end }}
{{- end }}
{{- range .Values.secretProperties }}
- secret:
    name: {{ .secretName }}
    items:
      - {key: {{ .key | quote }}, path: {{ .property | quote }}}
{{- end }}
{{- end -}}

{{/* A name as a key in a properties file: anything but lower case, digits and dashes goes in brackets. */}}
{{- define "vedette.key" -}}
{{- if regexMatch "^[a-z0-9-]+$" . -}}{{ . }}{{- else -}}[{{ . }}]{{- end -}}
{{- end -}}

{{/* The property (list prefix name suffix). */}}
{{- define "vedette.path" -}}
{{- $key := include "vedette.key" (index . 1) -}}
{{ index . 0 }}{{ hasPrefix "[" $key | ternary "" "." }}{{ $key }}.{{ index . 2 }}
{{- end -}}

{{- define "vedette.kubernetesProperties" -}}
{{- $kubernetes := .Values.kubernetes -}}
enabled: true
namespace: {{ include "vedette.redisNamespace" . }}
pod-selector: {{ $kubernetes.podSelector | quote }}
pod-labels: {{ $kubernetes.roleLabels.enabled }}
endpoint-slices: {{ $kubernetes.masterService.enabled }}
port-name: redis
{{- $masters := dict -}}
{{- range $name, $master := include "vedette.masters" . | fromYaml -}}
{{- if $master.podSelector -}}
{{- $_ := set $masters (include "vedette.key" $name) (dict "pod-selector" $master.podSelector) -}}
{{- end -}}
{{- end -}}
{{- with $masters }}
masters:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- end -}}
