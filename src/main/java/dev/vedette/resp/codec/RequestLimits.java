package dev.vedette.resp.codec;

import java.util.function.BooleanSupplier;

/**
 * What a request may cost.
 *
 * @param maxArguments arguments in one request
 * @param maxBulkBytes bytes in one argument
 * @param maxQueryBytes bytes in one request
 * @param unauthenticated true as long as the client must log in: then at most 10 arguments of at
 *     most 16 KB
 * @param memory what all requests together may hold
 */
public record RequestLimits(
    int maxArguments,
    long maxBulkBytes,
    long maxQueryBytes,
    BooleanSupplier unauthenticated,
    RequestMemory memory) {

  /** Arguments in one request: more is no command of ours. */
  public static final int MAX_ARGUMENTS = 1024 * 1024;

  /**
   * Longest inline request, and longest line that announces a number: Redis's {@code
   * PROTO_INLINE_MAX_SIZE}.
   */
  public static final int MAX_LINE_BYTES = 64 * 1024;

  /** Arguments before AUTH. */
  public static final int MAX_UNAUTHENTICATED_ARGUMENTS = 10;

  /** Bytes of an argument before AUTH. */
  public static final int MAX_UNAUTHENTICATED_BULK_BYTES = 16_384;
}
