package dev.vedette.sentinel.topology;

import static dev.vedette.sentinel.topology.Times.NEVER;

import dev.vedette.sentinel.place.Address;
import org.jspecify.annotations.Nullable;

/** Anything watched: a master, one of its replicas, or a peer sentinel. */
public abstract sealed class Instance permits Node, Peer {

  private final String name;
  private final Revision revision;
  private Address address;
  private Link link;
  private String runId = "";
  private boolean subjectivelyDown;
  private long lastSubjectivelyDownAt = NEVER;
  private boolean scriptKillSent;
  private long lastHelloSentAt;
  private boolean helloPending;

  Instance(String name, Address address, Revision revision, long now) {
    this.name = name;
    this.revision = revision;
    this.address = address;
    this.link = new Link(revision, now);
    this.link.addUser(this);
    this.lastHelloSentAt = now;
  }

  /** The master of its group; a master is its own. */
  public abstract Master master();

  /** {@code master}, {@code slave} or {@code sentinel}: the first word of an event's payload. */
  public abstract String kind();

  /** Whether it also needs a hello connection. */
  public abstract boolean needsHello();

  /** Master name, replica's address, or sentinel's run id. */
  public final String name() {
    return name;
  }

  public final Address address() {
    return address;
  }

  /** It listens elsewhere from now on. */
  public final void moveTo(Address newAddress) {
    address = newAddress;
    master().changed();
  }

  /** Where changes that must survive a restart are counted. */
  final Revision revision() {
    return revision;
  }

  public final Link link() {
    return link;
  }

  /** Uses the link of the same process in another group from now on. */
  public final void shareLink(Link other) {
    link.removeUser(this);
    link = other;
    link.addUser(this);
  }

  /** Uses that link from now on, or with null a new one. */
  public final void useLink(@Nullable Link other, long now) {
    shareLink(other != null ? other : new Link(revision, now));
  }

  /** Stops using its link. */
  public final void releaseLink() {
    link.removeUser(this);
  }

  /** Run id, empty while unknown. */
  public final String runId() {
    return runId;
  }

  public final void identify(String newRunId) {
    runId = newRunId;
  }

  public final boolean isSubjectivelyDown() {
    return subjectivelyDown;
  }

  /**
   * When it last became subjectively down, even if it is up again; {@link Times#NEVER} if it never
   * did.
   */
  public final long lastSubjectivelyDownAt() {
    return lastSubjectivelyDownAt;
  }

  public final void becomeSubjectivelyDown(long now) {
    subjectivelyDown = true;
    lastSubjectivelyDownAt = now;
  }

  public final void becomeSubjectivelyUp() {
    subjectivelyDown = false;
    scriptKillSent = false;
  }

  /** Forgets that it was ever down. */
  public final void forgetDownTimes() {
    lastSubjectivelyDownAt = NEVER;
  }

  /** Whether {@code SCRIPT KILL} was sent since it is down. */
  public final boolean isScriptKillSent() {
    return scriptKillSent;
  }

  public final void scriptKillSent() {
    scriptKillSent = true;
  }

  /** When our hello last reached it. */
  public final long lastHelloSentAt() {
    return lastHelloSentAt;
  }

  /** Whether a hello is on its way. */
  public final boolean isHelloPending() {
    return helloPending;
  }

  public final void helloSent() {
    helloPending = true;
  }

  /** The hello was accepted. */
  public final void helloDelivered(long now) {
    helloPending = false;
    lastHelloSentAt = now;
  }

  /**
   * The hello was lost or refused; to be tried again no sooner than {@code retryAt} less one
   * period.
   */
  public final void helloFailed(long pretendedSentAt) {
    helloPending = false;
    lastHelloSentAt = pretendedSentAt;
  }

  /** Makes the next hello due at once, and lets it overtake one that is on its way. */
  public final void forceHello() {
    helloPending = false;
    lastHelloSentAt = NEVER;
  }

  /**
   * {@code <kind> <name> <host> <port>}, and for others than masters {@code @ <master> <host>
   * <port>}.
   */
  public final String describe(boolean announceHostnames) {
    return describe(announceHostnames, master().address());
  }

  /** The same, with the master at that address. */
  public final String describe(boolean announceHostnames, Address masterAt) {
    Master group = master();
    String theMaster = masterAt.announced(announceHostnames) + " " + masterAt.port();
    if (group == this) {
      return kind() + " " + name + " " + theMaster;
    }
    String own = address.announced(announceHostnames) + " " + address.port();
    return kind() + " " + name + " " + own + " @ " + group.name() + " " + theMaster;
  }
}
