{{/* What the schema cannot say. Every line is one mistake, with what to do about it. */}}
{{- define "vedette.mistakes" -}}
{{- $replicas := int .Values.replicaCount -}}
{{- if not (mod $replicas 2) }}
- replicaCount is {{ $replicas }}, which is even: two halves of it could be cut off from each other, and neither would be a majority. Use {{ max 1 (sub $replicas 1) }} or {{ add $replicas 1 }}.
{{- end }}
{{- include "vedette.masterMistakes" . }}
{{- include "vedette.authMistakes" . }}
{{- include "vedette.tlsMistakes" . }}
{{- include "vedette.placementMistakes" . }}
{{- include "vedette.scalingMistakes" . }}
{{- include "vedette.inlineSecrets" (dict "at" "notifications.config" "value" .Values.notifications.config) }}
{{- include "vedette.inlineSecrets" (dict "at" "config" "value" .Values.config) }}
{{- end -}}

{{- define "vedette.masterMistakes" -}}
{{- $replicas := int .Values.replicaCount -}}
{{- range $name, $master := .Values.masters }}
{{- $quorum := int ($master.quorum | default (include "vedette.majority" $)) }}
{{- if gt $quorum $replicas }}
- masters.{{ $name }}.quorum is {{ $quorum }}, but there are only {{ $replicas }} sentinels (replicaCount): they could never agree that the master is down. Use {{ include "vedette.majority" $ }}, the majority, or leave it out.
{{- end }}
{{- if and ($master.auth | default dict).username (not $master.auth.existingSecret) }}
- masters.{{ $name }}.auth.username is set without a password. Put the password into a Secret and name it in masters.{{ $name }}.auth.existingSecret.
{{- end }}
{{- end }}
{{- if .Values.kubernetes.masterService.enabled }}
{{- range $name, $_ := .Values.masters }}
{{- if not (regexMatch "^[a-z]([-a-z0-9]{0,54}[a-z0-9])?$" $name) }}
- masters.{{ $name }} cannot have a Service {{ $name }}-master, because of its name. Use at most 56 lower case letters, digits and dashes, a letter first, or set kubernetes.masterService.enabled to false.
{{- end }}
{{- end }}
{{- end }}
{{- if and .Values.demo.enabled (hasKey .Values.masters "demo") }}
- masters.demo and demo.enabled are both there, but the demo's master has that name. Give yours another one.
{{- end }}
{{- end -}}

{{- define "vedette.authMistakes" -}}
{{- $auth := .Values.sentinel.auth }}
{{- if and $auth.enabled (not $auth.password) (not $auth.existingSecret) }}
- sentinel.auth.enabled is true, but there is no password. Name the Secret that holds it in sentinel.auth.existingSecret.
{{- end }}
{{- if and (not $auth.enabled) (or $auth.password $auth.existingSecret $auth.acl.existingSecret) }}
- sentinel.auth has a password or ACL users, but sentinel.auth.enabled is false, so everybody could do everything. Set it to true.
{{- end }}
{{- if and $auth.acl.existingSecret (not $auth.acl.user) }}
- sentinel.auth.acl.existingSecret is set without sentinel.auth.acl.user. Name the ACL user that the sentinels use among themselves; sentinel.auth.existingSecret holds its password.
{{- end }}
{{- $http := .Values.http.auth }}
{{- if not (or $http.generate $http.existingSecret $http.users $http.tokens) }}
- http.auth has neither users nor tokens. HTTP would then serve its own pod only, and the probes of Kubernetes could not reach it. Set http.auth.generate to true, or http.auth.existingSecret.
{{- end }}
{{- if and .Values.metrics.serviceMonitor.enabled (not (include "vedette.hasHttpSecret" .)) }}
- metrics.serviceMonitor.enabled is true, but there is no token for Prometheus. Set http.auth.generate to true, or http.auth.existingSecret.
{{- end }}
{{- range $name, $token := $http.tokens }}
{{- if has $name (list "admin" "metrics") }}
- http.auth.tokens.{{ $name }} has a name that the chart uses itself. Choose another one.
{{- end }}
{{- end }}
{{- end -}}

