package dev.vedette.api.openapi;

import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Answers that many operations can give; what each looks like is in {@link ProblemResponses}. */
public final class Answers {

  private Answers() {}

  /** 404: no such master. */
  @Target(ElementType.METHOD)
  @Retention(RetentionPolicy.RUNTIME)
  @ApiResponse(responseCode = "404", ref = "UnknownMaster")
  public @interface UnknownMaster {}

  /** 400: a bad parameter. */
  @Target(ElementType.METHOD)
  @Retention(RetentionPolicy.RUNTIME)
  @ApiResponse(responseCode = "400", ref = "InvalidParameter")
  public @interface InvalidParameter {}

  /** 503: the journal cannot be read. */
  @Target(ElementType.METHOD)
  @Retention(RetentionPolicy.RUNTIME)
  @ApiResponse(responseCode = "503", ref = "HistoryUnavailable")
  public @interface HistoryUnavailable {}

  /** 400, 413, 415: a bad body. */
  @Target(ElementType.METHOD)
  @Retention(RetentionPolicy.RUNTIME)
  @ApiResponse(responseCode = "400", ref = "InvalidBody")
  @ApiResponse(responseCode = "413", ref = "BodyTooLarge")
  @ApiResponse(responseCode = "415", ref = "UnsupportedMediaType")
  public @interface InvalidBody {}

  /** 404: no such delivery. */
  @Target(ElementType.METHOD)
  @Retention(RetentionPolicy.RUNTIME)
  @ApiResponse(responseCode = "404", ref = "UnknownDelivery")
  public @interface UnknownDelivery {}

  /** 503: the notification queue cannot be used. */
  @Target(ElementType.METHOD)
  @Retention(RetentionPolicy.RUNTIME)
  @ApiResponse(responseCode = "503", ref = "QueueUnavailable")
  public @interface QueueUnavailable {}
}
