package dev.vedette.sentinel.topology;

import dev.vedette.sentinel.message.Reply;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The commands of one order to change a role, and what the node answered. Replies come in the order
 * of the commands. Lost with the connection: what became of it is then seen in INFO.
 */
public final class RoleOrder {

  /** The commands that are sent for it. */
  public enum Step {
    MULTI("MULTI"),
    ROLE("SLAVEOF"),
    REWRITE("CONFIG REWRITE"),
    KILL_NORMAL("CLIENT KILL"),
    KILL_PUBSUB("CLIENT KILL"),
    EXEC("EXEC");

    private final String command;

    Step(String command) {
      this.command = command;
    }

    /** As operators know it, whatever the node calls it. */
    public String command() {
      return command;
    }
  }

  private final List<String> role;
  private final boolean oneByOne;
  private final Deque<Step> unanswered = new ArrayDeque<>();
  private final List<Step> queued = new ArrayList<>();
  private final Map<Step, String> refusals = new EnumMap<>(Step.class);
  private final Set<Step> done = EnumSet.noneOf(Step.class);

  /**
   * An order about to be sent.
   *
   * @param role the words of the command that changes the role; empty when it has been changed
   *     already
   * @param oneByOne without a transaction, because the node refused one
   */
  public RoleOrder(List<String> role, boolean oneByOne) {
    this.role = List.copyOf(role);
    this.oneByOne = oneByOne;
  }

  public List<String> role() {
    return role;
  }

  /** Whether the node is to become a master. */
  public boolean isPromotion() {
    return role.size() == 3 && role.get(1).equals("NO");
  }

  public boolean isOneByOne() {
    return oneByOne;
  }

  /** One of its commands was sent. */
  public void sent(Step step) {
    unanswered.add(step);
  }

  /** Takes the next reply. Returns whether it was the last one. */
  public boolean answered(Reply reply) {
    Step step = unanswered.remove();
    switch (reply) {
      case Reply.Failure failure -> refusals.putIfAbsent(step, failure.text());
      case Reply.Status(String text) when text.equals("QUEUED") -> queued.add(step);
      case Reply.Many many when step == Step.EXEC -> executed(many.items());
      case Reply.Status status -> executed(step, status);
      case Reply.Text text -> executed(step, text);
      case Reply.Number number -> executed(step, number);
      case Reply.Many many -> executed(step, many);
      case Reply.Nothing nothing -> executed(step, nothing);
    }
    return unanswered.isEmpty();
  }

  private void executed(List<Reply> results) {
    for (int i = 0; i < queued.size(); i++) {
      executed(queued.get(i), i < results.size() ? results.get(i) : new Reply.Status("OK"));
    }
  }

  private void executed(Step step, Reply result) {
    if (result instanceof Reply.Failure failure) {
      refusals.putIfAbsent(step, failure.text());
    } else {
      done.add(step);
    }
  }

  /** Whether the node has taken the role, or had it before. */
  public boolean isRoleTaken() {
    return role.isEmpty() || done.contains(Step.ROLE);
  }

  /** Whether that command was carried out. */
  public boolean isDone(Step step) {
    return done.contains(step);
  }

  /** Whether the node refused to do it as one transaction, and has done nothing of it. */
  public boolean isTransactionRefused() {
    return refusals.containsKey(Step.EXEC);
  }

  /** What it answered to the commands that it refused. */
  public Map<Step, String> refusals() {
    return Map.copyOf(refusals);
  }
}
