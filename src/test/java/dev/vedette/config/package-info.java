@NullMarked
package dev.vedette.config;

import org.jspecify.annotations.NullMarked;
