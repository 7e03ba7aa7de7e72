{{/* Pods that talk to the sentinels with redis-cli: the membership Job and helm test. */}}

{{- define "vedette.cliPod" -}}
automountServiceAccountToken: false
enableServiceLinks: false
{{- with .Values.imagePullSecrets }}
imagePullSecrets:
  {{- toYaml . | nindent 2 }}
{{- end }}
securityContext:
  {{- toYaml .Values.podSecurityContext | nindent 2 }}
{{- with .Values.nodeSelector }}
nodeSelector:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .Values.tolerations }}
tolerations:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- end -}}

{{- define "vedette.cliContainer" -}}
image: {{ include "vedette.cliImage" . }}
imagePullPolicy: {{ .Values.cli.image.pullPolicy }}
securityContext:
  {{- toYaml .Values.containerSecurityContext | nindent 2 }}
{{- end -}}

{{- define "vedette.cliImage" -}}
{{ .Values.cli.image.repository }}:{{ .Values.cli.image.tag }}
{{- end -}}

{{- define "vedette.usesTlsInside" -}}
{{- if and .Values.tls.enabled .Values.tls.redis -}}true{{- end -}}
{{- end -}}

{{- define "vedette.cliEnv" -}}
- name: CLI_OPTIONS
  value: {{ include "vedette.cliOptions" . | quote }}
{{- if .Values.sentinel.auth.enabled }}
- name: REDISCLI_AUTH
  valueFrom:
    secretKeyRef:
      name: {{ include "vedette.sentinelSecret" . }}
      key: {{ include "vedette.sentinelPasswordKey" . }}
{{- end }}
{{- end -}}

{{- define "vedette.cliOptions" -}}
{{- $options := list -}}
{{- if include "vedette.usesTlsInside" . -}}
{{- $options = append $options "--tls --cacert /etc/vedette/tls/ca.crt --cert /etc/vedette/tls/tls.crt --key /etc/vedette/tls/tls.key" -}}
{{- end -}}
{{- with .Values.sentinel.auth.acl.user -}}
{{- $options = append $options (printf "--user %s" .) -}}
{{- end -}}
{{- join " " $options -}}
{{- end -}}

{{- define "vedette.cliMounts" -}}
{{- if include "vedette.usesTlsInside" . -}}
- {name: tls, mountPath: /etc/vedette/tls, readOnly: true}
{{- end -}}
{{- end -}}

{{- define "vedette.cliVolumes" -}}
{{- if include "vedette.usesTlsInside" . -}}
- name: tls
  secret:
    secretName: {{ include "vedette.tlsSecret" . }}
    defaultMode: 0440
{{- end -}}
{{- end -}}

{{/* Names and ports of all sentinels, separated by spaces. */}}
{{- define "vedette.members" -}}
{{- $members := list -}}
{{- range $ordinal := until (int .Values.replicaCount) -}}
{{- $members = append $members (printf "%s-%d.%s:%d" (include "vedette.fullname" $) $ordinal (include "vedette.podDomain" $) (int $.Values.sentinel.port)) -}}
{{- end -}}
{{- join " " $members -}}
{{- end -}}

{{/* master=quorum for every declared master, separated by spaces. */}}
{{- define "vedette.quorums" -}}
{{- $quorums := list -}}
{{- range $name, $master := include "vedette.masters" . | fromYaml -}}
{{- $quorums = append $quorums (printf "%s=%d" $name (int ($master.quorum | default (include "vedette.majority" $)))) -}}
{{- end -}}
{{- join " " $quorums -}}
{{- end -}}
