package dev.vedette.resp.session;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * Counts what happens at the port, from its start on. Reading is cheap and never blocks anything.
 */
public final class RespCounters {
  private final LongAdder connections = new LongAdder();
  private final LongAdder rejectedConnections = new LongAdder();
  private final LongAdder outputLimitDisconnections = new LongAdder();
  private final LongAdder idleDisconnections = new LongAdder();
  private final LongAdder protocolErrors = new LongAdder();
  private final LongAdder commands = new LongAdder();
  private final LongAdder errorReplies = new LongAdder();
  private final LongAdder inputBytes = new LongAdder();
  private final LongAdder outputBytes = new LongAdder();
  private final LongAdder reads = new LongAdder();
  private final LongAdder writes = new LongAdder();
  private final Map<String, LongAdder> commandsByName = new ConcurrentHashMap<>();

  void connected() {
    connections.increment();
  }

  void rejected() {
    rejectedConnections.increment();
  }

  void disconnectedForOutput() {
    outputLimitDisconnections.increment();
  }

  void disconnectedForIdleness() {
    idleDisconnections.increment();
  }

  void protocolError() {
    protocolErrors.increment();
  }

  void command(String fullName) {
    commands.increment();
    LongAdder count = commandsByName.get(fullName);
    if (count == null) {
      count = commandsByName.computeIfAbsent(fullName, name -> new LongAdder());
    }
    count.increment();
  }

  void errorReply() {
    errorReplies.increment();
  }

  void read(int bytes) {
    reads.increment();
    inputBytes.add(bytes);
  }

  void wrote(int bytes) {
    writes.increment();
    outputBytes.add(bytes);
  }

  /** Clients that were let in. */
  public long connections() {
    return connections.sum();
  }

  /** Clients that were not let in, for {@code maxclients} or protected mode. */
  public long rejectedConnections() {
    return rejectedConnections.sum();
  }

  /** Clients that were disconnected because they did not read. */
  public long outputLimitDisconnections() {
    return outputLimitDisconnections.sum();
  }

  /** Clients that were disconnected because they said nothing for {@code timeout}. */
  public long idleDisconnections() {
    return idleDisconnections.sum();
  }

  /** Clients that were disconnected because they broke the protocol or a limit. */
  public long protocolErrors() {
    return protocolErrors.sum();
  }

  /** Commands that were run. */
  public long commands() {
    return commands.sum();
  }

  /** Commands that were run, by full name such as {@code sentinel|masters}. */
  public Map<String, Long> commandsByName() {
    Map<String, Long> counts = new TreeMap<>();
    commandsByName.forEach((name, count) -> counts.put(name, count.sum()));
    return counts;
  }

  /** Replies that were errors. */
  public long errorReplies() {
    return errorReplies.sum();
  }

  /** Bytes received. */
  public long inputBytes() {
    return inputBytes.sum();
  }

  /** Bytes sent. */
  public long outputBytes() {
    return outputBytes.sum();
  }

  /** Reads from sockets that gave something. */
  public long reads() {
    return reads.sum();
  }

  /** Writes to sockets. */
  public long writes() {
    return writes.sum();
  }
}
