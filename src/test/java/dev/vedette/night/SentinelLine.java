package dev.vedette.night;

import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A line of a sentinel's log; Vedette's have the form of the original's.
 *
 * @param sentinel whose
 * @param kind what that sentinel is
 * @param atMillis wall time
 * @param text without the head
 */
record SentinelLine(String sentinel, Member.Kind kind, long atMillis, String text) {

  private static final Pattern FORM =
      Pattern.compile("\\d+:X (\\d\\d \\w{3} \\d{4} \\d\\d:\\d\\d:\\d\\d\\.\\d{3}) [#*.-] (.*)");
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("dd MMM yyyy HH:mm:ss.SSS", Locale.ENGLISH);

  /** Empty for what has no time, such as a stack trace. */
  static Optional<SentinelLine> read(Member sentinel, String line) {
    Matcher matcher = FORM.matcher(line);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    long at =
        LocalDateTime.parse(matcher.group(1), TIME)
            .atZone(ZoneId.systemDefault())
            .toInstant()
            .toEpochMilli();
    return Optional.of(new SentinelLine(sentinel.name(), sentinel.kind(), at, matcher.group(2)));
  }

  /** The name of the event, such as {@code +sdown}, or the first word of anything else. */
  String event() {
    return words().getFirst();
  }

  /** The address of the instance that an event such as {@code +sdown} is about. */
  String about() {
    List<String> words = words();
    return words.size() > 4 ? words.get(3) + ":" + words.get(4) : "";
  }

  List<String> words() {
    return List.of(text.split(" "));
  }

  @Override
  public String toString() {
    return atMillis + " " + sentinel + " " + text;
  }
}
