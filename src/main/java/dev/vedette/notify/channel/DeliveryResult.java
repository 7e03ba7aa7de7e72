package dev.vedette.notify.channel;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** How an attempt ended. Texts are for people, one line, without secrets. */
public sealed interface DeliveryResult {

  /**
   * It was told.
   *
   * @param detail what the other side said
   * @param warning what was not right all the same, such as one of several recipients refused; null
   *     for nothing
   */
  record Delivered(String detail, @Nullable String warning) implements DeliveryResult {

    /** All was right. */
    public Delivered(String detail) {
      this(detail, null);
    }
  }

  /**
   * It was not told, and may be later.
   *
   * @param error why
   * @param notBefore the other side asked for that much patience, null when it did not
   * @param progress the part that is done, handed to the next attempt; null for none
   */
  record Retry(String error, @Nullable Duration notBefore, @Nullable String progress)
      implements DeliveryResult {

    /** Without a wish of the other side. */
    public Retry(String error) {
      this(error, null, null);
    }
  }

  /**
   * It was not told, and another attempt would end the same way.
   *
   * @param error why
   */
  record Rejected(String error) implements DeliveryResult {}

  /**
   * The other side wants nothing from us any more: the channel is disabled.
   *
   * @param error why
   */
  record Gone(String error) implements DeliveryResult {}
}
