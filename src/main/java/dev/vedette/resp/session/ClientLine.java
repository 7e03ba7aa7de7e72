package dev.vedette.resp.session;

import java.util.concurrent.TimeUnit;

/**
 * A client as {@code CLIENT LIST}, {@code CLIENT INFO} and {@code ACL LOG} show it: Redis's fields
 * in Redis's order.
 */
final class ClientLine {
  /** What a session itself needs, roughly. */
  private static final int BASE_BYTES = 2048;

  private ClientLine() {}

  static String of(ClientSession client) {
    Output.Pending pending = client.output().pending();
    int buffered = client.parser().buffered();
    int free = client.parser().bufferFree();
    long memory =
        BASE_BYTES
            + buffered
            + free
            + client.argumentBytes()
            + client.parser().queryBytes()
            + pending.bytes();
    StringBuilder line = new StringBuilder(320);
    field(line, "id", client.id());
    field(line, "addr", client.peer());
    field(line, "laddr", client.local());
    // The number of the descriptor is the Java runtime's secret.
    field(line, "fd", -1);
    field(line, "name", client.name());
    field(line, "age", TimeUnit.NANOSECONDS.toSeconds(client.ageNanos()));
    field(line, "idle", TimeUnit.NANOSECONDS.toSeconds(client.idleNanos()));
    field(line, "flags", flags(client));
    field(line, "db", 0);
    field(line, "sub", client.channels().size());
    field(line, "psub", client.patterns().size());
    field(line, "ssub", 0);
    field(line, "multi", -1);
    field(line, "qbuf", buffered + client.argumentBytes());
    field(line, "qbuf-free", free);
    field(line, "argv-mem", client.argumentBytes());
    field(line, "multi-mem", 0);
    field(line, "rbs", 0);
    field(line, "rbp", pending.largest());
    field(line, "obl", 0);
    field(line, "oll", pending.chunks());
    field(line, "omem", pending.bytes());
    field(line, "tot-mem", memory);
    field(line, "events", pending.bytes() > 0 ? "rw" : "r");
    field(line, "cmd", client.lastCommand());
    field(line, "user", client.userName());
    field(line, "redir", client.tracking().on() ? client.tracking().redirect() : -1);
    field(line, "resp", client.version().number());
    field(line, "lib-name", client.libraryName());
    field(line, "lib-ver", client.libraryVersion());
    return line.toString();
  }

  private static String flags(ClientSession client) {
    StringBuilder flags = new StringBuilder();
    if (client.isSubscriber()) {
      flags.append('P');
    }
    if (client.tracking().on()) {
      flags.append('t');
    }
    if (client.tracking().broadcast()) {
      flags.append('B');
    }
    if (client.isClosing()) {
      flags.append('c');
    }
    if (client.isUnixSocket()) {
      flags.append('U');
    }
    if (client.noEvict()) {
      flags.append('e');
    }
    return flags.isEmpty() ? "N" : flags.toString();
  }

  private static void field(StringBuilder line, String name, Object value) {
    if (!line.isEmpty()) {
      line.append(' ');
    }
    line.append(name).append('=').append(value);
  }
}
