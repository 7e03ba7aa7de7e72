package dev.vedette.resp.acl;

/**
 * A command was refused.
 *
 * @param reason what was not allowed
 * @param argument index of the word that was not allowed, counted from the command's name; 0 when
 *     it is the command
 */
public record AclDenial(Reason reason, int argument) {

  /** What was not allowed, as {@code ACL LOG} names it; later ones say more than earlier ones. */
  public enum Reason {
    COMMAND,
    KEY,
    CHANNEL,
    AUTH
  }

  /** True when this is the better one to report of the two. */
  boolean tellsMoreThan(AclDenial other) {
    int order = reason.compareTo(other.reason);
    return order > 0 || (order == 0 && argument > other.argument);
  }
}
