package dev.vedette.resp.handler;

import dev.vedette.resp.codec.RespValue;
import dev.vedette.resp.session.CommandHandler;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** {@code CLIENT HELP}, {@code ACL HELP} and so on. */
public final class Help {
  private Help() {}

  /** Answers the lines, between those that Redis puts before and after them. */
  public static CommandHandler of(String command, String text) {
    String name = command.toUpperCase(Locale.ROOT);
    List<String> lines = new ArrayList<>();
    lines.add(name + " <subcommand> [<arg> [value] [opt] ...]. Subcommands are:");
    text.strip().lines().forEach(lines::add);
    lines.add("HELP");
    lines.add("    Print this help.");
    RespValue reply = RespValue.array(lines.stream().map(RespValue::simple).toList());
    return CommandHandler.answering((client, arguments) -> reply);
  }
}
