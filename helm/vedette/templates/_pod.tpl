{{/* Parts of the pods of the StatefulSet. */}}

{{- define "vedette.env" -}}
- name: POD_NAME
  valueFrom:
    fieldRef:
      fieldPath: metadata.name
# The name stays when the address changes: to the others a pod that was moved is the same sentinel.
- name: VEDETTE_ANNOUNCE_IP
  value: $(POD_NAME).{{ include "vedette.podDomain" . }}
- name: VEDETTE_STATE_DIR
  value: /data
- name: SPRING_CONFIG_ADDITIONAL_LOCATION
  value: /etc/vedette/config/
{{- with .Values.javaOptions }}
- name: JDK_JAVA_OPTIONS
  value: {{ . | quote }}
{{- end }}
{{- with .Values.extraEnv }}
{{ toYaml . }}
{{- end }}
{{- end -}}

{{- define "vedette.mounts" -}}
- {name: data, mountPath: /data}
- {name: tmp, mountPath: /tmp}
- {name: config, mountPath: /etc/vedette/config, readOnly: true}
- {name: secrets, mountPath: /etc/vedette/secrets, readOnly: true}
{{- if and .Values.sentinel.auth.enabled .Values.sentinel.auth.acl.existingSecret }}
- {name: acl, mountPath: /etc/vedette/acl, readOnly: true}
{{- end }}
{{- if .Values.tls.enabled }}
- {name: tls, mountPath: /etc/vedette/tls, readOnly: true}
{{- end }}
{{- with .Values.extraVolumeMounts }}
{{ toYaml . }}
{{- end }}
{{- end -}}

{{- define "vedette.volumes" -}}
- name: tmp
  emptyDir:
    sizeLimit: 128Mi
{{- if not .Values.persistence.enabled }}
- name: data
  emptyDir:
    sizeLimit: {{ .Values.persistence.emptyDirSizeLimit }}
{{- end }}
- name: config
  configMap:
    name: {{ include "vedette.fullname" . }}
- name: secrets
  projected:
    defaultMode: 0440
    sources:
      {{- include "vedette.secretSources" . | trim | default "[]" | nindent 6 }}
{{- if and .Values.sentinel.auth.enabled .Values.sentinel.auth.acl.existingSecret }}
- name: acl
  secret:
    secretName: {{ .Values.sentinel.auth.acl.existingSecret }}
    defaultMode: 0440
    items:
      - {key: {{ .Values.sentinel.auth.acl.key | quote }}, path: users.acl}
{{- end }}
{{- if .Values.tls.enabled }}
- name: tls
  secret:
    secretName: {{ include "vedette.tlsSecret" . }}
    defaultMode: 0440
{{- end }}
{{- with .Values.extraVolumes }}
{{ toYaml . }}
{{- end }}
{{- end -}}

{{- define "vedette.placement" -}}
{{- if .Values.affinity -}}
affinity:
  {{- toYaml .Values.affinity | nindent 2 }}
{{- else if eq .Values.antiAffinity "hard" -}}
affinity:
  podAntiAffinity:
    requiredDuringSchedulingIgnoredDuringExecution:
      - topologyKey: kubernetes.io/hostname
        labelSelector:
          matchLabels:
            {{- include "vedette.selectorLabels" . | nindent 12 }}
{{- else if eq .Values.antiAffinity "soft" -}}
affinity:
  podAntiAffinity:
    preferredDuringSchedulingIgnoredDuringExecution:
      - weight: 100
        podAffinityTerm:
          topologyKey: kubernetes.io/hostname
          labelSelector:
            matchLabels:
              {{- include "vedette.selectorLabels" . | nindent 14 }}
{{- end }}
{{- if .Values.topologySpreadConstraints }}
topologySpreadConstraints:
  {{- toYaml .Values.topologySpreadConstraints | nindent 2 }}
{{- else if .Values.spreadOver }}
topologySpreadConstraints:
  - maxSkew: 1
    topologyKey: {{ .Values.spreadOver }}
    whenUnsatisfiable: ScheduleAnyway
    labelSelector:
      matchLabels:
        {{- include "vedette.selectorLabels" . | nindent 8 }}
{{- end }}
{{- end -}}

{{/* A probe with its own handler, or else with ours. */}}
{{- define "vedette.probe" -}}
{{- $probe := .probe -}}
{{- if or $probe.httpGet $probe.tcpSocket $probe.exec $probe.grpc -}}
{{- toYaml $probe -}}
{{- else -}}
{{- toYaml (merge (deepCopy $probe) .handler) -}}
{{- end -}}
{{- end -}}

{{/* The handler for (list root group) of health. */}}
{{- define "vedette.healthGroup" -}}
httpGet:
  path: /actuator/health/{{ index . 1 }}
  port: http
  scheme: {{ include "vedette.httpScheme" (index . 0) }}
{{- end -}}
