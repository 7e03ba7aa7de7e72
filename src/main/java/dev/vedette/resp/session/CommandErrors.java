package dev.vedette.resp.session;

import dev.vedette.resp.codec.ByteText;
import dev.vedette.resp.command.CommandSpec;
import dev.vedette.resp.command.CommandTable;
import java.util.Locale;

/** The texts that tell a client that it named no command, or gave it the wrong number of words. */
public final class CommandErrors {
  private static final int LONGEST_NAME = 128;
  private static final int LONGEST_ARGUMENTS = 128;

  private CommandErrors() {}

  static String unknown(CommandTable table, Arguments arguments) {
    CommandSpec container = table.find(arguments.byteText(0));
    String text =
        container != null && container.isContainer()
            ? "unknown subcommand '"
                + cut(arguments.byteText(1), LONGEST_NAME)
                + "'. Try "
                + upper(arguments)
                + " HELP."
            : "unknown command '"
                + cut(arguments.byteText(0), LONGEST_NAME)
                + "', with args beginning with: "
                + shown(arguments);
    return "ERR " + ByteText.decode(text);
  }

  private static String upper(Arguments arguments) {
    return arguments.byteText(0).toUpperCase(Locale.ROOT);
  }

  private static String shown(Arguments arguments) {
    StringBuilder shown = new StringBuilder();
    for (int i = 1; i < arguments.size() && shown.length() < LONGEST_ARGUMENTS; i++) {
      String argument = cut(arguments.byteText(i), LONGEST_ARGUMENTS - shown.length());
      shown.append('\'').append(argument).append("' ");
    }
    return shown.toString();
  }

  private static String cut(String text, int length) {
    return text.length() <= length ? text : text.substring(0, length);
  }

  /** The number of words is wrong. */
  public static String wrongArity(CommandSpec command) {
    return "wrong number of arguments for '" + command.fullName() + "' command";
  }

  /** The subcommand exists, but not with these words. */
  public static CommandRefused wrongSubcommandUse(Arguments arguments) {
    return new CommandRefused(
        "unknown subcommand or wrong number of arguments for '"
            + ByteText.decode(cut(arguments.byteText(1), LONGEST_NAME))
            + "'. Try "
            + upper(arguments)
            + " HELP.");
  }
}
