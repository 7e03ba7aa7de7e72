package dev.vedette.sentinel.message;

import dev.vedette.sentinel.Sentinel;
import org.jspecify.annotations.Nullable;

/** Everything that can happen to a {@link Sentinel}. */
public sealed interface Input {

  /**
   * Time has passed. Needed at {@link Sentinel#nextDeadline()} at the latest; earlier or more often
   * does no harm.
   */
  record Tick() implements Input {}

  /**
   * An attempt to connect really begins: whoever is to make it has come to it. Not needed, but
   * without it the time until the attempt has a result is not counted as silence of the other side.
   *
   * @param connection the attempt
   */
  record LinkConnecting(ConnectionId connection) implements Input {}

  /**
   * A connection is ready for commands, or subscribed, according to its purpose.
   *
   * @param connection the attempt that succeeded
   * @param localIp our own numeric address on that connection
   * @param remoteIp the numeric address it reached
   */
  record LinkUp(ConnectionId connection, String localIp, String remoteIp) implements Input {}

  /**
   * A connection could not be made or has ended. Nothing more arrives for it.
   *
   * @param connection the attempt
   * @param reason one line for people, without secrets
   */
  record LinkDown(ConnectionId connection, String reason) implements Input {}

  /**
   * The answer to a command.
   *
   * @param connection where it arrived
   * @param ticket of the {@link Effect.Send} it answers
   * @param reply what came
   */
  record Replied(ConnectionId connection, long ticket, Reply reply) implements Input {}

  /**
   * Something arrived on the hello channel of a master or replica: a message, or with a null
   * payload the confirmation of the subscription.
   */
  record HelloReceived(ConnectionId connection, @Nullable String payload) implements Input {}

  /**
   * A client, an operator or a peer wants something.
   *
   * @param id chosen by the engine, returned in {@link Effect.Answer}
   * @param request what is wanted
   */
  record Requested(long id, Request request) implements Input {}

  /**
   * A name was looked up.
   *
   * @param host the name
   * @param ip its numeric address, null when it does not resolve
   */
  record Resolved(String host, @Nullable String ip) implements Input {}

  /**
   * The state could not be written. Until {@link SavingWorks}, nothing may be done that would be
   * forgotten by a restart now and must not be.
   *
   * @param savedVersion the newest {@link Sentinel#stateVersion()} that is on disk
   * @param reason one line for people
   */
  record SavingFailed(long savedVersion, String reason) implements Input {}

  /** The state is on disk again, all of it. */
  record SavingWorks() implements Input {}

  /**
   * A command was not sent, because the state that it rests on could not be saved.
   *
   * @param connection where it was to be sent
   * @param ticket of the {@link Effect.Send}
   */
  record Withheld(ConnectionId connection, long ticket) implements Input {}

  /**
   * The engine saw that time did not flow evenly in a way that {@code nowMillis} cannot show, such
   * as a suspended machine.
   *
   * @param millis how much time is missing or too much
   */
  record TimeJumped(long millis) implements Input {}
}
