@NullMarked
package dev.vedette.api.security;

import org.jspecify.annotations.NullMarked;
