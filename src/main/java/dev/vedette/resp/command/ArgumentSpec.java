package dev.vedette.resp.command;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An argument as {@code COMMAND DOCS} describes it.
 *
 * @param name what it is called
 * @param type {@code string}, {@code integer}, {@code pattern}, {@code pure-token}, {@code oneof}
 *     or {@code block}
 * @param token the word before it, or the word that it is
 * @param since version that brought it, when later than the command
 * @param deprecatedSince version that declared it outdated
 * @param flags {@code optional}, {@code multiple}, {@code multiple_token}
 * @param parts what a {@code oneof} or a {@code block} consists of
 */
public record ArgumentSpec(
    String name,
    String type,
    @Nullable String token,
    @Nullable String since,
    @Nullable String deprecatedSince,
    List<String> flags,
    List<ArgumentSpec> parts) {

  public ArgumentSpec {
    flags = List.copyOf(flags);
    parts = List.copyOf(parts);
  }

  /** Any text. */
  public static ArgumentSpec string(String name) {
    return of(name, "string");
  }

  /** A whole number. */
  public static ArgumentSpec integer(String name) {
    return of(name, "integer");
  }

  /** A glob pattern. */
  public static ArgumentSpec pattern(String name) {
    return of(name, "pattern");
  }

  /** A fixed word. */
  public static ArgumentSpec word(String name, @Nullable String token) {
    return new ArgumentSpec(name, "pure-token", token, null, null, List.of(), List.of());
  }

  /** One of several. */
  public static ArgumentSpec oneOf(String name, ArgumentSpec... parts) {
    return new ArgumentSpec(name, "oneof", null, null, null, List.of(), List.of(parts));
  }

  /** Several together. */
  public static ArgumentSpec block(String name, ArgumentSpec... parts) {
    return new ArgumentSpec(name, "block", null, null, null, List.of(), List.of(parts));
  }

  private static ArgumentSpec of(String name, String type) {
    return new ArgumentSpec(name, type, null, null, null, List.of(), List.of());
  }

  /** May be left out. */
  public ArgumentSpec optional() {
    return flag("optional");
  }

  /** May come several times. */
  public ArgumentSpec multiple() {
    return flag("multiple");
  }

  /** Comes several times with its token each time. */
  public ArgumentSpec multipleToken() {
    return flag("multiple_token");
  }

  /** Follows the word {@code text}. */
  public ArgumentSpec after(String text) {
    return new ArgumentSpec(name, type, text, since, deprecatedSince, flags, parts);
  }

  /** Exists since {@code version}. */
  public ArgumentSpec since(String version) {
    return new ArgumentSpec(name, type, token, version, deprecatedSince, flags, parts);
  }

  /** Outdated since {@code version}. */
  public ArgumentSpec deprecatedSince(String version) {
    return new ArgumentSpec(name, type, token, since, version, flags, parts);
  }

  private ArgumentSpec flag(String flag) {
    List<String> more = new ArrayList<>(flags);
    more.add(flag);
    return new ArgumentSpec(name, type, token, since, deprecatedSince, more, parts);
  }
}
