package dev.vedette.resp.handler;

import java.util.Locale;

/** Lines of {@code INFO}: a heading, then {@code name:value}. */
public final class InfoText {
  private final StringBuilder text = new StringBuilder(512);

  InfoText(String heading) {
    text.append("# ").append(heading).append("\r\n");
  }

  /** One more line. */
  public InfoText line(String name, Object value) {
    text.append(name).append(':').append(value).append("\r\n");
    return this;
  }

  /** One more line, with that many decimals. */
  public InfoText line(String name, double value, int decimals) {
    return line(name, String.format(Locale.ROOT, "%." + decimals + "f", value));
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
