package dev.vedette.config;

import dev.vedette.sentinel.place.Address;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Understands the lines about our own port and who may use it, except those about TLS. */
final class PortLines {

  private final Path folder;
  private final UserLines users = new UserLines();
  private final OutputLimitLines outputLimits = new OutputLimitLines();
  private final List<UnaryOperator<RespSettings.Builder>> changes = new ArrayList<>();
  private int port = RespSettings.DEFAULT_PORT;
  private @Nullable String requirePass;
  private @Nullable Path aclFile;

  /**
   * @param folder that relative paths start from
   */
  PortLines(Path folder) {
    this.folder = folder;
  }

  int port() {
    return port;
  }

  @Nullable String requirePass() {
    return requirePass;
  }

  /** Whether users are given both in lines and in a file. */
  boolean hasTwoKindsOfUsers() {
    return aclFile != null && !users.lines().isEmpty();
  }

  /** Fills in what was read. */
  RespSettings.Builder applyTo(RespSettings.Builder to) {
    var changed = to;
    for (var change : changes) {
      changed = change.apply(changed);
    }
    return changed
        .port(port)
        .requirePass(requirePass)
        .users(users.lines())
        .aclFile(aclFile)
        .normalOutput(outputLimits.normal())
        .pubsubOutput(outputLimits.pubsub());
  }

  /** Takes the line, or tells that it is about something else. */
  boolean read(ConfigLine line) throws BadValueException {
    return readConnection(line) || readAccess(line);
  }

  private boolean readConnection(ConfigLine line) throws BadValueException {
    switch (line.directive()) {
      case "port" -> port = line.number(0, Address.MAX_PORT);
      case "bind" -> bind(line);
      case "client-output-buffer-limit" -> outputLimits.read(line);
      case "unixsocket" -> {
        var path = path(line);
        changes.add(to -> to.unixSocket(path));
      }
      case "unixsocketperm" -> {
        var permissions = line.only();
        changes.add(to -> to.unixSocketPerm(permissions.equals("0") ? null : permissions));
      }
      case "tcp-backlog" -> {
        int backlog = line.number(0, Integer.MAX_VALUE);
        changes.add(to -> to.tcpBacklog(backlog));
      }
      case "tcp-keepalive" -> {
        int seconds = line.number(0, Integer.MAX_VALUE);
        changes.add(to -> to.tcpKeepaliveSeconds(seconds));
      }
      case "timeout" -> {
        int seconds = line.number(0, Integer.MAX_VALUE);
        changes.add(to -> to.timeoutSeconds(seconds));
      }
      case "maxclients" -> {
        int clients = line.number(1, Integer.MAX_VALUE);
        changes.add(to -> to.maxClients(clients));
      }
      case "proto-max-bulk-len" -> {
        long bytes = MemorySize.bytes(line.only());
        changes.add(to -> to.maxBulkBytes(bytes));
      }
      case "client-query-buffer-limit" -> {
        long bytes = MemorySize.bytes(line.only());
        changes.add(to -> to.maxQueryBytes(bytes));
      }
      default -> {
        return false;
      }
    }
    return true;
  }

  private boolean readAccess(ConfigLine line) throws BadValueException {
    switch (line.directive()) {
      case "protected-mode" -> {
        boolean yes = Arguments.yesNo(line.only());
        changes.add(to -> to.protectedMode(yes));
      }
      case "requirepass" -> requirePass = line.only().isEmpty() ? null : line.only();
      case "user" -> users.read(line);
      case "aclfile" -> aclFile = readable(path(line));
      case "acllog-max-len" -> {
        int length = line.number(0, Integer.MAX_VALUE);
        changes.add(to -> to.aclLogMaxLength(length));
      }
      case "acl-pubsub-default" -> {
        boolean all = allChannels(line.only());
        changes.add(to -> to.allChannelsByDefault(all));
      }
      default -> {
        return false;
      }
    }
    return true;
  }

  private void bind(ConfigLine line) throws BadValueException {
    var addresses = new ArrayList<String>();
    for (var argument : line.arguments()) {
      addresses.addAll(List.of(argument.strip().split("\\s+")));
    }
    for (var address : addresses) {
      var bare = address.startsWith("-") ? address.substring(1) : address;
      if (bare.isEmpty()) {
        throw new BadValueException("Write the addresses to listen on, or '*'.");
      }
      if (!bare.equals("*")) {
        // The network may know the name; whether it does turns out when the port is opened.
        if (HostNames.own(bare) == null) {
          HostNames.address(bare, 0, true);
        }
      }
    }
    changes.add(to -> to.bind(addresses));
  }

  private @Nullable Path path(ConfigLine line) throws BadValueException {
    var value = line.only();
    return value.isEmpty() ? null : folder.resolve(value).normalize();
  }

  private static @Nullable Path readable(@Nullable Path file) throws BadValueException {
    if (file != null && !Files.isReadable(file)) {
      throw new BadValueException("'" + file + "' does not exist or cannot be read.");
    }
    return file;
  }

  private static boolean allChannels(String value) throws BadValueException {
    return switch (value) {
      case "allchannels" -> true;
      case "resetchannels" -> false;
      default ->
          throw new BadValueException("'" + value + "' is neither allchannels nor resetchannels.");
    };
  }
}
