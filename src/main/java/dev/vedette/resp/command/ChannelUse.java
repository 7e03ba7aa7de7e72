package dev.vedette.resp.command;

/** Which arguments of a command are channels, for ACL rules about channels. */
public enum ChannelUse {
  /** None. */
  NONE,
  /** The first is a channel to publish to. */
  PUBLISH,
  /** All are channels to listen to. */
  SUBSCRIBE,
  /** All are patterns of channels to listen to. */
  SUBSCRIBE_PATTERNS
}
