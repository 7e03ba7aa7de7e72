{{- define "vedette.name" -}}
{{- default .Chart.Name .Values.nameOverride | trunc 40 | trimSuffix "-" -}}
{{- end -}}

{{/* Short enough for the names that are made of it, which end in -headless-<ordinal> and the like. */}}
{{- define "vedette.fullname" -}}
{{- if .Values.fullnameOverride -}}
{{- .Values.fullnameOverride | trunc 40 | trimSuffix "-" -}}
{{- else if contains (include "vedette.name" .) .Release.Name -}}
{{- .Release.Name | trunc 40 | trimSuffix "-" -}}
{{- else -}}
{{- printf "%s-%s" .Release.Name (include "vedette.name" .) | trunc 40 | trimSuffix "-" -}}
{{- end -}}
{{- end -}}

{{- define "vedette.headless" -}}
{{ include "vedette.fullname" . }}-headless
{{- end -}}

{{/* Domain of the pods' own names. */}}
{{- define "vedette.podDomain" -}}
{{ include "vedette.headless" . }}.{{ .Release.Namespace }}.svc.{{ .Values.clusterDomain }}
{{- end -}}

{{- define "vedette.selectorLabels" -}}
app.kubernetes.io/name: {{ include "vedette.name" . }}
app.kubernetes.io/instance: {{ .Release.Name }}
app.kubernetes.io/component: sentinel
{{- end -}}

{{/* Labels of every object; call with (dict "root" $ "component" "sentinel"). */}}
{{- define "vedette.componentLabels" -}}
app.kubernetes.io/name: {{ include "vedette.name" .root }}
app.kubernetes.io/instance: {{ .root.Release.Name }}
app.kubernetes.io/component: {{ .component }}
app.kubernetes.io/part-of: vedette
app.kubernetes.io/version: {{ .root.Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .root.Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .root.Chart.Name .root.Chart.Version | replace "+" "_" }}
{{- with .root.Values.commonLabels }}
{{ toYaml . }}
{{- end }}
{{- end -}}

{{- define "vedette.labels" -}}
{{ include "vedette.componentLabels" (dict "root" . "component" "sentinel") }}
{{- end -}}

{{- define "vedette.serviceAccount" -}}
{{- if .Values.serviceAccount.create -}}
{{ default (include "vedette.fullname" .) .Values.serviceAccount.name }}
{{- else -}}
{{ default "default" .Values.serviceAccount.name }}
{{- end -}}
{{- end -}}

{{- define "vedette.image" -}}
{{- if .Values.image.digest -}}
{{ .Values.image.repository }}@{{ .Values.image.digest }}
{{- else -}}
{{ .Values.image.repository }}:{{ .Values.image.tag | default .Chart.AppVersion }}
{{- end -}}
{{- end -}}

{{/* The smallest number that is more than half of replicaCount. */}}
{{- define "vedette.majority" -}}
{{ add (div (int .Values.replicaCount) 2) 1 }}
{{- end -}}

{{- define "vedette.httpSecret" -}}
{{ .Values.http.auth.existingSecret | default (printf "%s-http" (include "vedette.fullname" .)) }}
{{- end -}}

{{/* "true" when the two tokens of http.auth are there, made or existing. */}}
{{- define "vedette.hasHttpSecret" -}}
{{- if or .Values.http.auth.generate .Values.http.auth.existingSecret -}}true{{- end -}}
{{- end -}}

{{- define "vedette.sentinelSecret" -}}
{{ .Values.sentinel.auth.existingSecret | default (printf "%s-sentinel" (include "vedette.fullname" .)) }}
{{- end -}}

{{- define "vedette.sentinelPasswordKey" -}}
{{ .Values.sentinel.auth.existingSecret | empty | ternary "password" .Values.sentinel.auth.passwordKey }}
{{- end -}}

{{- define "vedette.tlsSecret" -}}
{{ .Values.tls.existingSecret | default (printf "%s-tls" (include "vedette.fullname" .)) }}
{{- end -}}

{{- define "vedette.httpScheme" -}}
{{ and .Values.tls.enabled .Values.tls.http | ternary "HTTPS" "HTTP" }}
{{- end -}}

{{/* "true" when Vedette talks to the Kubernetes API. */}}
{{- define "vedette.usesKubernetes" -}}
{{- if or .Values.kubernetes.roleLabels.enabled .Values.kubernetes.masterService.enabled -}}true{{- end -}}
{{- end -}}

{{- define "vedette.redisNamespace" -}}
{{ .Values.kubernetes.namespace | default .Release.Namespace }}
{{- end -}}

{{/* All masters, with that of the demo, as YAML. */}}
{{- define "vedette.masters" -}}
{{- $masters := deepCopy .Values.masters -}}
{{- if .Values.demo.enabled -}}
{{- $host := printf "%s-demo-0.%s-demo.%s.svc.%s" (include "vedette.fullname" .) (include "vedette.fullname" .) .Release.Namespace .Values.clusterDomain -}}
{{- $selector := printf "app.kubernetes.io/instance=%s,app.kubernetes.io/component=demo" .Release.Name -}}
{{- $_ := set $masters "demo" (dict "host" $host "port" 6379 "downAfter" "5s" "failoverTimeout" "1m" "podSelector" $selector) -}}
{{- end -}}
{{- toYaml $masters -}}
{{- end -}}
