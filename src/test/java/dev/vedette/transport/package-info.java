/** Tests of the engine against a real sentinel, with links and disks that do as they are told. */
@NullMarked
package dev.vedette.transport;

import org.jspecify.annotations.NullMarked;
