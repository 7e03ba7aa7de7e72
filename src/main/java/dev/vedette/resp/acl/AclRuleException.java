package dev.vedette.resp.acl;

/** A rule that cannot be applied. The message says why, in Redis's words where it has some. */
public final class AclRuleException extends Exception {
  private static final long serialVersionUID = 1L;

  private final String reason;

  /**
   * @param reason why the rule cannot be applied
   */
  AclRuleException(String reason) {
    super(reason, null, false, false);
    this.reason = reason;
  }

  /** Why the rule cannot be applied. */
  public String reason() {
    return reason;
  }

  static AclRuleException unknownCommand() {
    return new AclRuleException("Unknown command or category name in ACL");
  }

  static AclRuleException syntax() {
    return new AclRuleException("Syntax error");
  }

  static AclRuleException uselessKeyPattern() {
    return new AclRuleException(
        "Adding a pattern after the * pattern (or the 'allkeys' flag) is not valid and does not have any effect. Try"
            + " 'resetkeys' to start with an empty list of patterns");
  }

  static AclRuleException uselessChannelPattern() {
    return new AclRuleException(
        "Adding a pattern after the * pattern (or the 'allchannels' flag) is not valid and does not have any effect. Try"
            + " 'resetchannels' to start with an empty list of channels");
  }

  static AclRuleException noSuchPassword() {
    return new AclRuleException(
        "The password you are trying to remove from the user does not exist");
  }

  static AclRuleException badHash() {
    return new AclRuleException(
        "The password hash must be exactly 64 characters and contain only lowercase hexadecimal characters");
  }

  static AclRuleException firstArgumentOfSubcommand() {
    return new AclRuleException("Allowing first-arg of a subcommand is not supported");
  }
}
