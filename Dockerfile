# syntax=docker/dockerfile:1
#
# The image of Vedette:  docker build -t vedette .
# How to run it: docs/deploy-container.md. src/container/run replays every step of this file without a container engine.

# A JDK 25 to build with; the runtime of the image is cut out of it.
ARG BUILD_IMAGE=docker.io/library/eclipse-temurin:25-jdk
# The C library and nothing else, no shell. Any image with a C library of GNU will do: one with a shell if you use scripts.
ARG RUNTIME_IMAGE=gcr.io/distroless/base-nossl-debian12:nonroot

FROM ${BUILD_IMAGE} AS build
WORKDIR /build
COPY mvnw pom.xml ./
COPY .mvn .mvn
COPY bin bin
COPY src/main src/main
RUN --mount=type=cache,target=/root/.m2 ./mvnw -B -ntp package -Dmaven.test.skip=true -Dspotless.check.skip=true -Dprepare.skip=true
# After the program: the folder changes more often than the sources do, and the jar does not depend on it.
COPY src/container/assemble src/container/assemble
RUN src/container/assemble /build/target/vedette.jar /opt/jre /opt/vedette
# A volume takes over the owner of the folder it is mounted on.
RUN mkdir /data && chmod 1777 /data

FROM ${RUNTIME_IMAGE}
COPY --from=build /opt/jre /opt/jre
COPY --from=build /opt/vedette/native /opt/vedette/native
COPY --from=build /opt/vedette/lib /opt/vedette/lib
COPY --from=build /opt/vedette/java-options /opt/vedette/vedette.jar /opt/vedette/
COPY --from=build /opt/vedette/vedette.aot /opt/vedette/vedette.aot
COPY --from=build --chmod=1777 /data /data

# Where the state, the journal and the queue of notifications are. Everything else may be read-only.
ENV VEDETTE_STATE_DIR=/data
VOLUME /data
WORKDIR /data
# 26379: Sentinel protocol. 8080: REST, metrics, health.
EXPOSE 26379 8080
# Any other user id works as well.
USER 65532:65532
STOPSIGNAL SIGTERM

# No shell: the program is process 1 and gets the signals. The heap follows the container's memory limit. Options in JDK_JAVA_OPTIONS come on top. Arguments go to the program.
ENTRYPOINT ["/opt/jre/bin/java", "@/opt/vedette/java-options", "-XX:MaxRAMPercentage=40", "-XX:MinRAMPercentage=40", "-XX:AOTCache=/opt/vedette/vedette.aot", "-Xlog:aot*=off", "-Dorg.sqlite.lib.path=/opt/vedette/native", "-Djava.library.path=/opt/vedette/native", "-jar", "/opt/vedette/vedette.jar"]

ARG VERSION=1.0.0-SNAPSHOT
ARG REVISION=unknown
ARG CREATED=1970-01-01T00:00:00Z
LABEL org.opencontainers.image.title="Vedette" \
      org.opencontainers.image.description="High availability for Redis and Valkey: a drop-in for redis-sentinel with REST, metrics, a journal and notifications" \
      org.opencontainers.image.licenses="Apache-2.0" \
      org.opencontainers.image.vendor="The Vedette project" \
      org.opencontainers.image.version="${VERSION}" \
      org.opencontainers.image.revision="${REVISION}" \
      org.opencontainers.image.created="${CREATED}"
