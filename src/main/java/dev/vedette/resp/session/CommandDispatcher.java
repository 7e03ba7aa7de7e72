package dev.vedette.resp.session;

import dev.vedette.engine.EngineUnavailableException;
import dev.vedette.resp.acl.AclDenial;
import dev.vedette.resp.acl.AclLog;
import dev.vedette.resp.acl.AclUser;
import dev.vedette.resp.acl.AclUsers;
import dev.vedette.resp.codec.ProtocolVersion;
import dev.vedette.resp.codec.RespValue;
import dev.vedette.resp.command.ChannelUse;
import dev.vedette.resp.command.CommandFlag;
import dev.vedette.resp.command.CommandSpec;
import dev.vedette.resp.command.CommandTable;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Checks a command in the order that Redis does, and has it done. */
public final class CommandDispatcher {
  private static final Logger log = LoggerFactory.getLogger(CommandDispatcher.class);

  private static final String INTERNAL = "internal error, see the log of the server";

  /**
   * What a RESP2 client may say while it listens: its replies could not be told from messages
   * otherwise.
   */
  private static final Set<String> WHILE_LISTENING =
      Set.of("ping", "subscribe", "unsubscribe", "psubscribe", "punsubscribe", "quit", "reset");

  /** First words of HTTP requests, by which a web page may try to reach us. */
  private static final Set<String> HTTP = Set.of("host:", "post");

  private final CommandTable table;
  private final AclUsers users;
  private final AclLog aclLog;
  private final RespCounters counters;
  private final Map<String, CommandHandler> handlers = new ConcurrentHashMap<>();

  /** No handlers yet. */
  public CommandDispatcher(
      CommandTable table, AclUsers users, AclLog aclLog, RespCounters counters) {
    this.table = table;
    this.users = users;
    this.aclLog = aclLog;
    this.counters = counters;
  }

  /**
   * Has a command done by {@code handler}.
   *
   * @param name full name as {@code client|list}, or that of a command for all its subcommands
   *     without a handler of their own
   */
  public void register(String name, CommandHandler handler) {
    if (table.findFull(name) == null) {
      throw new IllegalArgumentException("the command table has no " + name);
    }
    handlers.put(name, handler);
  }

  /**
   * A command that its client may run.
   *
   * @param handler null when nothing does that command
   */
  record Checked(CommandSpec command, @Nullable CommandHandler handler, Arguments arguments) {

    /** Whether it is held back by a pause of writes, too. */
    boolean isPublish() {
      return command.channels() == ChannelUse.PUBLISH;
    }
  }

  /** Looks whether a command may be run; if not, the client is told and null comes back. */
  @Nullable Checked check(ClientSession client, Arguments arguments) {
    CommandSpec command = table.resolve(arguments.words());
    if (command == null && HTTP.contains(arguments.byteText(0).toLowerCase(Locale.ROOT))) {
      log.warn(
          "Client {} speaks HTTP; perhaps a web page tries to reach this port. It is disconnected.",
          client.peer());
      client.disconnect();
      return null;
    }
    String refusal =
        command == null
            ? CommandErrors.unknown(table, arguments)
            : refusal(client, command, arguments);
    if (refusal != null) {
      client.reply(new RespValue.SimpleError(refusal));
      return null;
    }
    return command == null ? null : new Checked(command, handler(command), arguments);
  }

  private @Nullable String refusal(ClientSession client, CommandSpec command, Arguments arguments) {
    client.lastCommand(command.fullName());
    if (!command.takes(arguments.size())) {
      return "ERR " + CommandErrors.wrongArity(command);
    }
    if (client.mustLogIn() && !command.is(CommandFlag.NO_AUTH)) {
      return "NOAUTH Authentication required.";
    }
    String denied = denial(client, command, arguments);
    if (denied != null) {
      return denied;
    }
    if (client.version() == ProtocolVersion.RESP2
        && !WHILE_LISTENING.contains(command.fullName())
        && client.isSubscriber()) {
      return "ERR Can't execute '"
          + command.fullName()
          + "': only (P|S)SUBSCRIBE / (P|S)UNSUBSCRIBE / PING / QUIT / RESET are allowed in this context";
    }
    return null;
  }

  private @Nullable String denial(ClientSession client, CommandSpec command, Arguments arguments) {
    AclUser user = users.find(client.userName());
    AclDenial denial =
        user == null
            ? new AclDenial(AclDenial.Reason.COMMAND, 0)
            : user.check(command, arguments.words());
    if (denial == null) {
      return null;
    }
    String object =
        denial.argument() == 0 ? command.fullName() : arguments.byteText(denial.argument());
    aclLog.add(denial.reason(), object, client.userName(), client.describe());
    return "NOPERM "
        + switch (denial.reason()) {
          case COMMAND ->
              "this user has no permissions to run the '" + command.fullName() + "' command";
          case KEY -> "this user has no permissions to access one of the keys used as arguments";
          case CHANNEL ->
              "this user has no permissions to access one of the channels used as arguments";
          case AUTH -> "no permission";
        };
  }

  /**
   * Runs a command that was checked.
   *
   * @return the reply to come, for {@link #answer}; null when the client has it already
   */
  @Nullable CompletionStage<RespValue> run(ClientSession client, Checked checked) {
    counters.command(checked.command().fullName());
    client.runsOn(Thread.currentThread());
    RespValue reply;
    try {
      switch (checked.handler()) {
        case null -> reply = unsupported(checked.command());
        case CommandHandler.Answering now ->
            reply = now.immediate().answer(client, checked.arguments());
        case CommandHandler later -> {
          client.runsOn(null);
          return later.handle(client, checked.arguments());
        }
      }
    } catch (CommandRefused refused) {
      reply = refused.reply();
    } catch (RuntimeException e) {
      reply = failed(checked.command(), e);
    }
    client.runsOn(null);
    answer(client, reply);
    return null;
  }

  /** Sends the reply, which is there. */
  void answer(ClientSession client, Checked checked, CompletableFuture<RespValue> done) {
    Throwable failure = done.isCompletedExceptionally() ? done.exceptionNow() : null;
    if (failure == null) {
      answer(client, done.join());
    } else {
      answer(
          client,
          cause(failure) instanceof CommandRefused refused
              ? refused.reply()
              : failed(checked.command(), failure));
    }
  }

  private static void answer(ClientSession client, RespValue reply) {
    client.reply(reply);
    if (client.isClosing()) {
      client.closeAfterReplies();
    }
  }

  private static Throwable cause(Throwable e) {
    return (e instanceof ExecutionException || e instanceof CompletionException)
            && e.getCause() != null
        ? e.getCause()
        : e;
  }

  private static RespValue failed(CommandSpec command, Throwable e) {
    Throwable cause = cause(e);
    if (cause instanceof EngineUnavailableException unavailable) {
      return switch (unavailable.reason()) {
        case BUSY -> RespValue.error("too many requests are waiting, try again in a moment");
        case STOPPED -> RespValue.error("this sentinel is stopping");
        case FAILED -> RespValue.error(INTERNAL); // the engine has logged it
      };
    }
    log.error("Command {} failed", command.fullName(), cause);
    return RespValue.error(INTERNAL);
  }

  private @Nullable CommandHandler handler(CommandSpec command) {
    CommandHandler own = handlers.get(command.fullName());
    if (own != null) {
      return own;
    }
    int bar = command.fullName().indexOf('|');
    return bar < 0 ? null : handlers.get(command.fullName().substring(0, bar));
  }

  private static RespValue unsupported(CommandSpec command) {
    return RespValue.error("'" + command.fullName() + "' is not available");
  }
}
