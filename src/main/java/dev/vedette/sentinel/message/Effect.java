package dev.vedette.sentinel.message;

import dev.vedette.sentinel.Sentinel;
import dev.vedette.sentinel.event.Event;
import dev.vedette.sentinel.place.Address;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Something the shell must do. Effects of one step are carried out in their order; whatever follows
 * a {@link Persist} happens only after the state is on disk.
 */
public sealed interface Effect {

  /** What a connection is for. */
  enum Purpose {
    /** Commands and their replies. */
    COMMANDS,
    /** The subscription to the hello channel. */
    HELLO
  }

  /** What kind of instance is at the other end. */
  enum Remote {
    MASTER,
    REPLICA,
    SENTINEL
  }

  /**
   * Open a connection. Answered by {@link Input.LinkUp} or {@link Input.LinkDown}, once, and before
   * that by {@link Input.LinkConnecting} when the attempt begins.
   *
   * @param connection its id
   * @param purpose what for
   * @param remote what is there
   * @param address where; the name is looked up again at every attempt
   * @param companion the command connection to the same instance that a {@link Purpose#HELLO}
   *     connection may ride on (RESP3), else null
   * @param profile how to introduce ourselves
   */
  record Connect(
      ConnectionId connection,
      Purpose purpose,
      Remote remote,
      Address address,
      @Nullable ConnectionId companion,
      LinkProfile profile)
      implements Effect {}

  /**
   * How to introduce ourselves on a connection. Failures of these commands do not end the
   * connection.
   *
   * @param user ACL user, null for the default user
   * @param password null when no AUTH is to be sent
   * @param clientName for CLIENT SETNAME
   * @param renamedCommands upper-case command to the name it has on that server
   */
  record LinkProfile(
      @Nullable String user,
      @Nullable String password,
      String clientName,
      Map<String, String> renamedCommands) {

    public LinkProfile {
      renamedCommands = Map.copyOf(renamedCommands);
    }

    /** The name that command has on that server. */
    public String commandName(String command) {
      return renamedCommands.getOrDefault(command, command);
    }

    /** Without the password. */
    @Override
    public String toString() {
      return "LinkProfile[user="
          + user
          + ", password="
          + (password == null ? "none" : "******")
          + ", clientName="
          + clientName
          + "]";
    }
  }

  /** Close a connection. Its {@link Input.LinkDown} may or may not follow, and is ignored. */
  record Disconnect(ConnectionId connection, String reason) implements Effect {}

  /**
   * Send a command. Commands of one connection arrive in their order. Answered by {@link
   * Input.Replied} with the same ticket, unless the connection ends before.
   *
   * @param connection where
   * @param ticket unique within the process
   * @param words the command and its arguments, already renamed
   * @param restsOn the {@link Sentinel#stateVersion()} that must be on disk before it may be sent;
   *     if it could not be saved, {@link Input.Withheld} comes instead. 0 when saving does not
   *     matter.
   */
  record Send(ConnectionId connection, long ticket, List<String> words, long restsOn)
      implements Effect {
    public Send {
      words = List.copyOf(words);
    }

    /** A command that may be sent whether the state is saved or not. */
    public Send(ConnectionId connection, long ticket, List<String> words) {
      this(connection, ticket, words, 0);
    }
  }

  /**
   * Bring {@link Sentinel#durableState()} to disk before anything that follows. Several in one turn
   * may cost one write.
   */
  record Persist() implements Effect {}

  /** Log and publish an event. */
  record Emit(Event event) implements Effect {}

  /** A line for the log that is no event. */
  record Log(Event.Role role, String line) implements Effect {}

  /**
   * Run a script of the operator.
   *
   * @param kind which of the two hooks
   * @param master name of the master it is configured for
   * @param path the script
   * @param arguments its arguments
   * @param event the event that caused it, null for client reconfiguration
   */
  record RunScript(
      ScriptKind kind, String master, String path, List<String> arguments, @Nullable Event event)
      implements Effect {
    public RunScript {
      arguments = List.copyOf(arguments);
    }
  }

  /** The two script hooks of a master. */
  enum ScriptKind {
    NOTIFICATION,
    CLIENT_RECONFIG
  }

  /**
   * Answer a request.
   *
   * @param id of the {@link Input.Requested}
   * @param answer when everything before is done
   * @param ifNotSaved instead of {@code answer} when a {@link Persist} before it failed; null when
   *     saving does not matter
   */
  record Answer(
      long id,
      dev.vedette.sentinel.message.Answer answer,
      dev.vedette.sentinel.message.@Nullable Answer ifNotSaved)
      implements Effect {}

  /** Look a name up, off the engine's thread. Answered by {@link Input.Resolved}. */
  record Resolve(String host) implements Effect {}

  /**
   * Something failed inside, a fault of ours: to be logged with its trace and counted. What was
   * done before it stands, and everything else goes on.
   *
   * @param during what was being done: one line for people
   * @param cause what was thrown
   * @param request id of the {@link Input.Requested} that failed and gets no {@link Answer} any
   *     more; 0 when nobody waits
   */
  record Fault(String during, RuntimeException cause, long request) implements Effect {}

  /** End the process at once with that exit code, as {@code SENTINEL SIMULATE-FAILURE} asks. */
  record Crash(int exitCode) implements Effect {}
}
