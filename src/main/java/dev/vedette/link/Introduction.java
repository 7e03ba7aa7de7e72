package dev.vedette.link;

import dev.vedette.link.CommandQueue.Awaited.Step;
import dev.vedette.link.CommandQueue.Command;
import dev.vedette.sentinel.message.Effect;
import dev.vedette.sentinel.message.Effect.LinkProfile;
import dev.vedette.sentinel.message.Effect.Purpose;
import dev.vedette.sentinel.message.Effect.Remote;
import dev.vedette.sentinel.message.Reply;
import java.util.ArrayList;
import java.util.List;

/**
 * The first words on a connection. They are sent all at once and before anything else, and none of
 * their answers is waited for: a frozen server must look like one that does not answer pings. AUTH
 * goes before HELLO, so that a server that does not know HELLO is authenticated to all the same.
 */
final class Introduction {

  /** Where sentinels greet each other. */
  static final String HELLO_CHANNEL = "__sentinel__:hello";

  private static final String NO_PASSWORD =
      "ERR AUTH <password> called without any password configured";
  private static final String NO_PASSWORD_UNTIL_5 = "ERR Client sent AUTH, but no password is set";

  /** Answers to AUTH that repeat nothing of it; the first two are given before it is even read. */
  private static final List<String> HARMLESS_TEXTS =
      List.of(
          "DENIED Redis is running in protected mode",
          "ERR max number of clients reached",
          "WRONGPASS invalid username-password pair or user is disabled.",
          "ERR invalid password",
          "ERR wrong number of arguments for 'auth' command",
          NO_PASSWORD,
          NO_PASSWORD_UNTIL_5);

  private Introduction() {}

  /** What to send on a connection of its own. */
  static List<Command> commands(Effect.Connect connect) {
    var profile = connect.profile();
    var commands = new ArrayList<Command>();
    var password = profile.password();
    if (password != null) {
      var auth = profile.commandName("AUTH");
      var user = profile.user();
      var words = user == null ? List.of(auth, password) : List.of(auth, user, password);
      commands.add(new Command(words, Step.AUTH));
    }
    if (connect.purpose() == Purpose.COMMANDS && connect.remote() != Remote.SENTINEL) {
      // Peers have no subscription that could share the connection: RESP2 is enough for them.
      commands.add(new Command(List.of(profile.commandName("HELLO"), "3"), Step.HELLO));
    }
    commands.add(
        new Command(
            List.of(profile.commandName("CLIENT"), "SETNAME", profile.clientName()),
            Step.CLIENT_NAME));
    if (connect.purpose() == Purpose.HELLO) {
      commands.add(subscribe(profile));
    }
    return commands;
  }

  static Command subscribe(LinkProfile profile) {
    return new Command(List.of(profile.commandName("SUBSCRIBE"), HELLO_CHANNEL), Step.SUBSCRIBE);
  }

  /** Whether that answer to {@code HELLO 3} agrees to RESP3. */
  static boolean agreesToResp3(Reply reply) {
    return switch (reply) {
      case Reply.Many many -> {
        var proto = many.items().indexOf(new Reply.Text("proto"));
        yield proto >= 0
            && proto + 1 < many.items().size()
            && many.items().get(proto + 1).equals(new Reply.Number(3));
      }
      case Reply.Status ignored -> false;
      case Reply.Failure ignored -> false;
      case Reply.Text ignored -> false;
      case Reply.Number ignored -> false;
      case Reply.Nothing ignored -> false;
    };
  }

  /**
   * An error of the server for people. Servers repeat the arguments of commands that they do not
   * know, so of an answer to AUTH only the error code is told, unless it is one of the well-known
   * ones.
   */
  static String describe(Step step, String error) {
    var line = OneLine.of(error, 120);
    if (step != Step.AUTH) {
      return line;
    }
    var known = HARMLESS_TEXTS.stream().filter(line::startsWith).findFirst();
    return known.orElseGet(() -> OneLine.of(line.split(" ", 2)[0], 20));
  }

  /** Whether that answer to AUTH, as described, says that the server wants no password. */
  static boolean passwordIsNotNeeded(String described) {
    return described.equals(NO_PASSWORD) || described.equals(NO_PASSWORD_UNTIL_5);
  }
}
