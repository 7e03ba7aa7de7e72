package dev.vedette.api.security;

import java.time.Instant;

/**
 * A change that somebody made or tried to make.
 *
 * @param time when it was answered
 * @param who name of the user, {@code token:} and name of the token, or {@code local} in protected
 *     mode
 * @param from numeric address of the client
 * @param method the HTTP method
 * @param path the path, as it was sent
 * @param status the status of the answer
 * @param detail what exactly, with secrets as asterisks; empty when the path says it all
 */
public record AuditRecord(
    Instant time, String who, String from, String method, String path, int status, String detail) {}
