/** Users, what they may do, and the log of what they were refused: Redis 7's ACL. */
@NullMarked
package dev.vedette.resp.acl;

import org.jspecify.annotations.NullMarked;
