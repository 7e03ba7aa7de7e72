package dev.vedette.resp.acl;

import java.util.List;

/** Hears of changed users, on the thread that changed them. Must not wait for long. */
public interface AclListener {

  /** A user's rights are different now. */
  default void changed(AclUser before, AclUser after) {}

  /** A user is gone. */
  default void deleted(String name) {}

  /**
   * Users were made, changed or deleted by a command, so that a configuration file that names users
   * is out of date.
   *
   * @param userLines all users now, as {@code user name rules}
   */
  default void usersChanged(List<String> userLines) {}
}
