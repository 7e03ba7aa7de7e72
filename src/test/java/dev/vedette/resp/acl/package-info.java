@NullMarked
package dev.vedette.resp.acl;

import org.jspecify.annotations.NullMarked;
