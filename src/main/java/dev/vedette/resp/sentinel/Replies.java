package dev.vedette.resp.sentinel;

import dev.vedette.resp.codec.RespValue;
import dev.vedette.sentinel.message.Answer;

/** What the engine answers, in the words of the protocol. */
final class Replies {

  static final RespValue NO_SUCH_MASTER = RespValue.error("No such master with that name");

  private static final RespValue NOT_SAVED =
      RespValue.error("Failed to save config file. Check server logs.");

  private Replies() {}

  static RespValue of(Answer answer) {
    return switch (answer) {
      case Answer.Ok ok -> RespValue.OK;
      case Answer.FailoverStarted started -> RespValue.OK;
      case Answer.Count count -> RespValue.integer(count.count());
      case Answer.NotSaved notSaved -> NOT_SAVED;
      case Answer.NoGoodReplica none ->
          RespValue.error("NOGOODSLAVE", "No suitable replica to promote");
      case Answer.MasterDown down ->
          RespValue.array(
              RespValue.integer(down.down() ? 1 : 0),
              RespValue.bulk(down.leader() == null ? "*" : down.leader()),
              RespValue.integer(down.leaderEpoch()));
      case Answer.Refused refused -> refused(refused);
    };
  }

  private static RespValue refused(Answer.Refused refused) {
    return switch (refused.reason()) {
      case UNKNOWN_MASTER -> NO_SUCH_MASTER;
      case FAILOVER_IN_PROGRESS -> RespValue.error("INPROG", "Failover already in progress");
      case DUPLICATE_MASTER,
          INVALID_NAME,
          INVALID_PORT,
          INVALID_QUORUM,
          INVALID_OPTION,
          UNRESOLVED_HOST,
          SCRIPTS_DENIED,
          NOT_SUPPORTED,
          TOO_MANY_MASTERS,
          MEMORY_SHORT,
          NOT_SAVED,
          UNKNOWN_REPLICA,
          SET_ASIDE ->
          RespValue.error(refused.detail());
    };
  }
}