{{- define "vedette.tlsMistakes" -}}
{{- $tls := .Values.tls }}
{{- if and $tls.enabled (not $tls.existingSecret) (not $tls.certManager.enabled) }}
- tls.enabled is true, but there is no certificate. Name a Secret of type kubernetes.io/tls in tls.existingSecret, or set tls.certManager.enabled to true.
{{- end }}
{{- if and $tls.certManager.enabled (not $tls.enabled) }}
- tls.certManager.enabled is true, but tls.enabled is false, so nothing would use the certificate. Set tls.enabled to true.
{{- end }}
{{- if and $tls.existingSecret $tls.certManager.enabled }}
- tls.existingSecret and tls.certManager.enabled are both set. Use one of them.
{{- end }}
{{- if and $tls.certManager.enabled (not $tls.certManager.issuerRef.name) }}
- tls.certManager.enabled is true, but there is no issuer. Name it in tls.certManager.issuerRef.name.
{{- end }}
{{- if and $tls.redis .Values.demo.enabled }}
- demo.enabled and tls.redis are both true, but the nodes of the demo do not speak TLS. Switch one of them off.
{{- end }}
{{- $ports := list (int .Values.sentinel.port) (int .Values.http.port) }}
{{- if and $tls.enabled (not $tls.redis) }}
{{- $ports = append $ports (int $tls.sentinelPort) }}
{{- end }}
{{- if ne (len $ports) (len (uniq $ports)) }}
- The ports {{ join ", " $ports }} are not all different (sentinel.port, http.port, tls.sentinelPort). Choose others.
{{- end }}
{{- end -}}

{{- define "vedette.placementMistakes" -}}
{{- $replicas := int .Values.replicaCount }}
{{- $away := int .Values.podDisruptionBudget.maxUnavailable }}
{{- if and .Values.podDisruptionBudget.enabled (gt $replicas 1) (gt $away (div (sub $replicas 1) 2)) }}
- podDisruptionBudget.maxUnavailable is {{ $away }}: with {{ $away }} of {{ $replicas }} sentinels away the rest would be no majority. Use {{ div (sub $replicas 1) 2 }} at most.
{{- end }}
{{- if and (include "vedette.usesKubernetes" .) (not .Values.serviceAccount.create) (not .Values.serviceAccount.name) }}
- kubernetes.* needs a service account with permissions. Set serviceAccount.create to true, or name one in serviceAccount.name.
{{- end }}
{{- end -}}

{{/* What is known of a running release: removing more than a minority at once takes the majority away. */}}
{{- define "vedette.scalingMistakes" -}}
{{- $present := dict }}
{{- if .Release.IsUpgrade }}
{{- $present = lookup "apps/v1" "StatefulSet" .Release.Namespace (include "vedette.fullname" .) }}
{{- end }}
{{- if and $present (not .Values.membership.allowMajorityLoss) }}
{{- $before := int $present.spec.replicas }}
{{- $replicas := int .Values.replicaCount }}
{{- $majority := int (add (div $before 2) 1) }}
{{- $step := eq (mod $majority 2) 1 | ternary $majority (add $majority 1 | int) }}
{{- if and (lt $replicas $before) (lt $replicas $majority) }}
- Scaling down from {{ $before }} to {{ $replicas }} leaves no majority of the {{ $before }} sentinels, so that no failover would be possible until the others are forgotten. {{ lt $step $before | ternary (printf "Scale down in steps, to %d first," $step) "Keep what there is," }} or set membership.allowMajorityLoss to true.
{{- end }}
{{- end }}
{{- end -}}

{{/* Passwords that stand in values that end up in a ConfigMap; call with (dict "at" path "value" value). */}}
{{- define "vedette.inlineSecrets" -}}
{{- $at := .at -}}
{{- if kindIs "map" .value -}}
{{- range $key, $value := .value -}}
{{- $secret := regexMatch "(?i)(password|passwd|pass|secrets?|token|credentials?|hash|authorization)$" $key -}}
{{- $first := kindIs "slice" $value | ternary (join "" $value) ($value | toString) -}}
{{- if and $secret (not (kindIs "map" $value)) (not (hasPrefix "${" $first)) }}
- {{ $at }}.{{ $key }} stands in plain text, and would end up in a ConfigMap. Put it into a Secret and name it in secretProperties, or write ${NAME} and set that variable in extraEnv from a Secret.
{{- else -}}
{{- include "vedette.inlineSecrets" (dict "at" (printf "%s.%s" $at $key) "value" $value) -}}
{{- end -}}
{{- end -}}
{{- else if kindIs "slice" .value -}}
{{- range $index, $value := .value -}}
{{- include "vedette.inlineSecrets" (dict "at" (printf "%s[%d]" $at $index) "value" $value) -}}
{{- end -}}
{{- end -}}
{{- end -}}

{{- define "vedette.validate" -}}
{{- $mistakes := include "vedette.mistakes" . | trim -}}
{{- if $mistakes -}}
{{- fail (printf "\n\nThese values do not work:\n%s\n" $mistakes) -}}
{{- end -}}
{{- end -}}
